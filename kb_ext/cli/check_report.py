"""What `kb check` prints: for people, for scripts, for GitHub, and as SARIF."""

from __future__ import annotations

import difflib
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from kb_ext import __version__
from kb_ext.check.catalog import Rule, list_rules
from kb_ext.check.wording import Wording, word_problem
from kb_ext.core.code import Severity
from kb_ext.core.problem import Translate, join_sentences

if TYPE_CHECKING:
    from kb_ext.check.engine import Outcome
    from kb_ext.check.fix import Fix
    from kb_ext.check.record import Task

REPORT_VERSION: Final = 1
SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_GITHUB: Final[Mapping[Severity, str]] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "notice",
}
_SARIF: Final[Mapping[Severity, str]] = {**_GITHUB, Severity.INFO: "note"}
_SUMMARY: Final = "Files: {files}, errors: {errors}, warnings: {warnings}, hints: {hints}"
_NO_NEWLINE: Final = "\\ No newline at end of file\n"
Tree = str | int | bool | None | Sequence["Tree"] | Mapping[str, "Tree"]


def print_outcome(outcome: Outcome, form: str, translate: Translate) -> None:
    """Print a report in one of the forms."""
    words = [word_problem(problem, translate) for problem in outcome.problems]
    for line in _FORMS[form](outcome, words, translate):
        print(line)


def print_codes(form: str, translate: Translate) -> None:
    """Print every code with its severity, message and meaning."""
    rules = list_rules()
    if form == "json":
        codes: Tree = [_describe_rule(rule, translate) for rule in rules]
        print(_dump({"version": REPORT_VERSION, "codes": codes}))
        return
    width = max(len(rule.code.public) for rule in rules)
    for rule in rules:
        print(f"{rule.code.public:<{width}}  {rule.code.severity:<7}  {translate(rule.code.message)}")
        print(f"{'':<{width}}           {translate(rule.description)}")


def print_failure(task: Task, error: OSError, translate: Translate) -> None:
    """Print that a repaired file cannot be written."""
    detail = error.strerror or type(error).__name__
    message = translate("'{target}' cannot be written: {detail}.").format(target=task.shown, detail=detail)
    print(f"{task.shown}:1:1: error[file.unwritable] {message}", file=sys.stderr)


def compare(fix: Fix) -> str:
    """Return a repair as a unified diff."""
    names = (fix.task.shown, fix.task.shown)
    lines = difflib.unified_diff(_split(fix.before), _split(fix.after), *names)
    return "".join(line if line.endswith("\n") else f"{line}\n{_NO_NEWLINE}" for line in lines)


def _split(text: str) -> list[str]:
    r"""Cut a text at line feeds alone: an invisible `\r` is part of its line."""
    return [line + "\n" for line in text.split("\n")[:-1]] + [line for line in text.split("\n")[-1:] if line]


def _print_text(outcome: Outcome, words: Sequence[Wording], translate: Translate) -> Iterator[str]:
    yield from (wording.render() for wording in words)
    yield translate(_SUMMARY).format(files=outcome.files, **_count(words))


def _print_json(outcome: Outcome, words: Sequence[Wording], translate: Translate) -> Iterator[str]:
    summary: Tree = {"files": outcome.files, **_count(words)}
    problems: Tree = [_describe(wording) for wording in words]
    yield _dump({"version": REPORT_VERSION, "problems": problems, "summary": summary})


def _print_github(outcome: Outcome, words: Sequence[Wording], translate: Translate) -> Iterator[str]:
    """Yield GitHub's workflow commands; they show as annotations of the lines.

    See https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    for wording in words:
        problem = wording.problem
        place = f"file={_escape_property(problem.path)},line={problem.line},col={problem.column}"
        title = _escape_property(f"kb {problem.code.public}")
        text = _escape_data(join_sentences(wording.message, wording.hint))
        yield f"::{_GITHUB[problem.code.severity]} {place},title={title}::{text}"


def _print_sarif(outcome: Outcome, words: Sequence[Wording], translate: Translate) -> Iterator[str]:
    """Yield a log for code scanning; see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html."""
    rules = list_rules()
    numbers = {rule.code: number for number, rule in enumerate(rules)}
    driver: Tree = {
        "name": "kb",
        "version": __version__,
        "rules": [_describe_sarif_rule(rule, translate) for rule in rules],
    }
    results: Tree = [_describe_sarif(wording, numbers[wording.problem.code]) for wording in words]
    run: Tree = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    yield _dump({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


_FORMS: Final[Mapping[str, Callable[[Outcome, Sequence[Wording], Translate], Iterator[str]]]] = {
    "text": _print_text,
    "json": _print_json,
    "github": _print_github,
    "sarif": _print_sarif,
}


def _count(words: Sequence[Wording]) -> dict[str, int]:
    counts = Counter(wording.problem.code.severity for wording in words)
    return {
        "errors": counts[Severity.ERROR],
        "warnings": counts[Severity.WARNING],
        "hints": counts[Severity.INFO],
    }


def _describe(wording: Wording) -> Tree:
    problem = wording.problem
    return {
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "severity": problem.code.severity.value,
        "code": problem.code.public,
        "message": wording.message,
        "hint": wording.hint,
    }


def _describe_rule(rule: Rule, translate: Translate) -> Tree:
    return {
        "code": rule.code.public,
        "severity": rule.code.severity.value,
        "message": translate(rule.code.message),
        "hint": translate(rule.code.hint),
        "description": translate(rule.description),
    }


def _describe_sarif_rule(rule: Rule, translate: Translate) -> Tree:
    return {
        "id": rule.code.public,
        "shortDescription": {"text": translate(rule.code.message)},
        "fullDescription": {"text": translate(rule.description)},
        "help": {"text": translate(rule.code.hint)},
        "defaultConfiguration": {"level": _SARIF[rule.code.severity]},
    }


def _describe_sarif(wording: Wording, number: int) -> Tree:
    problem = wording.problem
    place: Tree = {
        "artifactLocation": {"uri": _make_uri(problem.path)},
        "region": {"startLine": problem.line, "startColumn": problem.column},
    }
    return {
        "ruleId": problem.code.public,
        "ruleIndex": number,
        "level": _SARIF[problem.code.severity],
        "message": {"text": join_sentences(wording.message, wording.hint)},
        "locations": [{"physicalLocation": place}],
    }


def _make_uri(path: str) -> str:
    """Return a path as a URI: relative to the working directory, or of a file elsewhere."""
    return f"file://{quote(path)}" if path.startswith("/") else quote(path)


def _escape_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_data(text).replace(":", "%3A").replace(",", "%2C")


def _dump(tree: Tree) -> str:
    return json.dumps(tree, ensure_ascii=False, indent=2)
