"""What can be wrong with the Markdown of a page."""

from __future__ import annotations

from kb_ext.core.code.base import Code, Severity


class BodyCode(Code):
    """What can be wrong with the Markdown of a page."""

    SKIPPED_HEADING = (
        "markdown.heading-level",
        Severity.INFO,
        "The heading '{heading}' skips a level.",
        "Use the next lower level; the page is shown as if you had.",
    )
    """Levels are closed up, so that a screen reader's outline has no holes."""
    FORBIDDEN_DIRECTIVE = (
        "trust.directive",
        Severity.WARNING,
        "The directive '{name}' is not allowed in a post; it is shown as text.",
        "Use Markdown, or one of the directives that the guide lists.",
    )
    """Posts come from strangers: nothing that includes files or passes raw output is run."""
    FORBIDDEN_ROLE = (
        "trust.role",
        Severity.WARNING,
        "The role '{name}' is not allowed in a post; it is shown as text.",
        "Use Markdown, or one of the roles that the guide lists.",
    )
    """As for directives."""
    FORBIDDEN_HTML = (
        "trust.html",
        Severity.WARNING,
        "HTML that could run scripts or change the page was removed: {removed}.",
        "Use Markdown.",
    )
    """What the sanitiser dropped; the rest of the HTML is shown."""
    FORBIDDEN_LINK = (
        "trust.link",
        Severity.WARNING,
        "The link target '{target}' is refused.",
        "Link to a page over http(s) or to a file inside the source directory.",
    )
    """`javascript:` and `data:` links, and paths that leave the source directory."""
    UNKNOWN_OPTION = (
        "markdown.option",
        Severity.WARNING,
        "The directive '{name}' does not understand '{option}'; it knows {allowed}.",
        "Correct the option, or leave it out.",
    )
    """An option of one of our directives that it does not have, or whose value it cannot read."""
    MISSING_IMAGE = (
        "link.missing-image",
        Severity.WARNING,
        "The image '{target}' does not exist.",
        "Add the file, or remove the image.",
    )
    """An image path with no file behind it; its alternative text is shown."""
    DEAD_LINK = (
        "link.dead",
        Severity.WARNING,
        "The link target '{target}' does not exist on this site.{suggestion}",
        "Link to an existing page.",
    )
    """A relative or root-relative link with no page behind it."""
    DEAD_ANCHOR = (
        "link.anchor",
        Severity.WARNING,
        "The link target '{target}' names no place on its page.{suggestion}",
        "Link to a heading, or put '<a id=…></a>' where the link shall lead.",
    )
    """A link to a heading or another anchor that its page does not have."""
    BAD_FORMULA = (
        "markdown.formula",
        Severity.WARNING,
        "'{text}' cannot be read as a formula and is shown as its source.",
        "Check its braces and commands.",
    )
    """A formula that is not LaTeX, or uses what MathML has no form for."""
    UNUSED_FOOTNOTE = (
        "markdown.unused-footnote",
        Severity.WARNING,
        "Nothing refers to the footnote '{label}'; it is shown where it stands.",
        "Write '[^{label}]' where it belongs, or remove it.",
    )
    """A footnote that no reader would be led to."""
    UNKNOWN_FOOTNOTE = (
        "markdown.unknown-footnote",
        Severity.WARNING,
        "There is no footnote '{label}'.",
        "Add a line '[^{label}]: …', or remove the reference.",
    )
    """A reference to a footnote that is not written; it is shown as it is typed."""
    TEMPLATE_TAG = (
        "markdown.template-tag",
        Severity.WARNING,
        "'{tag}' is a template tag of another generator and is shown as text.",
        "Replace it with Markdown.",
    )
    """Liquid or a Hugo shortcode that nothing here evaluates."""
    UNCLOSED_FENCE = (
        "markdown.unclosed-fence",
        Severity.WARNING,
        "The block that opens here with '{fence}' is never closed.",
        "Put the same mark on a line of its own where it ends.",
    )
    """All that follows is taken for code, or for a part of the note."""
    RAGGED_TABLE = (
        "markdown.ragged-table",
        Severity.WARNING,
        "The row has {found} cells where {expected} are expected.",
        "Add the missing cells or remove the surplus ones; a '|' in a cell is written '\\|'.",
    )
    """Surplus cells are not shown."""
    TABLE_STUMP = (
        "markdown.table-stump",
        Severity.WARNING,
        "'{text}' belongs to no table and is shown as it is typed.",
        "Write a header row, a row of hyphens with as many cells, and the rows.",
    )
    """A table that breaks off, or whose second row does not fit its first."""
    SEVERAL_TITLES = (
        "markdown.several-titles",
        Severity.WARNING,
        "'{heading}' is one of {count} first-level headings.",
        "Begin sections with '##'; the title stands in the front matter.",
    )
    """A page has one title."""
    LITERAL_MARK = (
        "markdown.literal",
        Severity.WARNING,
        "'{text}' is shown as it is typed.",
        "Check its other end, and that no space stands between the mark and the words.",
    )
    """Asterisks that begin or end nothing, outside code."""
    MISSING_SPACE = (
        "markdown.space",
        Severity.WARNING,
        "'{text}' is shown as it is typed; a space is missing behind '{mark}'.",
        "Put a space there.",
    )
    """`##見出し` is no heading, and `-項目` no list."""
    RULE = (
        "markdown.rule",
        Severity.INFO,
        "Other readers take '---' below a paragraph for the underline of a heading.",
        "Put a blank line between them, or let 'kb check --fix' do it.",
    )
    """A rule directly below text."""
