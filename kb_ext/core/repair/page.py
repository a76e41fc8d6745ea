"""A text as its front matter block and its body, once the fences are right."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

FENCE: Final = "---"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A text cut behind its closing fence; `head + body` is the text."""

    head: str
    """Both fences and all between them, or nothing."""
    body: str

    @property
    def raw(self) -> str:
        """The lines between the fences."""
        return "".join(self.head.splitlines(keepends=True)[1:-1])

    @property
    def body_line(self) -> int:
        """The line on which the body begins, counted from 1."""
        return self.head.count("\n") + 1


class Places:
    """Tells line and column of positions in a body."""

    def __init__(self, page: Page) -> None:
        self._first_line = page.body_line
        self._starts = [0]
        for line in page.body.split("\n"):
            self._starts.append(self._starts[-1] + len(line) + 1)

    def locate(self, position: int) -> tuple[int, int]:
        """Return the line in the whole text and the column, both counted from 1."""
        index = bisect_right(self._starts, position) - 1
        return self._first_line + index, position - self._starts[index] + 1


def open_page(text: str) -> Page:
    """Cut a text that begins with an exact fence; without one, or without a second one, all of it is body."""
    if not text.startswith(f"{FENCE}\n"):
        return Page(head="", body=text)
    position = text.find(f"\n{FENCE}\n", len(FENCE))
    if position < 0:
        closed = text.endswith(f"\n{FENCE}")
        return Page(head=f"{text}\n" if closed else "", body="" if closed else text)
    end = position + len(FENCE) + 2
    return Page(head=text[:end], body=text[end:])
