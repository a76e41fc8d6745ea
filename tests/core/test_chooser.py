"""How often one page links to one term."""

from __future__ import annotations

import pytest

from kb_ext.core.chooser import Chooser
from kb_ext.core.record import Scope

PLACES = [("llm", 0), ("llm", 1), ("rag", 1), ("llm", 1), ("rag", 1), ("llm", 2), ("gpu", 2), ("gpu", 2)]


@pytest.mark.parametrize(
    ("scope", "numbers"),
    [
        (Scope.SECTION, [0, 1, 2, 5, 6, 7]),
        (Scope.PAGE, [0, 2, 6, 7]),
        (Scope.ALL, [0, 1, 2, 3, 4, 5, 6, 7]),
        (Scope.NONE, []),
    ],
)
def test_scope_decides_which_occurrences_are_linked(scope: Scope, numbers: list[int]) -> None:
    chooser = Chooser(scope, {"gpu"})
    assert [number for number, place in enumerate(PLACES) if chooser.take(*place)] == numbers
