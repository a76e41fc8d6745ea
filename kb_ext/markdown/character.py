"""Tell CJK characters from others, as the "CommonMark CJK-friendly Amendments" define them.

The ranges stand here, and are not asked of `unicodedata`, so that a page does not depend on the Unicode
version of the Python that builds it. They are East Asian Width W, F and H without the characters that are
emoji by default, and all of Hangul; code points not assigned as of Unicode 17 may be inside.
Source: https://github.com/tats-u/markdown-cjk-friendly/blob/main/specification.md
"""

from __future__ import annotations

import re

from markdown_it.common.utils import isMdAsciiPunct, isPunctChar

_HANGUL = (
    "\u1100-\u11ff\u20a9\u302e-\u302f\u3131-\u318e\u3200-\u321e\u3260-\u327e\ua960-\ua97f\uac00-\ud7ff"
    "\uffa0-\uffdc\uffe6"
)
_CJK = (
    "\u1100-\u11ff\u20a9\u2329-\u232a\u2630-\u2637\u268a-\u268f\u2e80-\u303e\u3041-\u3247\u3250-\ua4cf"
    "\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uffe6\uffe8-\uffee"
    "\U00016fe0-\U00018dff\U0001aff0-\U0001b2ff\U0001d300-\U0001d356\U0001d360-\U0001d376\U0001f200"
    "\U0001f202\U0001f210-\U0001f219\U0001f21b-\U0001f22e\U0001f230-\U0001f231\U0001f237\U0001f23b"
    "\U0001f240-\U0001f248\U0001f260-\U0001f265\U00020000-\U0003ffff"
)
_IS_CJK = re.compile(f"[{_CJK}]").match
_IS_HANGUL = re.compile(f"[{_HANGUL}]").match
_IS_IDEOGRAPHIC_SELECTOR = re.compile("[\U000e0100-\U000e01ef]").match
_IS_GENERAL_SELECTOR = re.compile("[\ufe00-\ufe0e]").match
_QUOTATION_MARKS = "\u2018\u2019\u201c\u201d"
_FULLWIDTH_SELECTOR = "\ufe01"


def is_cjk(char: str) -> bool:
    """Return whether `char` is a CJK character of the amendments, punctuation and Hangul included."""
    return char > "\u10ff" and _IS_CJK(char) is not None


def is_spaceless(char: str) -> bool:
    """Return whether `char` (or nothing) is of a script without spaces between words: CJK but Hangul."""
    return bool(char) and is_cjk(char) and _IS_HANGUL(char) is None


def is_punctuation(char: str) -> bool:
    """Return whether `char` is a Unicode punctuation character as CommonMark 0.31 defines it."""
    return isMdAsciiPunct(ord(char)) or isPunctChar(char)


def find_base(before: str) -> str:
    """Return the character a general-use variation selector at the end of `before` applies to.

    Without a selector that is the last character itself. `before` is not empty.
    """
    if len(before) > 1 and _IS_GENERAL_SELECTOR(before[-1]) and not before[-2].isspace():
        return before[-2]
    return before[-1]


def ends_cjk(before: str) -> bool:
    """Return whether `before` (its last two characters suffice) ends with a CJK sequence."""
    if not before:
        return False
    base = find_base(before)
    if is_cjk(base) or _IS_IDEOGRAPHIC_SELECTOR(before[-1]):
        return True
    return before[-1] == _FULLWIDTH_SELECTOR and base in _QUOTATION_MARKS
