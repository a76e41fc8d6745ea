"""Positions and blocks as bytes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb_ext.core.search.posting import (
    append_number,
    decode_block,
    decode_positions,
    encode_block,
    encode_positions,
    read_number,
)

POSITIONS = st.sets(st.integers(0, 2**30)).map(sorted)


@settings(deadline=None)
@given(st.integers(0, 2**40))
def test_number_is_read_as_it_was_written(number: int) -> None:
    buffer = bytearray()
    append_number(buffer, number)
    assert read_number(bytes(buffer), 0) == (number, len(buffer))


@settings(deadline=None)
@given(POSITIONS)
def test_positions_are_read_as_they_were_written(positions: list[int]) -> None:
    buffer = encode_positions(positions)
    assert decode_positions(buffer, 0, len(buffer)) == positions


@pytest.mark.parametrize(("positions", "size"), [([], 0), ([7], 2), ([7, 8, 9], 5), ([7, 300], 4)])
def test_one_position_takes_two_bytes(positions: list[int], size: int) -> None:
    assert len(encode_positions(positions)) == size


@settings(deadline=None)
@given(st.dictionaries(st.text(min_size=1), POSITIONS))
def test_block_is_read_as_it_was_written(terms: dict[str, list[int]]) -> None:
    entries = sorted((term.encode("utf-8"), encode_positions(found)) for term, found in terms.items())
    block = encode_block(entries, 2**28 - 1)
    layout, found = decode_block(block)
    read = {term: decode_positions(block, start, end) for term, (start, end) in found.items()}
    assert layout == 2**28 - 1
    assert read == terms
    assert list(read) == sorted(terms)
