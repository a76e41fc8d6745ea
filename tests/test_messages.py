"""Every text that authors and readers see has its Japanese form; the compiled catalogues are current."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from kb_ext.core.code import CODE_GROUPS, CODES, Code

PACKAGE = Path(__file__).parent.parent / "kb_ext"
LOCALE = PACKAGE / "locale"
CATALOGS = sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))
TRANSLATORS = frozenset({"translate", "_"})
FILLED_ELSEWHERE = frozenset({"line", "column"})
"""Parameters of a `Report` that fill no placeholder."""


@cache
def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def iterate_calls(folder: Path) -> Iterator[tuple[Path, ast.Call]]:
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(parse(path)):
            if isinstance(node, ast.Call):
                yield path, node


def iterate_message_ids(folder: Path) -> Iterator[str]:
    """Yield every literal that is translated below a folder."""
    for _, call in iterate_calls(folder):
        if isinstance(call.func, ast.Name) and call.func.id in TRANSLATORS:
            yield from (
                argument.value
                for argument in call.args
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
            )


def list_literals() -> set[str]:
    nodes = (node for path in PACKAGE.rglob("*.py") for node in ast.walk(parse(path)))
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


@cache
def read_catalog(path: Path) -> Catalog:
    with path.open("rb") as source:
        return read_po(source) if path.suffix == ".po" else read_mo(source)


def list_texts(path: Path) -> dict[str, str]:
    """Map the messages of a catalogue to their texts, without its header."""
    return {str(message.id): str(message.string) for message in read_catalog(path) if message.id}


def list_placeholders(text: str) -> list[str]:
    return sorted(field for _, field, _, _ in Formatter().parse(text) if field is not None)


JAPANESE = list_texts(LOCALE / "ja" / "LC_MESSAGES" / "kb_ext.po")
MESSAGE_IDS = sorted(
    {
        *iterate_message_ids(PACKAGE / "adapter"),
        *(text for code in CODES for text in (code.message, code.hint)),
    }
)


def test_messages_are_found_in_the_source() -> None:
    assert {"All posts", "Total: {count}", "Keep one of them."} <= set(MESSAGE_IDS)


@pytest.mark.parametrize("message_id", MESSAGE_IDS)
def test_message_has_a_japanese_text_with_the_same_placeholders(message_id: str) -> None:
    assert JAPANESE.get(message_id), "add it to kb_ext/locale/ja/LC_MESSAGES/kb_ext.po"
    assert list_placeholders(JAPANESE[message_id]) == list_placeholders(message_id)


def list_computed() -> list[tuple[str, str]]:
    """List the calls whose message is no literal, by module and the expression translated."""
    return sorted(
        (path.relative_to(PACKAGE).as_posix(), ast.unparse(call.args[0]))
        for path, call in iterate_calls(PACKAGE / "adapter")
        if isinstance(call.func, ast.Name)
        and call.func.id in TRANSLATORS
        and not isinstance(call.args[0], ast.Constant)
    )


COMPUTED = {
    ("adapter/unknown_reference.py", "typ"): (
        "post",
        "comparison",
        "category",
        "tag",
        "author",
        "archive",
        "index",
    ),
    ("adapter/draw.py", "text"): ("Previous post", "Next post"),
    ("adapter/listing_page.py", "text"): ("Newer posts", "Older posts"),
    ("adapter/text.py", "message"): (),
}
"""What is translated where the source names no literal; the function itself passes on what it is given."""


def test_messages_that_are_no_literals_are_known() -> None:
    known = {place for place in COMPUTED if place[0] != "adapter/text.py"}
    assert {place for place in list_computed() if place[0] != "adapter/text.py"} == known


@pytest.mark.parametrize("message_id", [text for texts in COMPUTED.values() for text in texts])
def test_message_that_is_no_literal_has_a_japanese_text(message_id: str) -> None:
    assert JAPANESE.get(message_id), "add it to kb_ext/locale/ja/LC_MESSAGES/kb_ext.po"


def test_catalogue_of_kb_ext_holds_nothing_that_nothing_uses() -> None:
    assert sorted(set(JAPANESE) - list_literals()) == []


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.stem)
def test_catalogue_has_no_doubtful_or_empty_text(path: Path) -> None:
    doubtful = [str(message.id) for message in read_catalog(path) if message.id and message.fuzzy]
    assert doubtful == []
    assert [message_id for message_id, text in list_texts(path).items() if not text] == []


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.stem)
def test_compiled_catalogue_is_current(path: Path) -> None:
    assert list_texts(path.with_suffix(".mo")) == list_texts(path), "run: nox -s messages"


GROUPS = {group.__name__: group for group in CODE_GROUPS}


def iterate_reports() -> Iterator[tuple[str, Code, set[str]]]:
    """Yield every literal `report(Code.X, name=…)` with its place and the names that it fills."""
    for path, call in iterate_calls(PACKAGE):
        code = call.args[0] if call.args else None
        if isinstance(code, ast.Attribute) and ast.unparse(code.value) in GROUPS:
            names = {keyword.arg for keyword in call.keywords if keyword.arg}
            yield (
                f"{path.relative_to(PACKAGE)}:{call.lineno}",
                GROUPS[ast.unparse(code.value)][code.attr],
                names - FILLED_ELSEWHERE,
            )


@pytest.mark.parametrize(
    ("code", "names"), [pytest.param(code, names, id=place) for place, code, names in iterate_reports()]
)
def test_report_fills_exactly_the_placeholders_of_its_message(code: Code, names: set[str]) -> None:
    assert sorted(names) == list_placeholders(code.message)
