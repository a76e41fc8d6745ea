"""While documents are read: notes the comparisons of their front matter and of the data files it names.

Once all are read, what is wrong within and between them is reported.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from kb_ext.adapter.domain import get_domain
from kb_ext.adapter.option import get_options
from kb_ext.adapter.text import translate
from kb_ext.adapter.warning import reporter_for, reporter_in
from kb_ext.core.code import Code, ComparisonCode
from kb_ext.core.comparison_field import Loaded, Page, read_comparisons
from kb_ext.core.comparison_problem import Flaw, Surroundings, find_flaws, find_unknown
from kb_ext.core.data_file import RefusedError, find_file, load_file
from kb_ext.core.front_matter import read_front_matter, split_source
from kb_ext.core.problem import Report, ignore_problem
from kb_ext.core.site import make_resolver
from kb_ext.core.view import find_document
from kb_ext.core.yaml_tree import Scalar


def on_source_read(app: Sphinx, docname: str, content: list[str]) -> None:
    """Note the comparisons of a page's front matter."""
    raw = split_source(content[0]).raw
    if raw is None or "comparison" not in raw:
        return
    env = app.env
    front_matter = read_front_matter(content[0], ignore_problem)  # reported with the record, or by MyST
    report = word_suggestions(reporter_for(env, docname))

    def load(name: Scalar) -> Loaded | None:
        return _load(env, docname, name, report)

    domain = get_domain(env)
    for one in read_comparisons(front_matter.mapping, Page(docname=docname, report=report, load=load)):
        domain.note_contribution(one)


def _load(env: BuildEnvironment, docname: str, name: Scalar, report: Report) -> Loaded | None:
    root = Path(env.srcdir)
    with suppress(RefusedError, OSError, ValueError):  # reported when it is read
        env.note_dependency(find_file(root, docname, name.text.strip()), docname=docname)
    return load_file(root, docname, name, report, lambda path: word_suggestions(reporter_in(path)))


def word_suggestions(report: Report) -> Report:
    """Return a reporter that makes a sentence of what was probably meant."""

    def tell(code: Code, /, *, line: int = 1, column: int = 1, **values: str) -> None:
        near = values.get("suggestion")
        if near:
            values["suggestion"] = translate(" Did you mean '{name}'?").format(name=near)
        report(code, line=line, column=column, **values)

    return tell


def on_env_updated(app: Sphinx, env: BuildEnvironment) -> None:
    """Report what is wrong with comparisons; it runs once the site is built from all documents."""
    domain, options = get_domain(env), get_options(app.config)
    site, facts = domain.site, domain.gather_facts()
    around = Surroundings(
        folder=options.comparison_directory,
        resolve=make_resolver(site.terms, site.glossary),
        is_document=lambda source: find_document(source, facts) is not None,
        requires_as_of=options.require_as_of,
    )
    contributions = [one for several in facts.contributions.values() for one in several]
    for flaw in find_flaws(contributions, around):
        _report_flaw(env, flaw)
    for docname, shown in sorted(domain.shown.items()):
        report = word_suggestions(reporter_for(env, docname))
        for key, line, near in find_unknown(shown, sorted(site.tables)):
            report(ComparisonCode.UNKNOWN_COMPARISON, line=line, key=key, suggestion=near)


def _report_flaw(env: BuildEnvironment, flaw: Flaw) -> None:
    contribution = flaw.contribution
    if contribution.path and not flaw.on_page:
        report = reporter_in(Path(env.srcdir) / contribution.path)
    else:
        report = reporter_for(env, contribution.docname)
    report(flaw.code, line=flaw.line, column=flaw.column, **dict(flaw.values))


def setup_comparison_source(app: Sphinx) -> None:
    """Connect the handlers; the second one behind that which builds the site."""
    app.connect("source-read", on_source_read, priority=600)
    app.connect("env-updated", on_env_updated, priority=810)
