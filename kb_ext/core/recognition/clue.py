"""What speaks for or against a table being a comparison."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from kb_ext.core.problem import Translate


class Orientation(Enum):
    """Where the items of a table stand; the value is that of the option `orientation`."""

    ROWS = "items-in-rows"
    """One item in each row, one criterion in each column."""
    COLUMNS = "items-in-columns"
    """One item in each column, one criterion in each row."""


class Clue(Enum):
    """Every clue: its public name, how much it weighs, and what it says (a gettext message id)."""

    COMPARING_HEADING = ("comparing-heading", 2.0, "The heading '{text}' speaks of comparing.")
    """A word such as 比較, 違い or vs."""
    COMPARING_CONTEXT = ("comparing-context", 1.5, "The paragraph above speaks of comparing: '{text}'.")
    """Such a word in the paragraph above the table."""
    COMPARING_TITLE = (
        "comparing-title",
        0.5,
        "The title or an outer heading speaks of comparing: '{text}'.",
    )
    """Such a word at some distance."""
    COMPARED_HEAD = ("compared-head", 2.5, "Its head '{text}' announces what things are judged by.")
    """比較項目, 評価軸 and the like."""
    ITEM_HEAD = ("item-head", 2.0, "Its head '{text}' announces things of one kind.")
    """モデル, 製品, 手法 and the like."""
    KIND_HEAD = ("kind-head", 1.0, "Its head '{text}' may announce things to choose from.")
    """種類, モード, パターン and the like."""
    CRITERIA_HEAD = (
        "criteria-head",
        1.0,
        "Its head '{text}' may announce criteria.",
    )
    """項目, 観点, 指標 and the like."""
    CRITERIA = ("criteria", 1.0, "What things are judged by: {text}.")
    """Names such as 料金, 性能 and 特徴; weighs once for each, three times at most."""
    OPPOSITES = ("opposites", 1.0, "Strengths stand beside weaknesses.")
    """強み and 弱み, メリット and デメリット."""
    NAMES = ("names", 1.0, "The items have proper names: {text}.")
    """Latin or katakana names."""
    ALL_NAMES = ("all-names", 1.0, "All columns are headed by names.")
    """A head row is rarely made of names unless they are compared."""
    PARALLEL = ("parallel", 1.5, "The items are named alike: {text}.")
    """一般的な地図 and 高精度地図."""
    TERMS = ("terms", 1.0, "Items are known terms: {text}.")
    """The glossary has them."""
    TYPED = ("typed", 1.0, "The values of a criterion are of one type: {text}.")
    """Numbers, amounts or marks; weighs once for each criterion, twice at most."""
    MANY_CRITERIA = ("many-criteria", 0.5, "There are {text} criteria.")
    """Four or more."""
    OTHER_HEAD = (
        "other-head",
        -3.0,
        "Its head '{text}' announces no things to choose from.",
    )
    """用語, パラメータ, 手順, 年 and the like."""
    DESCRIPTION = ("description", -1.5, "What only describes: {text}.")
    """概要, 説明, 役割 and the like; weighs once for each, twice at most."""
    TWO_COLUMNS = ("two-columns", -3.0, "There is one column beside the first.")
    """As in lists of words and their meanings."""
    ONE_CRITERION = ("one-criterion", -1.5, "All columns but one only describe.")
    """種類, 定義, 特徴 and the like."""
    UNNAMED = ("unnamed", -1.5, "The first column has hardly any names.")
    """Its head is no word for things, either."""
    MATRIX = ("matrix", -4.0, "The rows and the columns are the same things.")
    """A table of relations, or of confusions."""
    CHANGE = ("change", -5.0, "It shows one thing at two times: {text}.")
    """Before and after."""
    DIFFERENCE = ("difference", -1.0, "A column is computed from others: '{text}'.")
    """削減率 and the like."""
    SCHEDULE = ("schedule", -1.5, "It tells when or how far: {text}.")
    """Dates, people in charge, states; weighs once for each, twice at most."""
    CODE = ("code", -2.0, "The cells hold code.")
    """Commands, options, fields: half of the first column, or of all."""
    REPEATED = ("repeated", -2.0, "The first column repeats itself: '{text}'.")
    """Rows that share a label are no different things."""
    COUNTED = ("counted", -3.0, "The first column counts or orders: {text}.")
    """Numbers, steps, levels."""
    TOTAL = ("total", -2.0, "A row adds the others up: '{text}'.")
    """合計 and the like."""
    SENTENCES = ("sentences", -2.0, "The first column holds sentences.")
    """Labels too long for names."""
    NAMELESS = ("nameless", -1.5, "The columns have no names of things: {text}.")
    """Columns of which the heads are ordinary words."""
    HOLES = ("holes", -1.5, "Many cells are empty.")
    """A third of them or more."""

    def __init__(self, public: str, weight: float, message: str) -> None:
        self.public = public
        self.weight = weight
        self.message = message


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A clue as it was found in one table."""

    clue: Clue
    text: str = ""
    """The words of the table that it rests on."""
    times: int = 1

    @property
    def weight(self) -> float:
        """How much it counts."""
        return self.clue.weight * self.times

    def describe(self, translate: Translate = str) -> str:
        """Return what it says in the language of `translate`."""
        return translate(self.clue.message).format(text=self.text)
