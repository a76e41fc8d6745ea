"""Which findings are wanted: codes switched off by a file, by the project, or by folder."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

from kb_ext.core.code import CODES, Code, SourceCode
from kb_ext.core.problem import Report
from kb_ext.core.yaml_tree import Mapping, Node, Scalar, Sequence, name_shape

CODE_NAMES: Final = frozenset(code.public for code in CODES)
GROUPS: Final = frozenset(name.partition(".")[0] for name in CODE_NAMES)
_SHORT: Final = 4
"""Letters of a name that is similar to many others."""
EXPECTED_CODE: Final = "a code that 'kb check --list-codes' shows"
EXPECTED_LIST: Final = "a list of codes"


def is_wanted(code: Code, ignored: Iterable[str]) -> bool:
    """Tell whether a code is switched off neither by its name nor by that of its group (`markdown`)."""
    return not {code.public, code.public.partition(".")[0]}.intersection(ignored)


def is_code(name: str) -> bool:
    """Tell whether a name is that of a code or of a group of codes."""
    return name in CODE_NAMES or name in GROUPS


def suggest(name: str, names: Iterable[str], cutoff: float = 0.7) -> str:
    """Return the most similar of some names, or nothing; `relatedPosts` is similar to `related`.

    A short name has to begin alike: `tgas` is meant to be `tags`, but `path` is not meant to be `math`.
    """
    folded = name.casefold()
    known = {candidate.casefold(): candidate for candidate in sorted(names)}
    if len(folded) <= _SHORT:
        known = {key: value for key, value in known.items() if key[:1] == folded[:1]}
    near = get_close_matches(folded, known, n=1, cutoff=cutoff)
    longer = (key for key in known if len(key) >= _SHORT and folded.startswith(key))
    found = near[0] if near else max(longer, key=len, default="")
    return known.get(found, "")


def read_ignored(node: Node | None, report: Report) -> tuple[str, ...]:
    """Return the codes that `kb: {ignore: […]}` of a front matter switches off."""
    if node is None or (isinstance(node, Scalar) and node.is_null):
        return ()
    if not isinstance(node, Mapping):
        _complain(report, "kb", node, "a mapping such as {ignore: [link.dead]}")
        return ()
    for entry in node.entries:
        if entry.key.text != "ignore":
            _complain(report, "kb", entry.key, "a mapping such as {ignore: [link.dead]}")
    return tuple(_iterate_codes(node.get("ignore"), report))


def _iterate_codes(node: Node | None, report: Report) -> Iterable[str]:
    if node is None:
        return
    children = node.children if isinstance(node, Sequence) else (node,)
    for child in children:
        if isinstance(child, Scalar) and is_code(child.text.strip()):
            yield child.text.strip()
        else:
            _complain(report, "kb.ignore", child, EXPECTED_CODE)


def _complain(report: Report, setting: str, node: Node, expected: str) -> None:
    found = name_shape(node)
    near = suggest(found.strip("'"), CODE_NAMES) if expected == EXPECTED_CODE else ""
    report(
        SourceCode.BAD_SETTING,
        line=node.line,
        column=node.column,
        setting=f"'{setting}'",
        expected=expected,
        found=found,
        suggestion=near,
    )
