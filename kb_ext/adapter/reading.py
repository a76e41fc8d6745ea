"""While documents are read: notes what each one says, and keeps its prose for the matching of terms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from kb_ext.adapter.domain import KnowledgeDomain, get_domain
from kb_ext.adapter.option import Options, get_options
from kb_ext.adapter.output import write_file
from kb_ext.adapter.prose import iterate_runs, measure_text
from kb_ext.adapter.warning import reporter_for
from kb_ext.core.choice import parse_scope
from kb_ext.core.excerpt import cut_summary, estimate_minutes
from kb_ext.core.front_matter import read_front_matter
from kb_ext.core.post import parse_post
from kb_ext.core.post_term import parse_post_terms
from kb_ext.core.record import Scope
from kb_ext.core.term import parse_term
from kb_ext.markdown.link import is_allowed

_RUN_SEPARATOR: Final = "\x1e"
_NUMBER_END: Final = "\x1f"


def on_source_read(app: Sphinx, docname: str, content: list[str]) -> None:
    """Read the front matter of a record; the text stays as it is."""
    options = get_options(app.config)
    if not options.is_record(docname):
        return
    report = reporter_for(app.env, docname)
    front_matter = read_front_matter(content[0], report)
    domain = get_domain(app.env)
    if options.is_post(docname):
        domain.note_post(parse_post(docname, front_matter, report))
        for term in parse_post_terms(docname, front_matter, options.term_directory, report):
            domain.note_term(term)
    elif options.is_term(docname):
        domain.note_term(parse_term(docname, front_matter, report))


def on_doctree_read(app: Sphinx, doctree: nodes.document) -> None:
    """Complete the records with what only the text tells, and keep the prose."""
    env, options = app.env, get_options(app.config)
    docname = env.docname
    domain = get_domain(env)
    if options.is_record(docname):
        # Furo draws the whole toctree into every page: records stay out of it, and need no warning for it.
        env.metadata[docname]["orphan"] = ""
        _refuse_links(doctree)
        for block in doctree.findall(nodes.literal_block):
            block["force"] = True  # code in posts is often abridged: highlight what can be, without a warning
    _complete_post(domain, docname, doctree, options)
    _complete_term(domain, docname, doctree)
    domain.note_references(docname, _iterate_references(doctree, options))
    if find_scope(domain, docname) is not Scope.NONE:
        write_prose(env, docname, [(run.section, run.text) for run in iterate_runs(doctree)])


def _refuse_links(doctree: nodes.document) -> None:
    """Take every target off that the Markdown rules would have refused, however it came here."""
    for reference in list(doctree.findall(nodes.reference)):
        if not is_allowed(str(reference.get("refuri", ""))):
            reference.replace_self(nodes.inline("", "", *reference.children))


def find_scope(domain: KnowledgeDomain, docname: str) -> Scope | None:
    """Return how often a document itself says that it links to one term; None as its site does."""
    post = domain.posts.get(docname)
    if post is not None:
        return post.autolink
    return parse_scope(str(domain.env.metadata[docname].get("autolink", "")))


def _complete_post(domain: KnowledgeDomain, docname: str, doctree: nodes.document, options: Options) -> None:
    post = domain.posts.get(docname)
    if post is None:
        return
    summary = post.excerpt or cut_summary(_read_opening(doctree))
    minutes = post.reading_minutes or estimate_minutes(measure_text(doctree), options.characters_per_minute)
    domain.note_post(replace(post, summary=summary, reading_minutes=minutes))
    _describe(doctree, summary)


def _complete_term(domain: KnowledgeDomain, docname: str, doctree: nodes.document) -> None:
    term = domain.get_term_at(docname)
    if term is not None:
        definition = _read_opening(doctree)
        domain.note_term(replace(term, definition=definition))
        _describe(doctree, cut_summary(definition))


def _describe(doctree: nodes.document, summary: str) -> None:
    """Give the page its meta description."""
    if summary:
        doctree.insert(0, nodes.meta("", name="description", content=summary))


def _read_opening(doctree: nodes.document) -> str:
    """Return the text of the first paragraph that stands in no list, table or note."""
    for paragraph in doctree.findall(nodes.paragraph):
        if isinstance(paragraph.parent, nodes.document | nodes.section) and not paragraph["classes"]:
            return paragraph.astext().replace("\n", " ").strip()
    return ""


def _iterate_references(doctree: nodes.document, options: Options) -> Iterator[str]:
    for xref in doctree.findall(addnodes.pending_xref):
        target = str(xref.get("reftarget", ""))
        if xref.get("refdomain") == "kb" and xref.get("reftype") == "post":
            stem = target.strip("/").removesuffix(".md")
            folder = f"{options.post_directory}/"
            yield stem if stem.startswith(folder) else f"{folder}{stem}"
        elif xref.get("refdomain") == "doc" or xref.get("reftype") == "doc":
            yield target


def _prose_path(env: BuildEnvironment, docname: str) -> Path:
    return Path(env.doctreedir) / f"{docname}.prose"


def write_prose(env: BuildEnvironment, docname: str, runs: list[tuple[int, str]]) -> None:
    """Keep the runs of a document beside its doctree, each with the number of its section.

    A reader never sees half a file.
    """
    lines = (f"{section}{_NUMBER_END}{text.replace(_RUN_SEPARATOR, ' ')}" for section, text in runs)
    write_file(_prose_path(env, docname), _RUN_SEPARATOR.join(lines).encode("utf-8", "surrogatepass"))


def read_prose(env: BuildEnvironment, docname: str) -> list[tuple[int, str]]:
    """Return the runs of a document as they were when it was read; none where terms are not linked."""
    try:
        content = _prose_path(env, docname).read_bytes()
    except OSError:
        return []
    lines = content.decode("utf-8", "surrogatepass").split(_RUN_SEPARATOR) if content else []
    parts = (line.partition(_NUMBER_END) for line in lines)
    return [(int(section), text) for section, _, text in parts]


def on_env_purge_doc(_app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Drop the prose of a document that is read again or gone."""
    _prose_path(env, docname).unlink(missing_ok=True)


def setup_reading(app: Sphinx) -> None:
    """Connect the handlers."""
    app.connect("source-read", on_source_read)
    app.connect("doctree-read", on_doctree_read, priority=600)
    app.connect("env-purge-doc", on_env_purge_doc)
