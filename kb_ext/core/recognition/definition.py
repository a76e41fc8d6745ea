"""Places where a text says what a word means: glosses, bullets, sentences, headings and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from kb_ext.core.problem import Translate
from kb_ext.core.recognition.name import clean_name, is_abbreviation, is_english, is_term_name, spells
from kb_ext.core.recognition.table import Table, find_tables
from kb_ext.core.repair.finding import shorten
from kb_ext.core.repair.page import open_page
from kb_ext.core.repair.prose import mask_body, read_plain_text

_MAX_TOLD: Final = 160
_MAX_LEFT: Final = 80
"""How much before a bracket is looked at, in characters."""
_BULLET: Final = re.compile(
    r"^[ \t]*(?:[-*+]|\d{1,2}[.)])[ \t]+\*\*([^*\n\x00]{2,80}?)"
    r"[ \t]*(?:[：:][ \t]*\*\*|\*\*[ \t]*[：:])[ \t]*(\S[^\n]{9,})"
)
_GLOSS: Final = re.compile(r"[（(]([A-Za-z][A-Za-z0-9 &/.,:、：'’+-]{1,69})[）)]")
_LEFT: Final = re.compile(r"[^\s、。，．！？!?：:；;「」『』【】（）()\[\]<>《》*＊`|\x00“”\"]{1,32}$")
_QUOTED: Final = re.compile(r"[「『]([^「」『』\n\x00]{2,30})[」』]$")
_SENTENCE: Final = re.compile(
    r"(?:^|(?<=[。！？]))[ \t]*(?:[-*+>]|\d{1,2}[.)])?[ \t]*(?:\*\*)?[「『]?"
    r"([^\s、。「」『』*（）()|\x00][^、。「」『』*（）()|\x00]{1,30}?)[」』]?(?:\*\*)?"
    r"(?:[（(]([A-Za-z][^（）()\n\x00]{1,69})[）)])?[」』]?(?:\*\*)?"
    r"(とは、|とは|は、)([^。\n\x00]{8,200})(?:。|$)"
)
_HEADING: Final = re.compile(
    r"^#{1,6}[ \t]+(?:\d+(?:[.．:：、)-]+[ \t]*|[ \t]+))*[「『]?"
    r"([^\s「」『』（）()\n\x00][^「」『』（）()\n\x00]{1,30}?)[」』]?"
    r"(?:[（(]([A-Za-z][^（）()\n\x00]{1,69})[）)])?(?:とは(?:[？?]|何か|なにか|$|[^、。\n]{0,12}[？?]?$)|$)"
)
_DEFINING: Final = re.compile(
    r"(?:のこと(?:です|である|だ|で|を(?:指|い|言))?|を指(?:す|します|し)|を意味(?:す|します)"
    r"|をい(?:う|います)|を言(?:う|います))"
    r"|(?:もの|技術|手法|方法|方式|仕組み|概念|考え方|指標|モデル|プロセス|規格|形式|機能|単位|言語"
    r"|システム|サービス|ツール|フレームワーク"
    r"|ライブラリ|データベース|アーキテクチャ|プロトコル|アルゴリズム|エンジン|基盤|プラットフォーム"
    r"|標準|分野|ソフトウェア|現象|攻撃|構造)"
    r"(?:です|である|だ|の(?:総称|一つ|一種|ひとつ)(?:です|である|だ)?|として知られ.*)?$"
)
"""How a sentence or a bullet defines something."""
_ASKING: Final = re.compile(
    r"(?:何|なに|なん|どう|限ら|でしょう|異な|別|違|同じ|無関係|関係|ません|ない)[^。]{0,8}$"
)
_TERM_HEAD: Final = re.compile(
    r"(?:用語|略語|略称|専門用語|キーワード|単語|言葉|term|abbreviation)", re.IGNORECASE
)
_MEANING_HEAD: Final = re.compile(
    r"(?:説明|意味|定義|概要|内容|解説|正式名称|読み|英語|meaning|definition|description)", re.IGNORECASE
)


class Sign(Enum):
    """A way to define a word: its public name, its weight, and what it says (a gettext message id)."""

    TABLE = ("table", 3.0, "A table of words and their meanings has it.")
    """用語 | 説明."""
    HEADING = ("heading", 3.0, "A heading asks what it is.")
    """## Xとは."""
    SENTENCE = ("sentence", 3.0, "A sentence says what it is.")
    """Xとは、…のことです."""
    BULLET = ("bullet", 2.5, "A bullet with its English name explains it.")
    """**語（English）**：…"""
    FULL_NAME = ("full-name", 3.0, "Its abbreviation is spelled out.")
    """語（Full Name, ABBR） or ABBR（Full Name）."""
    GLOSS = ("gloss", 2.0, "Its English name or abbreviation stands behind it.")
    """語（ABBR） or 語（English）."""
    TAG = ("tag", 1.0, "Posts are tagged with it.")
    """In two posts or more."""

    def __init__(self, public: str, weight: float, message: str) -> None:
        self.public = public
        self.weight = weight
        self.message = message

    def describe(self, translate: Translate = str) -> str:
        """Return what it says in the language of `translate`."""
        return translate(self.message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """One place that speaks for a word being a term."""

    sign: Sign
    line: int
    name: str
    """The word; for a gloss in running text, all that may belong to it."""
    english: str = ""
    abbreviation: str = ""
    meaning: str = ""
    """What is said of it, if anything is."""
    is_exact: bool = True
    """Whether the name is known to begin where it does; running text does not say."""


def find_definitions(text: str) -> tuple[Definition, ...]:
    """Return the places of a text, in order."""
    page = open_page(text.replace("\r", " "))
    lines = mask_body(page.body).split("\n")
    found = [
        definition
        for number, line in enumerate(lines, page.body_line)
        for definition in _read_line(line, number, lines[number - page.body_line + 1 :][:4])
    ]
    found.extend(definition for table in find_tables(text) for definition in _read_table(table))
    return tuple(sorted(found, key=lambda definition: definition.line))


def _read_line(line: str, number: int, below: list[str]) -> Iterator[Definition]:
    if line.startswith("#"):
        yield from _read_heading(line, number, below)
        return
    yield from _read_bullet(line, number)
    if "は" in line:
        yield from _read_sentences(line, number)
    if ")" in line or "）" in line:
        yield from _read_glosses(line, number)


def _read_bullet(line: str, number: int) -> Iterator[Definition]:
    match = _BULLET.match(line)
    if match is None:
        return
    gloss = _GLOSS.search(match[1])
    name = clean_name(match[1][: gloss.start()] if gloss else "")
    if gloss is None or gloss.end() < len(match[1].rstrip()) or not is_term_name(name):
        return
    english, abbreviation = read_gloss(gloss[1])
    first = read_plain_text(match[2]).partition("。")[0]
    if (english or abbreviation) and _DEFINING.search(first):
        yield Definition(
            sign=Sign.BULLET,
            line=number,
            name=name,
            english=english,
            abbreviation=abbreviation,
            meaning=shorten(first, _MAX_TOLD),
        )


def _read_sentences(line: str, number: int) -> Iterator[Definition]:
    for match in _SENTENCE.finditer(line):
        name, told = clean_name(match[1]), read_plain_text(match[4])
        defining = _DEFINING.search(told)
        if not is_term_name(name) or not defining or _ASKING.search(told):
            continue
        if match[3] == "は、" and not (match[2] and told.endswith(defining[0])):
            continue
        english, abbreviation = read_gloss(match[2] or "")
        yield Definition(
            sign=Sign.SENTENCE,
            line=number,
            name=name,
            english=english,
            abbreviation=abbreviation,
            meaning=shorten(f"{told}。", _MAX_TOLD),
        )


def _read_heading(line: str, number: int, below: list[str]) -> Iterator[Definition]:
    match = _HEADING.match(line.rstrip())
    if match is None or not ("とは" in line[match.end(1) :] or match[2]):
        return
    name = clean_name(read_plain_text(match[1]))
    english, abbreviation = read_gloss(match[2] or "")
    if not is_term_name(name) or not ("とは" in line or english or abbreviation):
        return
    told = read_plain_text(next((text for text in below if text.strip()), "")).partition("。")[0]
    explains = name in told and _DEFINING.search(told) is not None
    yield Definition(
        sign=Sign.HEADING if "とは" in line else Sign.GLOSS,
        line=number,
        name=name,
        english=english,
        abbreviation=abbreviation,
        meaning=shorten(f"{told}。", _MAX_TOLD) if explains else "",
    )


def _read_glosses(line: str, number: int) -> Iterator[Definition]:
    for match in _GLOSS.finditer(line):
        english, abbreviation = read_gloss(match[1])
        before = (
            line[max(0, match.start() - _MAX_LEFT) : match.start()]
            .rstrip()
            .removesuffix("**")
            .removesuffix("*")
        )
        quoted = _QUOTED.search(before)
        left = quoted or _LEFT.search(before)
        if left is None or not (english or abbreviation):
            continue
        name = clean_name(left[1] if quoted else left[0])
        if is_abbreviation(name) and english and spells(name, english):
            yield Definition(sign=Sign.FULL_NAME, line=number, name=name, english=english, abbreviation=name)
        elif not name.isascii():
            begins = left.start() == 0 or before[: left.start()].endswith(("**", "、", "。", "「", "・"))
            full = english and abbreviation and spells(abbreviation, english)
            yield Definition(
                sign=Sign.FULL_NAME if full else Sign.GLOSS,
                line=number,
                name=name,
                english=english,
                abbreviation=abbreviation,
                is_exact=bool(quoted) or (begins and is_term_name(name)),
            )


def read_gloss(gloss: str) -> tuple[str, str]:
    """Return the English name and the abbreviation that stand in brackets, where they are either."""
    parts = [part.strip() for part in re.split(r"[,、:：/]", gloss)]
    if len(parts) > 2 or not all(parts):
        return "", ""
    abbreviations = [part for part in parts if is_abbreviation(part)]
    names = [part for part in parts if is_english(part) and part not in abbreviations]
    if len(parts) == 2 and not (len(names) == 1 and abbreviations):
        return "", ""
    return (names[0] if names else ""), (abbreviations[0] if abbreviations else "")


def _read_table(table: Table) -> Iterator[Definition]:
    if len(table.head) not in {2, 3} or not _TERM_HEAD.match(table.head[0]):
        return
    if not any(map(_MEANING_HEAD.match, table.head[1:])):
        return
    for number, row in enumerate(table.rows, table.line + 2):
        name, _, aside = row[0].replace("(", "（").partition("（")
        english, abbreviation = read_gloss(aside.rstrip("）)")) if aside else ("", "")
        name = clean_name(name)
        if is_term_name(name) or is_abbreviation(name):
            yield Definition(
                sign=Sign.TABLE,
                line=number,
                name=name,
                english=english,
                abbreviation=abbreviation,
                meaning=shorten(row[-1], _MAX_TOLD),
            )
