"""The one place that logs: findings as Sphinx warnings of type `kb`, at their line and column."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from kb_ext.adapter.text import translate
from kb_ext.core.code import Code, Severity
from kb_ext.core.problem import Problem, Report, join_sentences

_LOGGER: Final = logging.getLogger(__name__)


def log_problem(problem: Problem) -> None:
    """Log a finding; `suppress_warnings = ["kb.CODE"]` silences it."""
    text = join_sentences(problem.describe(translate), problem.advise(translate))
    location = f"{problem.path}:{problem.line}:{problem.column}" if problem.path else None
    if problem.code.severity is Severity.INFO:
        _LOGGER.info("%s: %s", location, text)
        return
    _LOGGER.warning("%s", text, type="kb", subtype=problem.code.public, location=location)


def reporter_for(env: BuildEnvironment, docname: str) -> Report:
    """Return a reporter that knows which file the findings are about."""
    return reporter_in(Path(env.doc2path(docname)))


def reporter_in(path: Path) -> Report:
    """Return a reporter for a file that need not be a document."""

    def report(code: Code, /, *, line: int = 1, column: int = 1, **values: str) -> None:
        log_problem(
            Problem(code=code, path=str(path), line=line, column=column, values=tuple(sorted(values.items())))
        )

    return report
