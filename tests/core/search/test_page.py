"""Pages are cut into chunks of whole blocks."""

from __future__ import annotations

from kb_ext.core.search.page import CHUNK, Section, cut_chunks


def make_section(heading: str, *sizes: int) -> Section:
    return Section(heading=heading, anchor=heading, blocks=tuple("字" * size for size in sizes))


def test_short_page_is_one_chunk() -> None:
    sections = (make_section("", 10), make_section("一", 20), make_section("二", 30))
    assert cut_chunks(sections) == [sections]


def test_page_without_text_is_one_chunk_that_says_what_it_is_called() -> None:
    assert cut_chunks(()) == [()]


def test_chunk_ends_before_the_section_that_does_not_fit() -> None:
    first, second, third = (make_section(name, CHUNK // 2) for name in "一二三")
    assert cut_chunks((first, second, third)) == [(first, second), (third,)]


def test_section_that_is_cut_keeps_its_heading_in_each_part() -> None:
    section = make_section("長い節", CHUNK, 10)
    assert cut_chunks((section,)) == [
        (make_section("長い節", CHUNK),),
        (make_section("長い節", 10),),
    ]


def test_block_that_is_longer_than_a_chunk_is_cut() -> None:
    (first,), (second,) = cut_chunks((make_section("", CHUNK + 1),))
    assert [len(first.blocks[0]), len(second.blocks[0])] == [CHUNK, 1]


def test_no_text_is_lost() -> None:
    sections = tuple(make_section(str(number), number * 700, 3000) for number in range(9))
    blocks = [block for chunk in cut_chunks(sections) for section in chunk for block in section.blocks]
    assert "".join(blocks) == "".join(block for section in sections for block in section.blocks)
