"""What a text says of a term: the sentence around a name, and the explanation behind it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from kb_ext.core.excerpt import LENGTH, SENTENCE_END, cut_summary
from kb_ext.core.glossary import Occurrence
from kb_ext.core.record import Quote

STAND_IN: Final = "\ufffc"
"""In prose, an element whose text is not kept, such as code or a link."""
_ELLIPSIS: Final = "…"
_GAPS: Final = re.compile(rf"(?:{STAND_IN}|{_ELLIPSIS})+")
_SPACES: Final = re.compile(r"\s+")
_GLOSS: Final = r"[」』】*]?\s*(?:[（(][^（）()]{1,80}[)）])?\s*[」』】*]?"
_TOPIC: Final = re.compile(rf"{_GLOSS}\s*とは[、，,]\s*")
_COLON: Final = re.compile(rf"{_GLOSS}\s*[:：]\s*")
_LEAD: Final = re.compile(r"^[\s「『【*・\-–—0-9０-９.．)）]*$")
_CLAUSE: Final = re.compile(r"[。．！？!?、，,「『【（(\s]$")
_QUESTION: Final = re.compile(r"(?:[？?]|でしょうか。?|ますか。?|ですか。?)$")
_HIRAGANA: Final = re.compile(r"[\u3041-\u3096]")
_LEAST: Final = 10
"""Characters of an explanation: what is shorter is a label's value."""


def gather_quotes(texts: Iterable[str], found: Iterable[tuple[int, Occurrence]]) -> tuple[Quote, ...]:
    """Quote each term that the texts name: the first sentence that says something, and the first explanation.

    `found` pairs each occurrence with the number of its text, in order.
    """
    runs = list(texts)
    quotes: dict[str, Quote] = {}
    explained: dict[str, str] = {}
    for number, occurrence in found:
        text, slug = runs[number], occurrence.slug
        if slug not in quotes or _is_bare(quotes[slug]):
            quotes[slug] = quote_sentence(slug, text, occurrence.start, occurrence.end)
        if not explained.get(slug):
            explained[slug] = find_explanation(text, occurrence.start, occurrence.end)
    return tuple(_explain(quote, explained[slug]) for slug, quote in quotes.items())


def _is_bare(quote: Quote) -> bool:
    """Tell whether a sentence is little more than the name, as in a list of names."""
    return len(quote.before) + len(quote.after) < _LEAST


def _explain(quote: Quote, explanation: str) -> Quote:
    return Quote(
        slug=quote.slug, before=quote.before, name=quote.name, after=quote.after, explanation=explanation
    )


def quote_sentence(slug: str, text: str, start: int, end: int, length: int = LENGTH) -> Quote:
    """Cut out the sentence around a name; of a long one what is next to the name, at most `length` in all."""
    first, last = _find_sentence(text, start, end)
    before, after = _smooth(text[first:start]).lstrip(), _smooth(text[end:last]).rstrip()
    name = text[start:end]
    room = max(length - len(name), 0)
    if len(before) + len(after) > room:
        before = _keep_end(before, max(room - len(after), room // 2))
        after = _keep_beginning(after, room - len(before))
    return Quote(slug=slug, before=before, name=name, after=after)


def _find_sentence(text: str, start: int, end: int) -> tuple[int, int]:
    first, last = 0, len(text)
    for match in SENTENCE_END.finditer(text):
        if match.end() <= start:
            first = match.end()
        elif match.start() >= end:
            last = match.end()
            break
    return first, last


def _smooth(text: str) -> str:
    return _SPACES.sub(" ", _GAPS.sub(_ELLIPSIS, text))


def _keep_end(text: str, length: int) -> str:
    return text if len(text) <= length else _ELLIPSIS + text[len(text) - length + 1 :] if length else ""


def _keep_beginning(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + _ELLIPSIS if length else ""


def find_explanation(text: str, start: int, end: int) -> str:
    """Return what a text says that a name means: `Xとは、…`, `X（English）：…`; else an empty text."""
    topic = _TOPIC.match(text, end)
    if topic is not None and _begins_clause(text[:start]):
        return _take(text[topic.end() :], sentences=1)
    colon = _COLON.match(text, end)
    if colon is not None and _LEAD.match(text[:start]):
        return _take(text[colon.end() :], sentences=2)
    return ""


def _begins_clause(before: str) -> bool:
    return not before or bool(_CLAUSE.search(before))


def _take(text: str, sentences: int) -> str:
    """Return the first sentences of an explanation, unless they only list or ask something."""
    ends = [match.end() for match in SENTENCE_END.finditer(text)][:sentences]
    told = _smooth(text[: ends[-1]] if ends else text).strip()
    first = told[: ends[0]] if ends else told
    if (
        (not ends and told.count("、") > 1)
        or len(told) < _LEAST
        or _QUESTION.search(first)
        or not _HIRAGANA.search(told)
        or told[0] == _ELLIPSIS
    ):
        return ""
    return cut_summary(told)
