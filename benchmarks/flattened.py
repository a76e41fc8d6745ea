"""Measure how well the repair `line_break` gives a flattened post its block structure back.

    python benchmarks/flattened.py CORPUS_DIR

`CORPUS_DIR` holds pairs: `NAME.flat.md`, a post whose line breaks were lost, and `NAME.original.md`, the
version that still has them. Each flat post is repaired, both are parsed by markdown-it ("commonmark" with
tables), and the blocks of four kinds are compared as multisets:

- headings: level and text;
- list items: the item's own text, that is its first paragraph, without what is nested in it;
- table rows: all cells of a row;
- paragraphs: every paragraph but the first of a list item.

Two blocks match when their texts are equal after NFKC and without white space, or, as some originals have
edited words, when `difflib` finds them alike to 0.9 or more. Block level HTML and fences are not counted.
The depth of list items is no fifth kind: it tells how many of the matched items also stand at their depth.
"""

import argparse
import difflib
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from kb_ext.core.repair.line_break import restore_line_breaks

KINDS = ("heading", "list item", "table row", "paragraph")
ALIKE = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block of a document: its kind, its level or depth, and its normalised text."""

    kind: str
    level: int
    text: str

    @property
    def key(self) -> tuple[str, int, str]:
        """What has to agree for two blocks to match: a list item's depth does not."""
        return (self.kind, 0 if self.kind == "list item" else self.level, self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Counts of one kind in one file: blocks matched, blocks found, blocks expected."""

    matched: int
    found: int
    expected: int
    deep: int = 0

    @property
    def precision(self) -> float:
        """The share of the found blocks that are right; 1 where none was found nor expected."""
        return self.matched / self.found if self.found else float(not self.expected)

    @property
    def recall(self) -> float:
        """The share of the expected blocks that were found; 1 where none was expected."""
        return self.matched / self.expected if self.expected else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def split_front_matter(text: str) -> str:
    """Return the text below the front matter (all of it where there is none)."""
    if not text.startswith("---\n"):
        return text
    end = text.find("\n---", 3)
    return text if end < 0 else text[end + 4 :].partition("\n")[2]


def normalise(text: str) -> str:
    """Fold width and compatibility forms and drop all white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def read_blocks(text: str) -> list[Block]:
    """List the blocks of a post in reading order."""
    parser = MarkdownIt("commonmark").enable("table")
    return list(walk_blocks(parser.parse(split_front_matter(text))))


def walk_blocks(tokens: list[Token]) -> Iterator[Block]:
    """Turn markdown-it's flat token stream into blocks."""
    depth, opener = 0, ""
    cells: list[str] = []
    for previous, token in zip([None, *tokens], tokens, strict=False):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            depth += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            depth -= 1
        elif token.type == "tr_open":
            cells = []
        elif token.type == "tr_close":
            yield Block(kind="table row", level=0, text="|".join(cells))
        elif token.type == "paragraph_open":
            opener = "list item" if previous and previous.type == "list_item_open" else "paragraph"
        elif token.type == "inline" and previous:
            text = normalise(token.content)
            if previous.type == "heading_open":
                yield Block(kind="heading", level=int(previous.tag[1]), text=text)
            elif previous.type in ("th_open", "td_open"):
                cells.append(text)
            else:
                yield Block(kind=opener, level=depth if opener == "list item" else 0, text=text)


def score_kind(kind: str, found: Iterable[Block], expected: Iterable[Block]) -> Score:
    """Match the blocks of one kind, the equal ones first and then the alike ones, each at most once."""
    left = [block for block in found if block.kind == kind]
    right = [block for block in expected if block.kind == kind]
    total = (len(left), len(right))
    pairs: list[tuple[Block, Block]] = []
    keys = Counter(block.key for block in right)
    for block in list(left):
        if keys[block.key] > 0:
            keys[block.key] -= 1
            twins = [other for other in right if other.key == block.key]
            twin = min(twins, key=lambda other: other.level != block.level)
            pairs.append((block, twin))
            left.remove(block)
            right.remove(twin)
    for block in left:
        alike = find_alike(block, right)
        if alike is not None:
            pairs.append((block, alike))
            right.remove(alike)
    deep = sum(a.level == b.level for a, b in pairs)
    return Score(matched=len(pairs), found=total[0], expected=total[1], deep=deep)


def find_alike(block: Block, others: Iterable[Block]) -> Block | None:
    """Find the block most like this one, if any reaches the bound."""
    best, best_ratio = None, ALIKE
    for other in others:
        if block.kind == "heading" and block.level != other.level:
            continue
        matcher = difflib.SequenceMatcher(None, block.text, other.text, autojunk=False)
        if matcher.real_quick_ratio() < best_ratio or matcher.quick_ratio() < best_ratio:
            continue
        if (ratio := matcher.ratio()) >= best_ratio:
            best, best_ratio = other, ratio
    return best


def measure_pair(flat: str, original: str) -> dict[str, Score]:
    """Repair a flat post and score it kind by kind against its original."""
    found, expected = read_blocks(restore_line_breaks(flat)), read_blocks(original)
    return {kind: score_kind(kind, found, expected) for kind in KINDS}


def pool(scores: Iterable[Score]) -> Score:
    """Add up counts."""
    several = list(scores)
    return Score(
        matched=sum(score.matched for score in several),
        found=sum(score.found for score in several),
        expected=sum(score.expected for score in several),
        deep=sum(score.deep for score in several),
    )


def format_line(title: str, score: Score) -> str:
    """Format one line of the table."""
    return (
        f"  {title:<11}{score.matched:>6}{score.found:>7}{score.expected:>9}"
        f"{score.precision:>11.3f}{score.recall:>8.3f}{score.f1:>7.3f}"
    )


def format_report(results: dict[str, dict[str, Score]]) -> Iterator[str]:
    """Yield the report's lines: every file, then pooled counts and means over the files."""
    head = f"  {'kind':<11}{'match':>6}{'found':>7}{'expected':>9}{'precision':>11}{'recall':>8}{'F1':>7}"
    for title, scores in results.items():
        yield f"{title}\n{head}"
        yield from (format_line(kind, score) for kind, score in scores.items())
        yield format_line("all", pool(scores.values()))
    yield f"ALL FILES, counts pooled ({len(results)})\n{head}"
    for kind in KINDS:
        yield format_line(kind, pool(scores[kind] for scores in results.values()))
    items = pool(scores["list item"] for scores in results.values())
    yield f"  items at the right depth: {items.deep} of {items.matched}"
    yield "MEAN F1 PER FILE"
    for kind in KINDS:
        values = [
            scores[kind].f1 for scores in results.values() if scores[kind].expected or scores[kind].found
        ]
        yield f"  {kind:<11}{sum(values) / len(values) if values else 1.0:.4f} over {len(values)} files"
    pooled = [pool(scores.values()).f1 for scores in results.values()]
    yield f"  {'all':<11}{sum(pooled) / len(pooled):.4f} over {len(pooled)} files"


def check_text(flat: str) -> None:
    """Stop with an error if the repair alters more than white space, or anything at all on a second run."""
    restored = restore_line_breaks(flat)
    if "".join(restored.split()) != "".join(flat.split()):
        raise ValueError("the repair altered more than white space")
    if restore_line_breaks(restored) != restored:
        raise ValueError("the repair is not idempotent")


def measure_directory(directory: Path) -> dict[str, dict[str, Score]]:
    """Score every pair of a directory, in order of name; check that no text is lost on the way."""
    results: dict[str, dict[str, Score]] = {}
    for flat in sorted(directory.glob("*.flat.md")):
        original = flat.with_name(flat.name.removesuffix(".flat.md") + ".original.md")
        if original.is_file():
            texts = (flat.read_text(encoding="utf-8"), original.read_text(encoding="utf-8"))
            check_text(texts[0])
            results[flat.name.removesuffix(".flat.md")] = measure_pair(*texts)
    return results


def main() -> int:
    """Run the benchmark and print its report."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "corpus", type=Path, metavar="CORPUS_DIR", help="directory of NAME.flat.md, NAME.original.md"
    )
    results = measure_directory(parser.parse_args().corpus)
    if not results:
        parser.error("no pair NAME.flat.md, NAME.original.md found there")
    print("\n".join(format_report(results)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
