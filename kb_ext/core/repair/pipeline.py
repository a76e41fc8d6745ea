"""All the passes in their order, run until nothing changes any more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from kb_ext.core.repair.asset import take_assets_along
from kb_ext.core.repair.attribute_list import remove_attribute_lists
from kb_ext.core.repair.character import (
    compose_letters,
    find_lost_characters,
    normalise_line_endings,
    remove_byte_order_mark,
    remove_control_characters,
)
from kb_ext.core.repair.context import Context, Pass
from kb_ext.core.repair.cut import find_cut_end
from kb_ext.core.repair.fence import set_fences_right
from kb_ext.core.repair.file_name import keep_file_name
from kb_ext.core.repair.finding import Finding, Kind, Lines, Repair
from kb_ext.core.repair.flattened import restore_flattened
from kb_ext.core.repair.link import set_links_right
from kb_ext.core.repair.marker import remove_markers
from kb_ext.core.repair.mdx import read_mdx
from kb_ext.core.repair.normal_form import normalise_front_matter
from kb_ext.core.repair.origin import trace_lines
from kb_ext.core.repair.reference_tag import resolve_reference_tags
from kb_ext.core.repair.repeat import drop_repeats
from kb_ext.core.repair.residue import find_chat_residue
from kb_ext.core.repair.rule import part_rules
from kb_ext.core.repair.shortcode import write_shortcodes
from kb_ext.core.repair.site_fact import keep_site_facts
from kb_ext.core.repair.step import Step
from kb_ext.core.repair.title import find_title
from kb_ext.core.repair.toml_header import convert_toml

PASSES: Final[tuple[tuple[Step, Pass], ...]] = (
    (Step.BYTE_ORDER_MARK, remove_byte_order_mark),
    (Step.LINE_ENDINGS, normalise_line_endings),
    (Step.CONTROL_CHARACTERS, remove_control_characters),
    (Step.LINE_BREAKS, restore_flattened),
    (Step.TOML, convert_toml),
    (Step.FENCES, set_fences_right),
    (Step.FRONT_MATTER, normalise_front_matter),
    (Step.COMPOSITION, compose_letters),
    (Step.MARKERS, remove_markers),
    (Step.ATTRIBUTE_LISTS, remove_attribute_lists),
    (Step.MDX, read_mdx),
    (Step.SHORTCODES, write_shortcodes),
    (Step.RULES, part_rules),
    (Step.REPEATS, drop_repeats),
    (Step.CHAT_RESIDUE, find_chat_residue),
    (Step.TITLE, find_title),
    (Step.FILE_NAME, keep_file_name),
    (Step.OLD_SITE, keep_site_facts),
    (Step.LINKS, set_links_right),
    (Step.LINKS, resolve_reference_tags),
    (Step.LINKS, take_assets_along),
    (Step.CUTS, find_cut_end),
    (Step.DAMAGE, find_lost_characters),
)
"""Every pass over a text; decoding comes before them."""
_MAX_ROUNDS: Final = 6
"""Rounds after which a text counts as settled; two are usual, the second of which changes nothing."""


@dataclass(slots=True)
class Ledger:
    """Collects what passes note, with lines turned into those of the original file."""

    origin: Sequence[int]
    repairs: list[Repair] = field(default_factory=list)
    dropped: dict[int, str] = field(default_factory=dict)
    """What was taken from each line of the text at hand."""

    def __call__(
        self,
        finding: Finding,
        /,
        *,
        line: int = 1,
        column: int = 1,
        removed: str = "",
        added: str = "",
        **values: str | Lines,
    ) -> None:
        """Record a finding."""
        told = tuple(
            (key, value if isinstance(value, str) else str(self._trace(value)))
            for key, value in values.items()
        )
        place = self._trace_line(line)
        self.dropped.update(enumerate(removed.split("\n") if removed else (), line))
        self.repairs.append(
            Repair(finding=finding, line=place, column=column, values=told, removed=removed, added=added)
        )

    def list_gone(self, text: str) -> frozenset[int]:
        """Return the lines of a text, counted from 1, of which nothing is left."""
        lines = text.split("\n")
        return frozenset(
            line
            for line, removed in self.dropped.items()
            if line <= len(lines) and removed.strip() == lines[line - 1].strip()
        )

    def _trace(self, lines: Lines) -> Lines:
        return Lines(first=self._trace_line(lines.first), last=self._trace_line(lines.last))

    def _trace_line(self, line: int) -> int:
        return self.origin[min(max(line, 1), len(self.origin)) - 1]


def repair_text(text: str, context: Context) -> tuple[str, tuple[Repair, ...]]:
    """Run all the passes; return the text and what was done and found, by place in the original."""
    origin: Sequence[int] = range(1, text.count("\n") + 2)
    done: list[Repair] = []
    found: list[Repair] = []
    for _ in range(_MAX_ROUNDS):
        before = text
        text, origin, repairs = _run_passes(text, context, origin)
        context = replace(context, place=context.target or context.place)
        done += (repair for repair in repairs if repair.kind is Kind.REPAIRED)
        found = [repair for repair in repairs if repair.kind is Kind.FOUND]
        if text == before:
            break
    return text, tuple(sorted((*done, *found), key=_sort_key))


def _run_passes(
    text: str, context: Context, origin: Sequence[int]
) -> tuple[str, Sequence[int], list[Repair]]:
    repairs: list[Repair] = []
    for step, run in PASSES:
        ledger = Ledger(origin)
        after = run(text, context, ledger)
        repairs += ledger.repairs
        if after != text and step is Step.LINE_BREAKS:
            # Line 1 of one line tells nobody anything: from here on, places are those of the restored text.
            origin = range(1, after.count("\n") + 2)
        elif after != text:
            origin = trace_lines(text, after, origin, ledger.list_gone(text))
        text = after
    return text, origin, repairs


def _sort_key(repair: Repair) -> tuple[int, int]:
    """Order by place; what is said of one place keeps the order of the passes."""
    return repair.line, repair.column
