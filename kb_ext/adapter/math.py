"""Formulas in pages: MathML in HTML, and the source of what is none.

Sphinx's own renderer loads MathJax from a public address. A project that wants it says
`html_math_renderer = "mathjax"`.
"""

from __future__ import annotations

from typing import Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from kb_ext.markdown.mathml import write_formula

NAME: Final = "kb_mathml"


def visit_math(self: HTML5Translator, node: nodes.math) -> None:
    """Write a formula within a line."""
    self.body.append(_draw(self, node, block=False))
    raise nodes.SkipNode


def visit_math_block(self: HTML5Translator, node: nodes.math_block) -> None:
    """Write a formula of its own."""
    self.body.append(self.starttag(node, "div", "", CLASS="math kb-math"))
    self.body.append(_draw(self, node, block=True))
    self.body.append("</div>\n")
    raise nodes.SkipNode


def _draw(translator: HTML5Translator, node: nodes.Element, *, block: bool) -> str:
    formula = node.astext().strip()
    markup = write_formula(formula, block=block)
    if markup is not None:
        return markup
    return f'<code class="kb-math-source">{translator.encode(formula)}</code>'


def setup_math(app: Sphinx) -> None:
    """Register the renderer; Sphinx prefers it to its own unless conf.py names one."""
    app.add_html_math_renderer(NAME, (visit_math, None), (visit_math_block, None))
