"""How far a long import has come, shown on a terminal."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Final, TextIO

_LONG: Final = 40
"""Files from which on a bar is worth its place."""
_WIDTH: Final = 30
_ERASE: Final = "\r\x1b[K"


@dataclass(slots=True)
class Progress:
    """A bar on one line of a terminal; where there is none, nothing."""

    stream: TextIO
    total: int = 0

    @property
    def shown(self) -> bool:
        """Tell whether anything is drawn at all."""
        return self.total >= _LONG and self.stream.isatty()

    def draw(self, done: int) -> None:
        """Show how many of the files are done."""
        if self.shown:
            filled = _WIDTH * done // self.total
            bar = "█" * filled + "░" * (_WIDTH - filled)
            print(f"{_ERASE}{bar} {done}/{self.total}", end="", file=self.stream, flush=True)

    def erase(self) -> None:
        """Clear the line for what is printed next."""
        if self.shown:
            print(_ERASE, end="", file=self.stream, flush=True)
            sys.stdout.flush()
