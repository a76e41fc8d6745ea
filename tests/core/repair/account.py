"""Accounts for every character of an import: what the report names, and nothing else, is lost or gained.

`python -m tests.core.repair.account FOLDER` checks all the Markdown files below a folder.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import yaml

from kb_ext.core.draft import Draft, make_draft
from kb_ext.core.front_matter import read_front_matter
from kb_ext.core.problem import Code
from kb_ext.core.repair.context import Context
from kb_ext.core.repair.encoding import NotTextError
from kb_ext.core.repair.page import open_page


def find_unaccounted(draft: Draft) -> dict[str, int]:
    """Return the characters, white space aside, that a body gained or lost beyond what its repairs name.

    Where the source's front matter is damaged, nobody can say what its body is; such a draft passes.
    """
    problems: list[Code] = []

    def report(code: Code, /, *, line: int = 1, column: int = 1, **values: str) -> None:
        problems.append(code)

    body = read_front_matter(draft.source.replace("\r\n", "\n"), report).body
    moved = {"FLATTENED", "UNOPENED", "INDENTED", "TOML", "FENCE_FORM", "YAML_SYNTAX", "WRAPPED", "UNCLOSED"}
    if moved.intersection(repair.finding.name for repair in draft.repairs) or set(problems) - {
        Code.DUPLICATE_KEY
    }:
        return {}
    expected = count_characters(body)
    for repair in draft.repairs:
        expected.subtract(count_characters(repair.removed))
        expected.update(count_characters(repair.added))
    found = count_characters(open_page(draft.text).body)
    keys = sorted(expected.keys() | found.keys())
    return {key: found[key] - expected[key] for key in keys if found[key] != expected[key]}


def count_characters(text: str) -> Counter[str]:
    return Counter("".join(text.split()))


def list_complaints(data: bytes, name: str) -> list[str]:
    """Return what an import of these bytes does wrong."""
    try:
        draft = make_draft(data, Context(name=name, original=name))
    except NotTextError:
        return []
    again = make_draft(draft.text.encode(), Context(name=name, original=name))
    complaints = []
    if again.text != draft.text or again.repaired:
        complaints.append("importing the result again changes it")
    if unaccounted := find_unaccounted(draft):
        complaints.append(f"the report does not account for {unaccounted}")
    front_matter = yaml.safe_load(open_page(draft.text).raw)
    if not isinstance(front_matter, dict) or not front_matter.get("title"):
        complaints.append(f"the front matter is {front_matter!r}")
    return complaints


def main(folder: str) -> int:
    """Check every file and print what is wrong."""
    files = sorted(path for path in Path(folder).rglob("*.md*") if path.stat().st_size)
    complaints = [(path, text) for path in files for text in list_complaints(path.read_bytes(), path.stem)]
    for path, text in complaints:
        print(f"{path}: {text}")
    print(f"{len(files)} files, {len(complaints)} complaints")
    return 1 if complaints else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
