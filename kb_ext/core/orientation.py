"""Whether the items of a table stand in its rows or in its columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from kb_ext.core.value import ValueType, guess_type
from kb_ext.core.verdict import parse_state

_CRITERIA_BELOW: Final = re.compile(
    r"(?:比較|評価|選定)?(?:項目|観点|軸|基準|ポイント|指標|要素|側面|機能|特徴|条件|属性|スペック|仕様)(?:名)?"
    r"|feature|features|aspect|criteri(?:on|a)|metric|attribute|spec|property",
    re.IGNORECASE,
)
"""What the first header says where criteria stand below it; `項目` alone may be either."""
_ITEMS_BELOW: Final = re.compile(
    r".*(?:モデル|ツール|製品|サービス|言語|手法|方式|方法|企業|会社|名前|名称|名|種類|タイプ|プラン|ライブラリ"
    r"|フレームワーク|プラットフォーム|エンジン|model|tool|product|service|name|method|type|plan|library|framework)",
    re.IGNORECASE,
)


class Orientation(StrEnum):
    """Where the items of a table stand."""

    ROWS = "items-in-rows"
    COLUMNS = "items-in-columns"


def detect_orientation(rows: Sequence[Sequence[str]]) -> Orientation:
    """Tell where the items stand in rows of plain texts, the header row first.

    Cells of one criterion are of one type: where rows hold more of these than columns, the criteria stand in
    rows. The first header decides where the types do not.
    """
    head, *body = rows
    first = head[0].strip() if head else ""
    by_column = sum(map(_is_typed, _list_columns(body, len(head))))
    by_row = sum(_is_typed(row[1 : len(head)]) for row in body)
    columns, lines = max(len(head) - 1, 1), max(len(body), 1)
    if by_row * columns > by_column * lines and by_row > 1:
        return Orientation.COLUMNS
    if by_row * columns < by_column * lines:
        return Orientation.ROWS
    if _ITEMS_BELOW.fullmatch(first):
        return Orientation.ROWS
    return Orientation.COLUMNS if _CRITERIA_BELOW.fullmatch(first) else Orientation.ROWS


def _is_typed(texts: Sequence[str]) -> bool:
    """Tell whether several cells are of one type, and of one that words alone do not make."""
    told = [text for text in texts if parse_state(text) is None]
    return len(told) > 1 and guess_type(told) not in {ValueType.TEXT, ValueType.RATING}


def _list_columns(body: Sequence[Sequence[str]], width: int) -> list[list[str]]:
    return [[row[number] for row in body if number < len(row)] for number in range(1, width)]
