"""What a post seems to define or compare: proposals for a person to judge, of which nothing is published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kb_ext.core.recognition.suggestion import suggest_comparisons
from kb_ext.core.recognition.table import find_tables
from kb_ext.core.repair.finding import shorten
from kb_ext.core.repair.page import open_page
from kb_ext.core.repair.prose import mask_body, read_plain_text

_WORD: Final = r"[^\s、。「」『』（）()*：:|,!?！？\[\]<>\x00]"
_BULLET: Final = re.compile(
    rf"^[ \t]*[-*+][ \t]+\*\*({_WORD}[^*（）()：:\n\x00]{{0,38}})[（(]([A-Za-z][^（）()*\n\x00]{{1,70}})[）)]"
    r"[ \t]*(?:\*\*[ \t]*[：:]|[：:][ \t]*\*\*)[ \t]*(\S[^\n\x00]{9,})"
)
_SENTENCE: Final = re.compile(
    rf"(?:^|(?<=。))[ \t]*(?:\*\*)?({_WORD}{{2,30}})(?:[（(]([A-Za-z][^（）()\n\x00]{{1,70}})[）)])?(?:\*\*)?"
    r"とは、([^。\n\x00]{8,150}"
    r"(?:のことです|のことである|のこと|を指します|を指す|をいいます|をいう|を意味します|です|である))。"
)
_FULL_NAME: Final = r"([A-Z][A-Za-z]+(?:[ -][A-Za-z]+){1,6})"
_GLOSS: Final = re.compile(
    rf"([々一-鿿ァ-ヶー・A-Za-z0-9-]{{2,30}})[（(]{_FULL_NAME}[,、，:：][ ]?([A-Za-z]{{2,10}})[）)]"
)
_ABBREVIATION: Final = re.compile(rf"(?<![A-Za-z0-9-])([A-Z][A-Za-z]{{0,6}}[A-Z])[（(]{_FULL_NAME}[）)]")
_ENGLISH: Final = re.compile(r"[A-Za-z][A-Za-z &/-]*")
_DEFINING: Final = re.compile(
    r"(?:もの|こと|技術|手法|方法|方式|仕組み|概念|考え方|指標|モデル|プロセス|規格|形式|能力|機能|環境|単位|言語|システム"
    r"|サービス|ツール|フレームワーク|ライブラリ|データベース|アーキテクチャ|プロトコル|アルゴリズム)(?:です|である|だ)?$"
    r"|を(?:指|示|意味)(?:す|します)$|をい(?:う|います)$"
)
"""How the first sentence of a definition ends."""
_VAGUE: Final = re.compile(
    r"^(?:これ|それ|あれ|どれ|ここ|そこ|この|その|あの|今回|今|前回|次回|私|僕|彼|実際|以前|本記事|本稿|ところ|では|つまり)"
    r"|(?:こ|こと|もの|の|は|が|を|に|で|と|も|ない|たい|ます|です|した|する|う)$"
)
_QUESTION: Final = re.compile(r"(?:何|なに|なん|どう|ない|限ら|でしょう|異な|別|違|同じ|無関係|関係)")


class CandidateKind(StrEnum):
    """What a place in a text looks like."""

    BULLET = "definition-bullet"
    """`- **語（English）**：…`"""
    SENTENCE = "definition-sentence"
    """`語とは、…のことです。`"""
    GLOSS = "gloss"
    """`語（Full Name, ABBR）` or `ABBR（Full Name）`, where the letters agree."""
    TABLE = "comparison-table"
    """A table that sets things side by side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One proposal; the line is that of the imported file."""

    kind: CandidateKind
    line: int
    term: str
    evidence: str
    english: str = ""
    abbreviation: str = ""


def find_candidates(text: str) -> tuple[Candidate, ...]:
    """Return the proposals in a post, each term once for each kind, in order."""
    page = open_page(text)
    found: dict[tuple[str, str], Candidate] = {}
    lines = mask_body(page.body).split("\n")
    for number, line in enumerate(lines, page.body_line):
        for candidate in _read_line(line, number):
            found.setdefault((candidate.kind, candidate.term), candidate)
    for candidate in _find_tables(text):
        found.setdefault((candidate.kind, f"{candidate.term}:{candidate.line}"), candidate)
    return tuple(sorted(found.values(), key=lambda candidate: (candidate.line, candidate.kind)))


def _read_line(line: str, number: int) -> Iterator[Candidate]:
    match = _BULLET.match(line)
    if (
        match
        and _ENGLISH.fullmatch(match[2].strip())
        and _DEFINING.search(match[3].partition("。")[0].strip())
    ):
        yield _make(CandidateKind.BULLET, number, match[1], match[3], match[2])
    for match in _SENTENCE.finditer(line) if "とは、" in line else ():
        if not _VAGUE.search(match[1]) and not _QUESTION.search(match[3][-14:]):
            yield _make(CandidateKind.SENTENCE, number, match[1], match[0], match[2] or "")
    for match in _GLOSS.finditer(line):
        if _abbreviates(match[3], match[2]):
            yield _make(CandidateKind.GLOSS, number, match[1], match[0], match[2], match[3])
    for match in _ABBREVIATION.finditer(line):
        if _abbreviates(match[1], match[2]):
            yield _make(CandidateKind.GLOSS, number, match[1], match[0], match[2], match[1])


def _make(
    kind: CandidateKind, line: int, term: str, evidence: str, english: str = "", abbreviation: str = ""
) -> Candidate:
    return Candidate(
        kind=kind,
        line=line,
        term=read_plain_text(term).strip(),
        evidence=shorten(read_plain_text(evidence), 200),
        english=english.strip(),
        abbreviation=abbreviation,
    )


def _abbreviates(short: str, name: str) -> bool:
    """Tell whether letters are the initials of a name's words; small words may be left out."""
    words = re.split(r"[ -]", name)
    whole = "".join(word[0] for word in words).casefold()
    large = "".join(word[0] for word in words if word[0].isupper()).casefold()
    return short.casefold() in {whole, large}


def _find_tables(text: str) -> Iterator[Candidate]:
    for suggestion in suggest_comparisons(find_tables(text), _resolve_nothing):
        table = suggestion.table
        yield _make(CandidateKind.TABLE, table.line, table.heading or table.head[0], " | ".join(table.head))


def _resolve_nothing(_label: str) -> None:
    """Know no terms: an import belongs to no glossary yet."""
