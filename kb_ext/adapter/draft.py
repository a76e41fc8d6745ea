"""Keeps drafts out of the site."""

from __future__ import annotations

import re
from typing import Final

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from kb_ext.adapter.option import get_options
from kb_ext.core.front_matter import read_front_matter
from kb_ext.core.post import parse_post
from kb_ext.core.problem import ignore_problem

_HINT: Final = re.compile(rb"^(?:draft|published|private)[ \t]*:", re.MULTILINE)
_HEAD_BYTES: Final = 64 * 1024


def on_env_before_read_docs(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Take drafts off the list of documents before they are read; a post that became one disappears."""
    options = get_options(app.config)
    if options.drafts:
        return
    drafts = [docname for docname in docnames if options.is_post(docname) and _is_draft(env, docname)]
    for docname in drafts:
        docnames.remove(docname)
        app.project.docnames.discard(docname)
        if docname in env.all_docs:
            app.emit("env-purge-doc", env, docname)
            env.clear_doc(docname)


def _is_draft(env: BuildEnvironment, docname: str) -> bool:
    try:
        with open(env.doc2path(docname), "rb") as source:
            head = source.read(_HEAD_BYTES)
    except OSError:
        return False
    if not _HINT.search(head):
        return False
    front_matter = read_front_matter(head.decode("utf-8", "replace"), ignore_problem)
    return parse_post(docname, front_matter, ignore_problem).draft


def setup_draft(app: Sphinx) -> None:
    """Connect the handler, before anything else looks at the list."""
    app.connect("env-before-read-docs", on_env_before_read_docs, priority=100)
