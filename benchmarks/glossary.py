"""Measure how well words of a corpus link to terms, against labels set by hand.

    python benchmarks/glossary.py CORPUS [--half held-out] [--errors]

`glossary_labels.json` names for each post every place where a name of a term stands, and whether a careful
editor would link it there: to which term, not at all (""), or only with a role as the name has several
meanings ("?"). The rules were chosen on the posts of "development". Those of "seen" were labelled before
there were rules, but had been read by then; those of "held-out" were chosen and labelled when they stood.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass, field
from hashlib import sha1
from pathlib import Path
from typing import Any, Final

from glossary_text import Run, iterate_source

from kb_ext.core.glossary import Glossary, build_glossary
from kb_ext.core.record import Autolink, Match, Term

LABELS: Final = Path(__file__).with_name("glossary_labels.json")
AROUND: Final = 16


@dataclass(slots=True)
class Tally:
    """What was right and what was wrong in some posts."""

    posts: int = 0
    labels: int = 0
    right: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def describe(self, half: str) -> str:
        """Return both figures in one line."""
        precision = self.right / max(1, self.right + len(self.wrong))
        recall = self.right / max(1, self.right + len(self.missed))
        return (
            f"{half}: {self.posts} posts, {self.labels} places, {self.right} linked rightly, "
            f"{len(self.wrong)} wrongly, {len(self.missed)} missed; "
            f"precision {precision:.3f}, recall {recall:.3f}"
        )


def read_glossary(terms: list[dict[str, Any]]) -> Glossary:
    """Build the glossary that the labels were set for."""
    records = (
        Term(
            slug=term["slug"],
            docname=f"terms/{term['slug']}",
            name=term["names"][0],
            aliases=tuple(term["names"][1:]),
            sense=term.get("sense", ""),
            autolink=Autolink(term.get("autolink", "")),
            match=Match(term.get("match", "")),
        )
        for term in terms
    )
    return build_glossary({term.slug: term for term in records})


def judge_post(post: dict[str, Any], corpus: Path, glossary: Glossary, tally: Tally) -> None:
    """Compare the links of one post with its labels."""
    data = (corpus / post["path"]).read_bytes()
    if sha1(data).hexdigest() != post["sha1"]:
        raise SystemExit(f"{post['path']}: not the text that was labelled")
    wanted = {(line, column, text): slug for line, column, text, slug in post["labels"]}
    open_labels = {key: slug for key, slug in wanted.items() if slug not in ("", "?")}
    tally.posts += 1
    tally.labels += len(wanted)
    for run in iterate_source(data.decode()):
        for found in glossary.find(run.text):
            text = run.text[found.start : found.end]
            key = (run.line, run.columns[found.start], text)
            if wanted.get(key) == found.slug:
                tally.right += 1
                open_labels.pop(key, None)
            else:
                tally.wrong.append(
                    f"{post['path']}:{key[0]}:{key[1]}: {found.slug}: {show(run, found.start)}"
                )
    for (line, column, text), slug in sorted(open_labels.items()):
        tally.missed.append(f"{post['path']}:{line}:{column}: {slug}: {text}")


def show(run: Run, start: int) -> str:
    """Return the text around a place."""
    return f"{run.text[max(0, start - AROUND) : start]}⟦{run.text[start : start + AROUND]}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path, help="the folder that the labelled paths are below")
    parser.add_argument("--half", help="only the posts of this part: development, seen or held-out")
    parser.add_argument("--errors", action="store_true", help="list what is wrong")
    options = parser.parse_args()
    labels = json.loads(LABELS.read_text(encoding="utf-8"))
    glossary = read_glossary(labels["terms"])
    for half in sorted({post["half"] for post in labels["posts"]}):
        if options.half in (None, half):
            tally = Tally()
            for post in labels["posts"]:
                if post["half"] == half:
                    judge_post(post, options.corpus, glossary, tally)
            print(tally.describe(half))
            for kind, errors in (("wrong", tally.wrong), ("missed", tally.missed)):
                for error in errors if options.errors else ():
                    print(f"  {kind}: {error}")


if __name__ == "__main__":
    main()
