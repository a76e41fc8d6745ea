"""Which posts belong together, by the terms, tags and categories that they share."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from kb_ext.core.fold import fold_name
from kb_ext.core.record import Facts, Post

MAX_SHARERS: Final = 200
"""Only the newest sharers of a feature are looked at: many tell little, and cost stays linear."""
_WEIGHTS: Final = {"term": 1.0, "tag": 1.5, "category": 0.5}

Feature = tuple[str, str]


def rank_related(facts: Facts, posts: tuple[Post, ...], limit: int) -> Mapping[str, tuple[str, ...]]:
    """Map every post's docname to at most `limit` docnames, best first.

    `posts` are in the order of the timeline, newest first. A shared feature counts by its rarity (the
    logarithm of how many posts there are for each that has it).
    """
    features = {post.docname: tuple(dict.fromkeys(_iterate_features(facts, post))) for post in posts}
    sharers: dict[Feature, list[str]] = {}
    for post in posts:
        for feature in features[post.docname]:
            sharers.setdefault(feature, []).append(post.docname)
    weights = {
        feature: _WEIGHTS[feature[0]] * math.log(len(posts) / len(docnames)) if len(docnames) > 1 else 0.0
        for feature, docnames in sharers.items()
    }
    position = {post.docname: number for number, post in enumerate(posts)}
    return {
        docname: _rank(docname, features[docname], sharers, weights, position)[:limit] for docname in position
    }


def _iterate_features(facts: Facts, post: Post) -> Iterator[Feature]:
    yield from (("tag", fold_name(tag)) for tag in post.tags)
    yield from (("category", fold_name(category)) for category in post.categories)
    yield from (("term", slug) for slug in facts.mentions.get(post.docname, ()))


def _rank(
    docname: str,
    features: tuple[Feature, ...],
    sharers: Mapping[Feature, list[str]],
    weights: Mapping[Feature, float],
    position: Mapping[str, int],
) -> tuple[str, ...]:
    scores: Counter[str] = Counter()
    for feature in features:
        weight = weights[feature]
        if weight:
            for other in sharers[feature][:MAX_SHARERS]:
                scores[other] += weight  # type: ignore[assignment] # a Counter of floats
    del scores[docname]
    # Rounding keeps the order free of the last bits of a sum.
    return tuple(sorted(scores, key=lambda other: (-round(scores[other], 6), position[other])))
