"""Hepburn romanisation of kana, for addresses: no macrons, one way only, never changed once published."""

from __future__ import annotations

import unicodedata
from typing import Final

_SOUNDS: Final = (
    "あ a い i う u え e お o ぁ a ぃ i ぅ u ぇ e ぉ o ゔ vu ん n ゃ ya ゅ yu ょ yo ゎ wa "
    "か ka き ki く ku け ke こ ko が ga ぎ gi ぐ gu げ ge ご go ゕ ka ゖ ke "
    "さ sa し shi す su せ se そ so ざ za じ ji ず zu ぜ ze ぞ zo "
    "た ta ち chi つ tsu て te と to だ da ぢ ji づ zu で de ど do "
    "な na に ni ぬ nu ね ne の no は ha ひ hi ふ fu へ he ほ ho "
    "ば ba び bi ぶ bu べ be ぼ bo ぱ pa ぴ pi ぷ pu ぺ pe ぽ po "
    "ま ma み mi む mu め me も mo や ya ゆ yu よ yo "
    "ら ra り ri る ru れ re ろ ro わ wa ゐ i ゑ e を o "
)


def _build_syllables() -> dict[str, str]:
    words = _SOUNDS.split()
    return dict(zip(words[::2], words[1::2], strict=True))


_SYLLABLES: Final = _build_syllables()
_GLIDES: Final = "ゃゅょ"
_SMALL_VOWELS: Final = "ぁぃぅぇぉ"
_KATAKANA_TO_HIRAGANA: Final = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}


def romanise(kana: str) -> str:
    """Write kana in letters; what is no kana stays as it is, ー and っ become what they sound like or go."""
    text = unicodedata.normalize("NFKC", kana).translate(_KATAKANA_TO_HIRAGANA)
    written: list[str] = []
    doubled = False
    for character in text:
        if character == "っ":
            doubled = True
            continue
        sound = _SYLLABLES.get(character, "" if character == "ー" else character)
        if written and character in _GLIDES:
            sound = _glide(written.pop(), sound)
        elif written and character in _SMALL_VOWELS and (len(written[-1]) > 1 or written[-1] == "u"):
            sound = f"{written.pop()[:-1] or 'w'}{sound}"
        if doubled and sound:
            sound, doubled = f"{'t' if sound.startswith('ch') else sound[0]}{sound}", False
        written.append(sound)
    return "".join(written)


def _glide(before: str, sound: str) -> str:
    """Join `ki` and `ya` to `kya`, `shi` and `ya` to `sha`."""
    stem = before.removesuffix("i")
    return f"{stem}{sound[1:]}" if stem.endswith(("sh", "ch", "j")) else f"{stem}{sound}"
