"""The passes of an import by name; help texts and reference pages are made from this enum."""

from __future__ import annotations

from enum import Enum


class Step(Enum):
    """Every pass, in the order in which an import runs them: its public name and what it does."""

    DECODING = ("decoding", "Reads the bytes: UTF-8, UTF-16, ISO-2022-JP, CP932 or EUC-JP, or damaged UTF-8.")
    """Runs once, before all the others, as it makes the text that they work on."""
    BYTE_ORDER_MARK = ("byte-order-mark", "Removes a byte order mark.")
    """An invisible character in front of the fence hides the front matter from most tools."""
    LINE_ENDINGS = ("line-endings", "Ends every line with a line feed.")
    """Windows and old Mac line ends."""
    CONTROL_CHARACTERS = ("control-characters", "Removes invisible control characters.")
    """What HTML and YAML forbid; Japanese input methods leave backspaces behind. In code they go, too."""
    LINE_BREAKS = ("line-breaks", "Restores the line breaks of a document that stands on one line.")
    """A document whose line breaks were turned into spaces, front matter included."""
    TOML = ("toml", "Turns TOML front matter into YAML.")
    """Hugo's `+++` blocks; lines that are not TOML are read one by one."""
    FENCES = ("fences", "Sets right the fences around the front matter.")
    """Indented, missing or unclosed fences, blank lines above them, a code fence around it all."""
    FRONT_MATTER = ("front-matter", "Writes the front matter in one order and one form.")
    """Valid or broken; what is no field goes below `extra:`."""
    COMPOSITION = ("composition", "Joins letters with their combining marks (NFC) outside code.")
    """`カ` and a separate voiced sound mark become `ガ`, as macOS file names are written."""
    MARKERS = ("markers", "Removes the end marks that text generators leave between their parts.")
    """`---END---` and the like; a sentence that one cuts in two is joined."""
    ATTRIBUTE_LISTS = ("attribute-lists", "Removes kramdown attribute lists.")
    """`{: .class}`; one with an id stays, as links may lead to it."""
    MDX = ("mdx", "Takes the modules out of MDX and reports its components.")
    """Only of `.mdx` files: `import` and `export` are code of the old site, and so are components."""
    SHORTCODES = ("shortcodes", "Writes Hugo's shortcodes as Markdown.")
    """Figures, code, embeds, notes and folds; every other one is kept and reported."""
    RULES = ("rules", "Keeps a paragraph above '---' from becoming a heading.")
    """A blank line makes it a rule in every reader; a heading that is underlined on purpose gets its '#'."""
    REPEATS = ("repeats", "Drops sections and paragraphs that stood earlier, word for word.")
    """Only whole sections, long runs of blocks, and long paragraphs at the border of a section."""
    CHAT_RESIDUE = ("chat-residue", "Finds what a chat model said to its user around a text.")
    """Only in the first and last paragraphs. It is dropped with `--drop-chat-residue`."""
    TITLE = ("title", "Finds a missing title and completes a damaged one.")
    """From the first heading, else from the file name."""
    FILE_NAME = ("file-name", "Keeps what only the file's name said.")
    """Its date, and the name itself when it has to change."""
    OLD_SITE = ("old-site", "Keeps what only the old site knew: addresses, mathematics, drafts.")
    """`redirect_from:` holds the old addresses; Zenn's `$` and Jekyll's `_drafts` become fields, too."""
    LINKS = ("links", "Leads links to imported posts and makes dead ones text.")
    """Root-relative links that lead to no imported page become text; affiliate links are reported."""
    CUTS = ("cuts", "Finds a text that breaks off.")
    """A stump of a table, a code block without end, a last sentence that stops at a comma."""
    DAMAGE = ("damage", "Finds characters that are lost for good.")
    """Every U+FFFD that is left, with its place."""

    def __init__(self, public: str, summary: str) -> None:
        self.public = public
        self.summary = summary
