"""Time the search for names of terms, and compare it with Aho–Corasick automata, in one run.

    python benchmarks/glossary_cost.py CORPUS [--runs 3]

The names are the words of the corpus itself, the most frequent first, so that they do occur.
`ahocorasick_rs` and `pyahocorasick` are measured where they are installed; each is given the folded texts and
asked for the leftmost longest names, as the expression of the glossary is. The best of several runs counts,
in seconds of the processor.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from glossary_text import iterate_source

from kb_ext.core.glossary import build_glossary
from kb_ext.core.record import Autolink, Term
from kb_ext.core.spelling import fold_spelling, spell_text
from kb_ext.core.trie import compile_words

WORD: Final = re.compile(r"[A-Za-z][A-Za-z0-9]{2,}|[ァ-ヺー]{3,}|[一-龠々]{2,6}|[一-龠]{2,4}[ァ-ヺー]{2,}")
COUNTS: Final = (100, 2_000, 10_000)


def read_texts(corpus: Path) -> list[str]:
    """Return the prose of all posts, run by run."""
    files = sorted(path for path in corpus.rglob("*.md") if path.is_file())
    sources = (path.read_text(encoding="utf-8", errors="replace") for path in files)
    return [run.text for source in sources for run in iterate_source(source)]


def choose_names(texts: list[str], count: int) -> list[str]:
    """Return the most frequent words, each once however it is spelled."""
    words = Counter(match[0] for text in texts for match in WORD.finditer(text))
    ranked = sorted(words, key=lambda word: (-words[word], word))
    unique = {fold_spelling(word): word for word in reversed(ranked)}
    chosen = [word for word in ranked if unique.get(fold_spelling(word)) == word]
    return chosen[:count]


def measure(work: Callable[[], int], runs: int) -> tuple[float, int]:
    """Return the shortest time of some runs in seconds, and what they counted."""
    times = []
    result = 0
    for _ in range(runs):
        start = time.process_time()
        result = work()
        times.append(time.process_time() - start)
    return min(times), result


def iterate_engines(names: list[str]) -> Iterator[tuple[str, Callable[[str], int]]]:
    """Yield every engine that is installed, as a function that counts the names in a folded text."""
    pattern = compile_words(names)
    if pattern is not None:
        yield "expression", lambda text: sum(1 for _ in pattern.finditer(text))
    if find_spec("ahocorasick_rs") is not None:
        rust: Any = import_module("ahocorasick_rs")
        automaton = rust.AhoCorasick(names, matchkind=rust.MatchKind.LeftmostLongest)
        yield "ahocorasick_rs", lambda text: len(automaton.find_matches_as_indexes(text))
    if find_spec("ahocorasick") is not None:
        native: Any = import_module("ahocorasick")
        machine = native.Automaton()
        for name in names:
            machine.add_word(name, len(name))
        machine.make_automaton()
        yield "pyahocorasick", lambda text: sum(1 for _ in machine.iter_long(text))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path, help="a folder with Markdown files below it")
    parser.add_argument("--runs", type=int, default=3, help="runs of which the best counts")
    options = parser.parse_args()
    texts = read_texts(options.corpus)
    size = sum(map(len, texts)) / 1e6
    print(f"{len(texts)} runs, {size:.2f} million characters; seconds for each million")
    folding, _ = measure(lambda: sum(len(spell_text(text).folded) for text in texts), options.runs)
    print(f"folding: {folding / size:.3f}")
    folded = [spell_text(text).folded for text in texts]
    for count in COUNTS:
        names = choose_names(texts, count)
        terms = {
            str(number): Term(slug=str(number), docname=str(number), name=name, autolink=Autolink.FIRST)
            for number, name in enumerate(names)
        }
        built, _ = measure(lambda terms=terms: len(build_glossary(terms).slugs), options.runs)
        glossary = build_glossary(terms)
        whole, found = measure(lambda g=glossary: sum(1 for t in texts for _ in g.find(t)), options.runs)
        print(f"{len(names)} names: build {built:.2f} s, find {whole / size:.3f} ({found} links)")
        for engine, count_names in iterate_engines([fold_spelling(name) for name in names]):
            work = lambda count_names=count_names: sum(map(count_names, folded))  # noqa: E731
            seconds, matches = measure(work, options.runs)
            print(f"  {engine}: {seconds / size:.3f} ({matches} names)")


if __name__ == "__main__":
    main()
