"""Know in which line of the file a nested text begins, and how deep it is nested.

MyST parses the content of a directive later, as a text of its own with the same parser and the same `env`,
and corrects the line maps after the rules have run. A rule that reports a finding needs the line at once. So
every fence is noted with its line when it is parsed, and a nested text is looked up among them by content.
"""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import MutableMapping
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

Env = MutableMapping[str, object]
DEEPEST = 8
"""How many directives may stand in each other: MyST recurses into them, and Python ends a deep recursion."""
ADDED = "kb_added"
"""Key of `Token.meta` for the line of a fence, and the number of lines that were put into its content."""
_KEY = "kb_origin"


@dataclass(frozen=True, slots=True, order=True)
class _Fence:
    line: int
    text: str
    depth: int


@dataclass(slots=True)
class _Ledger:
    line: int = 0
    depth: int = 0
    known: int = 0
    """Depth of the last text that was found."""
    strays: int = 0
    """Texts since then that were not found: each may stand in the one before."""
    fences: defaultdict[str, list[_Fence]] = field(default_factory=lambda: defaultdict(list))

    def enter(self, text: str) -> None:
        """Take the first noted fence that ends with `text`, or with all of it but its first line."""
        text = text.strip()
        candidates = self.fences[_read_last_line(text)]
        for tail in (text, text.partition("\n")[2]):
            for fence in candidates if tail else ():
                if fence.text.endswith(tail):
                    candidates.remove(fence)
                    self.line = fence.line + fence.text.count("\n") - text.count("\n")
                    self.known = self.depth = fence.depth + 1
                    self.strays = 0
                    return
        self.strays += 1
        self.depth = self.known + self.strays

    def note(self, token: Token) -> None:
        """Remember what a fence holds: its argument on its first line, then its content."""
        argument = ([*token.info.split(maxsplit=1), "", ""])[1].strip()
        line, added = token.meta.get(ADDED, ((token.map or [0])[0], 0))
        for text, start in ((f"{argument}\n{token.content}".rstrip(), line - added), (argument, line)):
            if text.strip():
                fence = _Fence(self.line + start, text, self.depth)
                insort(self.fences[_read_last_line(text)], fence)


def origin_plugin(md: MarkdownIt) -> None:
    """Keep the ledger of fences; applying it twice is the same as once."""
    if _KEY not in md.core.ruler.get_all_rules():
        md.core.ruler.before("block", _KEY, _enter_text)
        md.core.ruler.push("kb_origin_note", _note_fences)


def get_line(env: Env, line: int) -> int:
    """Return the line of the file, counted from 1, for line `line` (from 0) of the text being parsed."""
    ledger = env.get(_KEY)
    return line + 1 + (ledger.line if isinstance(ledger, _Ledger) else 0)


def get_depth(env: Env) -> int:
    """Return how many directives the text being parsed stands in; 0 is the document itself."""
    ledger = env.get(_KEY)
    return ledger.depth if isinstance(ledger, _Ledger) else 0


def _enter_text(state: StateCore) -> None:
    ledger = state.env.get(_KEY)
    if isinstance(ledger, _Ledger):
        ledger.enter(state.src)
    else:
        state.env[_KEY] = _Ledger()


def _note_fences(state: StateCore) -> None:
    ledger = state.env[_KEY]
    for token in state.tokens:
        if token.type == "colon_fence" or (token.type == "fence" and token.info.lstrip().startswith("{")):
            ledger.note(token)


def _read_last_line(text: str) -> str:
    return text.rpartition("\n")[2].strip()
