"""Where a term stands, as bytes.

Positions count tokens from the first page to the last. Every field and chunk of a page begins at a multiple
of `UNIT`; a list is the distance to the next unit that holds the term, how often it does, and where in it,
one byte each.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

UNIT: Final = 256


def append_number(buffer: bytearray, number: int) -> None:
    """Append a number in groups of seven bits, the lowest first."""
    while number > 0x7F:
        buffer.append(number & 0x7F | 0x80)
        number >>= 7
    buffer.append(number)


def read_number(buffer: bytes, at: int) -> tuple[int, int]:
    """Return the number at an offset and the offset behind it."""
    number = shift = 0
    while True:
        byte = buffer[at]
        at += 1
        number |= (byte & 0x7F) << shift
        if byte < 0x80:
            return number, at
        shift += 7


def encode_positions(positions: Sequence[int]) -> bytes:
    """Encode ascending positions."""
    buffer = bytearray()
    previous, start, end = 0, 0, len(positions)
    while start < end:
        unit = positions[start] >> 8
        stop = start + 1
        while stop < end and positions[stop] >> 8 == unit:
            stop += 1
        distance = (unit - previous) << 1
        if stop - start == 1:
            append_number(buffer, distance)
            buffer.append(positions[start] & 0xFF)
        else:
            append_number(buffer, distance | 1)
            append_number(buffer, stop - start)
            buffer += bytes(position & 0xFF for position in positions[start:stop])
        previous, start = unit, stop
    return bytes(buffer)


def decode_positions(buffer: bytes, at: int, end: int) -> list[int]:
    """Return the positions that are encoded between two offsets."""
    positions: list[int] = []
    unit = 0
    while at < end:
        distance, at = read_number(buffer, at)
        unit += distance >> 1
        count = 1
        if distance & 1:
            count, at = read_number(buffer, at)
        positions += (unit << 8 | low for low in buffer[at : at + count])
        at += count
    return positions


def encode_block(entries: Iterable[tuple[bytes, bytes]], layout: int) -> bytes:
    """Encode terms in order with their positions; each term says how much of the one before it it repeats.

    `layout` identifies what the positions count: a reader that expects another one has an old manifest.
    """
    buffer = bytearray()
    append_number(buffer, layout)
    previous = b""
    for term, positions in entries:
        shared = 0
        while shared < min(len(term), len(previous)) and term[shared] == previous[shared]:
            shared += 1
        append_number(buffer, shared)
        append_number(buffer, len(term) - shared)
        append_number(buffer, len(positions))
        buffer += term[shared:]
        buffer += positions
        previous = term
    return bytes(buffer)


def decode_block(buffer: bytes) -> tuple[int, dict[str, tuple[int, int]]]:
    """Return the layout of a block and its terms, with the offsets between which positions are encoded."""
    terms: dict[str, tuple[int, int]] = {}
    term = b""
    layout, at = read_number(buffer, 0)
    while at < len(buffer):
        shared, at = read_number(buffer, at)
        rest, at = read_number(buffer, at)
        length, at = read_number(buffer, at)
        term = term[:shared] + buffer[at : at + rest]
        at += rest
        terms[term.decode()] = (at, at + length)
        at += length
    return layout, terms
