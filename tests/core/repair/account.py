"""Accounts for every character of an import: what the report names, and nothing else, is lost or gained.

`python -m tests.core.repair.account FOLDER` checks all the Markdown files below a folder.
"""

from __future__ import annotations

import sys
from pathlib import Path

import yaml

from kb_ext.core.draft import make_draft
from kb_ext.core.repair.account import find_unaccounted
from kb_ext.core.repair.context import Context
from kb_ext.core.repair.encoding import NotTextError
from kb_ext.core.repair.page import open_page


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
