"""What `kb import` prints, and its machine-readable report."""

from __future__ import annotations

import difflib
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kb_ext.cli.importer import IMPORTED, REFUSED, UNCHANGED, WOULD_IMPORT, Outcome, Plan
from kb_ext.cli.source import show_path
from kb_ext.core.problem import Translate
from kb_ext.core.repair.candidate import Candidate, find_candidates
from kb_ext.core.repair.finding import Kind, Repair

REPORT_VERSION: Final = 1
_STATES: Final = {
    IMPORTED: "imported",
    UNCHANGED: "unchanged",
    WOULD_IMPORT: "would be imported",
    REFUSED: "refused",
}
_SUMMARY: Final = "{files} files: {imported} imported, {unchanged} unchanged, {refused} refused"
Tree = str | int | bool | None | Sequence["Tree"] | dict[str, "Tree"]


def print_outcome(outcome: Outcome, plan: Plan, translate: Translate) -> None:
    """Print a line for the file, in a dry run the differences, and what was done and found."""
    path = show_path(outcome.source)
    if outcome.error is not None:
        message = outcome.error.describe(translate)
        print(f"{path}:1:1: error[import.{outcome.error.refusal.public}] {message}", file=sys.stderr)
        return
    state = ", ".join((translate(_STATES[outcome.status]), *_tell_counts(_count(outcome.repairs), translate)))
    print(f"{show_path(outcome.target or outcome.source)}  {state}")
    if plan.dry_run and outcome.status == WOULD_IMPORT:
        print(_compare(outcome), end="")
    for repair in outcome.repairs:
        print(f"  {repair.render(path, translate)}")


def print_summary(outcomes: Sequence[Outcome], translate: Translate) -> None:
    """Print the totals."""
    totals = _sum(outcomes)
    print(", ".join((translate(_SUMMARY).format(**totals), *_tell_counts(totals, translate))))


def _tell_counts(counts: Mapping[str, str], translate: Translate) -> Iterator[str]:
    """Yield how many repairs there were and how many findings are left, where there are any."""
    if counts["repaired"] != "0":
        repairs = translate("1 repair") if counts["repaired"] == "1" else translate("{count} repairs")
        yield repairs.format(count=counts["repaired"])
    if counts["found"] != "0":
        yield translate("{count} to look at").format(count=counts["found"])


def print_passed_over(paths: Sequence[Path], translate: Translate) -> None:
    """Print the Markdown files that were taken for no posts, so that none goes missing unseen."""
    for path in paths:
        message = translate("This file is no post of its site and was passed over; name it to import it.")
        print(f"{show_path(path)}:1:1: info[import.passed-over] {message}")


def print_complaint(message: str, translate: Translate) -> None:
    """Print what is wrong with the options."""
    print(f"kb import: {translate(message)}", file=sys.stderr)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What an import has to tell."""

    outcomes: Sequence[Outcome]
    passed_over: Sequence[Path] = ()


def write_report(path: Path, told: Report, plan: Plan, translate: Translate) -> bool:
    """Write the report as JSON; return whether that worked."""
    report: Tree = {
        "version": REPORT_VERSION,
        "into": show_path(plan.into),
        "dry_run": plan.dry_run,
        "files": [_describe_outcome(outcome, translate) for outcome in told.outcomes],
        "passed_over": [show_path(passed) for passed in told.passed_over],
        "summary": {key: int(value) for key, value in _sum(told.outcomes).items()},
    }
    try:
        path.write_text(json.dumps(report, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        complaint = translate("The report cannot be written: {detail}.").format(detail=error.strerror)
        print(f"{show_path(path)}:1:1: error[import.report] {complaint}", file=sys.stderr)
        return False
    return True


def _describe_outcome(outcome: Outcome, translate: Translate) -> Tree:
    entry: dict[str, Tree] = {
        "source": show_path(outcome.source),
        "target": show_path(outcome.target) if outcome.target else None,
        "status": outcome.status.replace(" ", "-"),
        "encoding": outcome.draft.encoding if outcome.draft else None,
        "repairs": [_describe_repair(repair, translate) for repair in outcome.repairs],
    }
    if outcome.assets:
        entry["assets"] = [show_path(asset) for asset in outcome.assets]
    if outcome.draft is not None:
        entry["candidates"] = [_describe_candidate(found) for found in find_candidates(outcome.draft.text)]
    if outcome.error is not None:
        entry["error"] = {"code": outcome.error.refusal.public, "message": outcome.error.describe(translate)}
    return entry


def _describe_candidate(candidate: Candidate) -> Tree:
    entry: dict[str, Tree] = {
        "kind": candidate.kind.value,
        "line": candidate.line,
        "term": candidate.term,
        "evidence": candidate.evidence,
    }
    optional = (("english", candidate.english), ("abbreviation", candidate.abbreviation))
    entry.update((key, value) for key, value in optional if value)
    return entry


def _describe_repair(repair: Repair, translate: Translate) -> Tree:
    entry: dict[str, Tree] = {
        "pass": repair.finding.step.public,
        "kind": repair.kind.value,
        "severity": repair.finding.severity.value,
        "line": repair.line,
        "column": repair.column,
        "message": repair.describe(translate),
    }
    if repair.removed:
        entry["removed"] = repair.removed
    return entry


def _compare(outcome: Outcome) -> str:
    """Return the differences between a source and what would be written."""
    if outcome.draft is None:
        return ""
    before, after = (_split(text) for text in (outcome.draft.source, outcome.draft.text))
    names = (show_path(outcome.source), show_path(outcome.target or outcome.source))
    return "".join(difflib.unified_diff(before, after, *names))


def _split(text: str) -> list[str]:
    lines = [f"{line}\n" for line in text.split("\n")]
    return lines[:-1] if text.endswith("\n") else lines


def _count(repairs: Sequence[Repair]) -> dict[str, str]:
    kinds = Counter(repair.kind for repair in repairs)
    return {"repaired": str(kinds[Kind.REPAIRED]), "found": str(kinds[Kind.FOUND])}


def _sum(outcomes: Sequence[Outcome]) -> dict[str, str]:
    states = Counter(outcome.status for outcome in outcomes)
    repairs = [repair for outcome in outcomes for repair in outcome.repairs]
    return {
        "files": str(len(outcomes)),
        "imported": str(states[IMPORTED] + states[WOULD_IMPORT]),
        "unchanged": str(states[UNCHANGED]),
        "refused": str(states[REFUSED]),
        **_count(repairs),
    }
