"""Which posts belong together, by the terms, tags and categories that they share."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from heapq import nsmallest
from typing import Final

from kb_ext.core.fold import fold_name
from kb_ext.core.record import Facts, Post

MAX_SHARERS: Final = 100
"""Only the newest sharers of a feature are looked at: many tell little, and cost stays linear."""
MAX_FEATURES: Final = 16
"""Only what is rarest about a post is looked at: a long one names many terms that all others name, too."""
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
        docname: _rank(docname, _choose(features[docname], weights), sharers, weights, position, limit)
        for docname in position
    }


def _choose(features: tuple[Feature, ...], weights: Mapping[Feature, float]) -> list[Feature]:
    telling = (feature for feature in features if weights[feature])
    return nsmallest(MAX_FEATURES, telling, key=lambda feature: (-weights[feature], feature))


def _iterate_features(facts: Facts, post: Post) -> Iterator[Feature]:
    yield from (("tag", fold_name(tag)) for tag in post.tags)
    yield from (("category", fold_name(category)) for category in post.categories)
    yield from (("term", slug) for slug in facts.mentions.get(post.docname, ()))


def _rank(
    docname: str,
    features: list[Feature],
    sharers: Mapping[Feature, list[str]],
    weights: Mapping[Feature, float],
    position: Mapping[str, int],
    limit: int,
) -> tuple[str, ...]:
    scores: dict[str, float] = {}
    for feature in features:
        weight = weights[feature]
        for other in sharers[feature][:MAX_SHARERS]:
            scores[other] = scores.get(other, 0.0) + weight
    scores.pop(docname, None)
    # Rounding keeps the order free of the last bits of a sum.
    ranked = nsmallest(limit, scores.items(), key=lambda scored: (-round(scored[1], 6), position[scored[0]]))
    return tuple(other for other, _ in ranked)
