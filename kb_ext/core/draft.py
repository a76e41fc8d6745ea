"""What an import makes of one source file."""

from __future__ import annotations

from dataclasses import dataclass

from kb_ext.core.repair.context import Context
from kb_ext.core.repair.encoding import decode_damaged
from kb_ext.core.repair.finding import Kind, Repair
from kb_ext.core.repair.pipeline import Ledger, repair_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The repaired text of a post, not yet written anywhere."""

    text: str
    encoding: str
    """Of the source, in Python's spelling."""
    source: str
    """The source text as it was decoded."""
    repairs: tuple[Repair, ...]

    @property
    def repaired(self) -> int:
        """Return the number of repairs that changed the text."""
        return sum(repair.kind is Kind.REPAIRED for repair in self.repairs)


def make_draft(data: bytes, context: Context) -> Draft:
    """Decode and repair one file; raises `NotTextError` for what is no text."""
    ledger = Ledger(range(1, data.count(b"\n") + 2))
    source, encoding = decode_damaged(data, ledger)
    text, repairs = repair_text(source, context)
    return Draft(text=text, encoding=encoding, source=source, repairs=(*ledger.repairs, *repairs))
