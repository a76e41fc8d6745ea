"""The tokeniser: words and numbers whole, Chinese, Japanese and Korean runs as pairs of characters.

`kb-search-token.js` is its twin; both pass the vectors in `tests/core/search/vectors.json`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

_KATAKANA: Final = "\u30a1-\u30fa"
_HIRAGANA: Final = "\u3041-\u3096"
_DENSE: Final = (
    "\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3100-\u318f\u31a0-\u31bf\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han
    "\u1100-\u11ff\ua960-\ua97f\uac00-\ud7ff"  # Hangul
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese and Khmer
)
"""Characters of scripts that put no spaces between words, or none where a reader looks for one."""
_DROPPED: Final = "\u00ad"
"""Stands in the place of a final `ー`, so that no offset moves."""
_IGNORED: Final = f"{_DROPPED}\u30a0\u30fb\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff"
"""Characters that do not end a run: the middle dot of foreign names, and what nobody sees."""
_JOINERS: Final = "._\\-/'’\u2010:,@&+"
"""Signs that stand within names; the words on both sides count as neighbours."""
_ACCENTED: Final = re.compile("[\u00c0-\u024f\u1e00-\u1eff]")
_MARKS: Final = re.compile("[\u0300-\u036f]")
_FINAL_MARK: Final = re.compile(
    f"(?<=[{_KATAKANA}ー][{_KATAKANA}ー][{_KATAKANA}])ー+(?![{_KATAKANA}ー])"
    f"|(?<=[{_HIRAGANA}ー][{_HIRAGANA}ー][{_HIRAGANA}])ー+(?![{_HIRAGANA}{_KATAKANA}ー])"
)
"""A prolonged sound mark at the end of a word of three or more characters: `サーバー` is `サーバ`."""
_PIECE: Final = re.compile(
    f"(?P<run>[{_DENSE}][{_DENSE}{_IGNORED}]*)"
    r"|(?P<number>\d+(?:,\d{3})+(?!\d)|\d+)"
    rf"|(?P<word>[^\W\d_{_DENSE}]+(?:[+#]+(?![+#a-z0-9]))?)"
    rf"|(?P<join>\s+|[{_JOINERS}{_IGNORED}])"
    r"|(?P<gap>.)",
    re.DOTALL,
)
_IGNORED_TABLE: Final = dict.fromkeys(code for code in range(0x10000) if re.match(f"[{_IGNORED}]", chr(code)))
_RUN_TABLE: Final = {
    **{code: code - 0x60 for code in (*range(0x30A1, 0x30F7), 0x30FD, 0x30FE)},
    **_IGNORED_TABLE,
}
"""Katakana to hiragana, and away with what is ignored."""
_SEGMENT: Final = re.compile("[\u1100-\u11ff]+|.[\u0300-\u036f\u3099\u309a\uff9e\uff9f]*", re.DOTALL)
"""A character with the marks that may fuse with it when it is normalised."""
_IS_DENSE: Final = re.compile(f"[{_DENSE}]")
_PLURAL: Final = re.compile("[a-z]{3,}s")


@dataclass(frozen=True, slots=True)
class Token:
    """One token, where it stands among the tokens, and which characters of the text it is made of."""

    term: str
    position: int
    start: int
    end: int


def fold_text(text: str) -> str:
    """Fold width, case, accents and final `ー`; what is dropped leaves a sign that the tokeniser ignores."""
    return _FINAL_MARK.sub(_drop_marks, _fold_piece(text))


def _fold_piece(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).lower().replace("ς", "σ")
    return _MARKS.sub("", _ACCENTED.sub(_drop_accent, folded))


def _drop_marks(match: re.Match[str]) -> str:
    return _DROPPED * len(match[0])


def _drop_accent(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFD", match[0])[0]


def iterate_terms(text: str) -> Iterator[tuple[str, int]]:
    """Yield the terms of a text with their positions; the last character of a run is a term of its own."""
    position = 0
    for match in _PIECE.finditer(fold_text(text)):
        kind, piece = match.lastgroup, match[0]
        if kind == "run":
            run = piece.translate(_RUN_TABLE)
            for pair in pairwise(run):
                yield pair[0] + pair[1], position
                position += 1
            yield run[-1], position
            position += 1
        elif kind in {"word", "number"}:
            yield _make_term(piece), position
            position += 1
        elif kind == "gap":
            position += 1


def _make_term(piece: str) -> str:
    """Fold the plural of an English word, and the commas of a number."""
    if _PLURAL.fullmatch(piece) is None or piece.endswith(("ss", "us", "is")):
        return piece.replace(",", "")
    if piece.endswith("ies") and len(piece) > 4:
        return f"{piece[:-3]}y"
    return piece[:-2] if piece.endswith(("xes", "zes", "ches", "shes", "sses")) else piece[:-1]


def locate_tokens(text: str) -> list[Token]:
    """Return the tokens of a text with the characters of the original that they stand for."""
    folded, starts, ends = _fold_with_offsets(text)
    tokens: list[Token] = []
    position = 0
    for match in _PIECE.finditer(folded):
        kind, piece, at = match.lastgroup, match[0], match.start()
        if kind == "run":
            for term, first, last in _iterate_pairs(piece, at):
                tokens.append(Token(term, position, starts[first], ends[last]))
                position += 1
        elif kind in {"word", "number"}:
            tokens.append(Token(_make_term(piece), position, starts[at], ends[match.end() - 1]))
            position += 1
        elif kind == "gap":
            position += 1
    return tokens


def _iterate_pairs(run: str, start: int) -> Iterator[tuple[str, int, int]]:
    """Yield the terms of a run with the first and the last character of each.

    A dropped `ー` belongs to the character before it.
    """
    kept: list[tuple[str, int, int]] = []
    for index, raw in enumerate(run, start):
        if character := raw.translate(_RUN_TABLE):
            kept.append((character, index, index))
        elif raw == _DROPPED:
            kept[-1] = (*kept[-1][:2], index)
    for (character, first, _), (following, _, last) in pairwise(kept):
        yield character + following, first, last
    yield kept[-1]


def make_key(text: str) -> str:
    """Fold a name to what makes it the same name: without spaces, signs, width, case and kind of kana."""
    parts: list[str] = []
    for match in _PIECE.finditer(fold_text(text)):
        if match.lastgroup == "run":
            parts.append(match[0].translate(_RUN_TABLE))
        elif match.lastgroup in {"word", "number"}:
            parts.append(_make_term(match[0]))
    return "".join(parts)


def is_dense(term: str) -> bool:
    """Tell whether a term is a pair of characters, or one character, of a run."""
    return _IS_DENSE.match(term) is not None


def _fold_with_offsets(text: str) -> tuple[str, list[int], list[int]]:
    """Fold piece by piece, keeping for each folded character where its original begins and ends."""
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _SEGMENT.finditer(text):
        piece = _fold_piece(match[0])
        pieces.append(piece)
        starts += [match.start()] * len(piece)
        ends += [match.end()] * len(piece)
    return _FINAL_MARK.sub(_drop_marks, "".join(pieces)), starts, ends
