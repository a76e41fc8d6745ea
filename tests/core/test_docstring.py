"""Docstrings below members and fields, read from the source."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from kb_ext.core.code import CODE_GROUPS, CODES
from kb_ext.core.docstring import read_all_docstrings, read_docstrings
from kb_ext.core.repair.step import Step


class Colour(Enum):
    """Not of a member."""

    RED = 1
    """As a
    rose."""
    GREEN = 2
    BLUE = 3
    "As the sea."

    def shade(self) -> str:
        """Not of a member either."""
        return self.name


@dataclass(frozen=True, slots=True)
class Point:
    """A place."""

    x: int
    """To the right."""
    y: int = 0
    """Down."""


def test_members_of_an_enum_have_the_docstrings_below_them() -> None:
    assert read_docstrings(Colour) == {"RED": "As a rose.", "BLUE": "As the sea."}


def test_fields_of_a_dataclass_have_the_docstrings_below_them() -> None:
    assert read_docstrings(Point) == {"x": "To the right.", "y": "Down."}


def test_a_nested_class_is_read() -> None:
    class Nested(Enum):
        ONE = 1
        """The first."""

    assert read_docstrings(Nested) == {"ONE": "The first."}


def test_a_class_without_source_has_none() -> None:
    made = type("Made", (), {"x": 1})
    made.__module__ = "builtins"
    assert read_docstrings(made) == {}
    assert read_docstrings(int) == {}


def test_every_finding_and_every_pass_is_documented() -> None:
    assert list(read_all_docstrings(CODE_GROUPS)) == [code.name for code in CODES]
    assert list(read_docstrings(Step)) == [step.name for step in Step]
