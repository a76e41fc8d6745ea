"""The reference pages, drawn from the declarations."""

from __future__ import annotations

import html
import pickle
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from kb_ext.adapter.reference import list_options
from kb_ext.core.code import CODES
from kb_ext.core.field import FIELDS
from kb_ext.core.reference import (
    Section,
    build_code_sections,
    build_field_sections,
    build_option_sections,
    build_step_sections,
    split_code,
)
from kb_ext.core.repair.step import Step
from kb_ext.core.term_field import TERM_FIELDS
from tests.conftest import CONF, Project

LOCALE = Path(__file__).parents[2] / "kb_ext" / "locale" / "ja" / "LC_MESSAGES"
ENGLISH = CONF.replace('language = "ja"', 'language = "en"')


def draw(project: Project, topic: str, builder: str = "html") -> str:
    project.write("conf.py", ENGLISH)
    result = project.build(builder, files={"index.md": f"# T\n\n```{{kb:reference}} {topic}\n```\n"})
    assert result.warnings == []
    return result.read(f"index.{'txt' if builder == 'text' else 'html'}")


def test_fields_are_a_table_with_their_synonyms_and_examples(project: Project) -> None:
    page = html.unescape(draw(project, "fields"))
    for field in FIELDS:
        assert f'id="post-{field.key}"' in page
        assert field.description in page
    for field in TERM_FIELDS:
        assert f'id="term-{field.key}"' in page
    assert page.count("lastmod") == 1
    assert '<section id="post-fields">' in page


def test_findings_are_listed_with_message_advice_and_switch(project: Project) -> None:
    page = html.unescape(draw(project, "codes"))
    for code in CODES:
        assert f'id="{code.public.replace(".", "-")}"' in page
    assert "Nothing reads the key." in page
    assert "Correct it, or move it below 'extra:'." in page
    assert 'suppress_warnings = ["kb.front-matter.unknown-key"]'.replace(" ", "") in strip(page)


def strip(page: str) -> str:
    """Drop the tags and spaces of a page."""
    pieces = page.split("<")
    return "".join(piece.partition(">")[2] for piece in pieces).replace(" ", "")


def test_options_are_a_table_with_their_defaults(project: Project) -> None:
    page = draw(project, "options", "text")
    for option in list_options():
        assert option.description
        assert f'"{option.name}"' in page
    assert '"500"' in page


def test_passes_are_a_table_in_their_order(project: Project) -> None:
    page = draw(project, "steps", "text")
    places = [page.index(f'"{step.public}"') for step in Step]
    assert places == sorted(places)


@pytest.mark.parametrize("builder", ["latex", "epub", "man", "texinfo"])
def test_every_builder_can_draw_them(project: Project, builder: str) -> None:
    body = "# T\n" + "".join(
        f"\n```{{kb:reference}} {topic}\n```\n" for topic in ("options", "steps", "fields", "codes")
    )
    project.write("conf.py", f'{ENGLISH}version = "1"\nepub_copyright = "甲"\n')
    assert project.build(builder, files={"index.md": body}).warnings == []


def test_an_unknown_topic_is_reported(project: Project) -> None:
    result = project.build(files={"index.md": "# T\n\n```{kb:reference} colours\n```\n"})
    assert len(result.warnings) >= 1
    assert "colours" in result.warnings[0]


def test_the_page_is_read_again_when_a_declaration_changes(project: Project) -> None:
    draw(project, "fields")
    names = list_dependencies(project)
    assert any(name.endswith("kb_ext/core/field.py") for name in names)
    assert any(name.endswith("kb_ext/core/term_field.py") for name in names)


def list_dependencies(project: Project) -> list[str]:
    """Return the files that the index depends on, as the environment has them."""
    with (project.root / "out" / "doctrees" / "environment.pickle").open("rb") as file:
        env = pickle.load(file)
    return [Path(path).as_posix() for path in env.dependencies["index"]]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("plain", [("plain", False)]),
        ("a `b` c", [("a ", False), ("b", True), (" c", False)]),
        ("`b`", [("b", True)]),
        ("", []),
    ],
)
def test_backticks_are_code(text: str, pieces: list[tuple[str, bool]]) -> None:
    assert [(run.text, run.literal) for run in split_code(text)] == pieces


def list_japanese() -> set[str]:
    """Return the message ids with a Japanese text, in the catalogue and in what is to be merged into it."""
    texts: set[str] = set()
    for path in (LOCALE / "kb_ext.po", *LOCALE.glob("*.po.part")):
        with path.open("rb") as file:
            texts |= {str(message.id) for message in read_po(file) if message.id and message.string}
    return texts


def list_message_ids() -> list[str]:
    """Return everything that the builders of the reference translate."""
    asked: dict[str, None] = {}

    def note(text: str) -> str:
        asked.setdefault(text)
        return text

    build_field_sections(note)
    build_code_sections(note)
    build_option_sections(list_options(), note)
    build_step_sections(note)
    known: set[str] = {text for code in CODES for text in (code.message, code.hint)}
    return sorted(asked.keys() - known)


@pytest.mark.parametrize("message_id", list_message_ids())
def test_every_text_of_the_reference_has_a_japanese_form(message_id: str) -> None:
    assert message_id in list_japanese()


def count_things(sections: tuple[Section, ...]) -> int:
    return sum(len(section.rows) + len(section.entries) for section in sections)


def test_every_declaration_is_in_the_reference() -> None:
    assert count_things(build_field_sections(str)) == len(FIELDS) + len(TERM_FIELDS)
    assert count_things(build_code_sections(str)) == len(CODES)
    assert count_things(build_option_sections(list_options(), str)) == len(list_options())
    assert count_things(build_step_sections(str)) == len(Step)


def test_every_group_of_findings_has_a_title() -> None:
    groups = {code.public.partition(".")[0] for code in CODES}
    assert groups.isdisjoint(section.title for section in build_code_sections(str))
