"""What a Hugo site's configuration says of its addresses."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator, Mapping
from typing import Final

import yaml

_LOADERS: Final[Mapping[str, Callable[[str], object]]] = {
    ".toml": tomllib.loads,
    ".yaml": yaml.safe_load,
    ".yml": yaml.safe_load,
    ".json": json.loads,
}


def parse_permalinks(text: str, suffix: str, *, alone: bool = False) -> dict[str, str]:
    """Return the patterns of addresses by section; what cannot be read says nothing.

    `alone` is a file of its own for them; else they are a table of the configuration.
    """
    try:
        content = _LOADERS[suffix](text)
    except (ValueError, yaml.YAMLError, RecursionError):
        return {}
    table = content.get("permalinks") if isinstance(content, dict) and not alone else content
    return dict(_iterate_patterns(table))


def _iterate_patterns(table: object) -> Iterator[tuple[str, str]]:
    """Yield sections and patterns; newer sites have a table of them below `page`."""
    if isinstance(table, dict):
        for key, value in table.items():
            if isinstance(value, str):
                yield str(key).strip("/"), value
        yield from _iterate_patterns(table.get("page"))
