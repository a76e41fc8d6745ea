"""What the reference pages say, taken from the declarations: fields, findings, options and repair passes.

The English texts of the declarations, docstrings included, are gettext message ids.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kb_ext.core.code import CODE_GROUPS, CODES, Code, Severity
from kb_ext.core.docstring import read_all_docstrings, read_docstrings
from kb_ext.core.field import FIELDS, Field
from kb_ext.core.problem import Translate
from kb_ext.core.repair.step import Step
from kb_ext.core.term_field import TERM_FIELDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A piece of a line, as text or as code."""

    text: str
    literal: bool = False


Line = tuple[Run, ...]
"""One paragraph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One declared thing in a table: cells of paragraphs."""

    anchor: str
    cells: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One declared thing in a list: its name, what kind it is of, and what there is to know."""

    anchor: str
    name: str
    label: str
    lines: tuple[Line, ...]
    facts: tuple[tuple[str, Line], ...]
    """Names and values that every thing of the list has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with a table or a list below it; without a title it is no section of its own."""

    anchor: str = ""
    title: str = ""
    head: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """An option of conf.py, as its declaration has it."""

    name: str
    description: str
    expected: str
    default: str


def split_code(text: str) -> Line:
    """Cut a text at its backticks into text and code."""
    pieces = enumerate(text.split("`"))
    return tuple(Run(text=piece, literal=number % 2 == 1) for number, piece in pieces if piece)


def build_field_sections(translate: Translate) -> tuple[Section, ...]:
    """List the fields of posts and of terms."""
    head = (
        translate("Key"),
        translate("Meaning"),
        translate("Value"),
        translate("Keys with the same meaning"),
    )
    return tuple(
        Section(
            anchor=f"{kind}-fields",
            title=title,
            head=head,
            rows=tuple(_build_field_row(f"{kind}-{field.key}", field, translate) for field in fields),
        )
        for kind, title, fields in (
            ("post", translate("Posts"), FIELDS),
            ("term", translate("Terms"), TERM_FIELDS),
        )
    )


def _build_field_row(anchor: str, field: Field, translate: Translate) -> Row:
    example = (Run(text=translate("Example: ")), Run(text=f"{field.key}: {field.example}", literal=True))
    synonyms = tuple((_code(key),) for key in field.synonyms)
    return Row(
        anchor=anchor,
        cells=(
            ((_code(field.key),),),
            (split_code(translate(field.description)), example),
            ((Run(text=translate(field.shape.value)),),),
            synonyms,
        ),
    )


def build_code_sections(translate: Translate) -> tuple[Section, ...]:
    """List every finding, grouped by the first part of its public name."""
    docstrings = read_all_docstrings(CODE_GROUPS)
    titles = _title_groups(translate)
    groups: dict[str, list[Code]] = {}
    for code in CODES:
        groups.setdefault(code.public.partition(".")[0], []).append(code)
    return tuple(
        Section(
            anchor=f"findings-{group}",
            title=titles.get(group, group),
            entries=tuple(_build_code_entry(code, docstrings, translate) for code in codes),
        )
        for group, codes in groups.items()
    )


def _title_groups(translate: Translate) -> dict[str, str]:
    return {
        "front-matter": translate("Front matter"),
        "term": translate("Terms"),
        "comparison": translate("Comparisons"),
        "reference": translate("References"),
        "markdown": translate("Markdown"),
        "trust": translate("What posts may not do"),
        "link": translate("Links and images"),
        "config": translate("Configuration"),
        "file": translate("Files"),
        "text": translate("Text"),
        "site": translate("The whole site"),
    }


def _build_code_entry(code: Code, docstrings: dict[str, str], translate: Translate) -> Entry:
    docstring = docstrings.get(code.name, "")
    labels = {
        Severity.ERROR: translate("error"),
        Severity.WARNING: translate("warning"),
        Severity.INFO: translate("info"),
    }
    message = translate(code.message).replace("{suggestion}", "")
    # What is only worth knowing is no warning in a build.
    both = translate('`ignore = ["{code}"]`; in a build, `suppress_warnings = ["kb.{code}"]`')
    switch = '`ignore = ["{code}"]`' if code.severity is Severity.INFO else both
    return Entry(
        anchor=code.public.replace(".", "-"),
        name=code.public,
        label=labels[code.severity],
        lines=(split_code(translate(docstring)),) if docstring else (),
        facts=(
            (translate("Message"), split_code(message)),
            (translate("What to do"), split_code(translate(code.hint))),
            (translate("To switch it off"), split_code(switch.format(code=code.public))),
        ),
    )


def build_option_sections(options: Iterable[Option], translate: Translate) -> tuple[Section, ...]:
    """List the options of conf.py."""
    head = (translate("Option"), translate("Meaning"), translate("Value"), translate("Default"))
    rows = tuple(
        Row(
            anchor=option.name.replace("_", "-"),
            cells=(
                ((_code(option.name),),),
                (split_code(translate(option.description)),) if option.description else (),
                ((Run(text=translate(option.expected)),),),
                ((_code(option.default),),),
            ),
        )
        for option in options
    )
    return (Section(head=head, rows=rows),)


def build_step_sections(translate: Translate) -> tuple[Section, ...]:
    """List the passes of an import in their order."""
    docstrings = read_docstrings(Step)
    head = (translate("No."), translate("Pass"), translate("What it does"))
    rows = tuple(
        Row(
            anchor=f"pass-{step.public}",
            cells=(
                ((Run(text=str(number)),),),
                ((_code(step.public),),),
                tuple(
                    split_code(translate(text)) for text in (step.summary, docstrings.get(step.name)) if text
                ),
            ),
        )
        for number, step in enumerate(Step, start=1)
    )
    return (Section(head=head, rows=rows),)


def _code(text: str) -> Run:
    return Run(text=text, literal=True)
