"""What the tests of the repair passes share."""

from __future__ import annotations

from dataclasses import dataclass

from kb_ext.core.repair.context import Context, Pass
from kb_ext.core.repair.finding import Repair
from kb_ext.core.repair.pipeline import Ledger

HEAD = "---\ntitle: 題名\n---\n"


@dataclass(frozen=True)
class Run:
    """What a pass made of a text, and what it said."""

    text: str
    repairs: tuple[Repair, ...]

    @property
    def body(self) -> str:
        """The text without the front matter of `HEAD`."""
        return self.text.removeprefix(HEAD)

    @property
    def places(self) -> list[tuple[str, int, int]]:
        """Name, line and column of every finding."""
        return [(repair.finding.name, repair.line, repair.column) for repair in self.repairs]

    @property
    def names(self) -> list[str]:
        return [repair.finding.name for repair in self.repairs]

    @property
    def messages(self) -> list[str]:
        return [repair.describe() for repair in self.repairs]


def run_pass(run: Pass, text: str, context: Context | None = None) -> Run:
    ledger = Ledger(range(1, text.count("\n") + 2))
    after = run(text, context or Context(), ledger)
    return Run(after, tuple(ledger.repairs))
