"""What every kind of finding has."""

from __future__ import annotations

from enum import Enum, StrEnum


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    """Something is lost or refused unless the author acts."""
    WARNING = "warning"
    """The page is complete, but probably not what the author meant."""
    INFO = "info"
    """Worth knowing; nothing has to be done."""


class Code(Enum):
    """A kind of finding: its public name, its severity, its message and what to do about it.

    Its members are in the enums made from it, one for each thing that can be wrong.
    """

    def __init__(self, public: str, severity: Severity, message: str, hint: str) -> None:
        self.public = public
        self.severity = severity
        self.message = message
        self.hint = hint
