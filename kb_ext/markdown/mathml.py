"""Mathematics as MathML: readable without scripts, and without asking another server for them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final
from xml.etree import ElementTree

from latex2mathml import exceptions
from latex2mathml.converter import convert

_NAMESPACE: Final = "{http://www.w3.org/1998/Math/MathML}"
_ELEMENTS: Final = frozenset(
    "maction math menclose mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms"
    " mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none semantics".split()
)
_ATTRIBUTES: Final = frozenset(
    "accent accentunder columnalign columnlines columnspacing depth display displaystyle fence form frame"
    " height linethickness lspace mathcolor mathbackground mathsize mathvariant maxsize minsize"
    " movablelimits notation rowalign rowlines rowspacing rspace scriptlevel separator stretchy symmetric"
    " voffset width".split()
)
_ALIGNED: Final = re.compile(r"\\(begin|end)\{(?:aligned|split|gathered|multline\*?|eqnarray\*?)\}")
"""Environments that the converter does not know, and that are laid out like `align*`."""
_EQUATION: Final = re.compile(r"\\(?:begin|end)\{(?:equation|displaymath)\*?\}")
_LINE_MARKS: Final = ("\\\\", "&")
_ERRORS: Final = (
    exceptions.DenominatorNotFoundError,
    exceptions.DoubleSubscriptsError,
    exceptions.DoubleSuperscriptsError,
    exceptions.ExtraLeftOrMissingRightError,
    exceptions.InvalidAlignmentError,
    exceptions.InvalidStyleForGenfracError,
    exceptions.InvalidWidthError,
    exceptions.LimitsMustFollowMathOperatorError,
    exceptions.MissingEndError,
    exceptions.MissingSuperScriptOrSubscriptError,
    exceptions.NoAvailableTokensError,
    exceptions.NumeratorNotFoundError,
    ElementTree.ParseError,
    IndexError,
    KeyError,
    RecursionError,
    StopIteration,
    ValueError,
)
"""What the converter raises for what is no formula, and the reader of its output for what is no XML."""


def write_formula(formula: str, *, block: bool) -> str | None:
    """Return a formula as MathML, one of several lines aligned at its `&`, or None when it is none."""
    lines = block and "\\begin" not in formula and any(mark in formula for mark in _LINE_MARKS)
    return render_formula(f"\\begin{{align*}}{formula}\\end{{align*}}" if lines else formula, block=block)


@lru_cache(maxsize=512)
def render_formula(formula: str, *, block: bool) -> str | None:
    """Return a formula as MathML, or None when it is none, or would carry anything else into the page."""
    known = _ALIGNED.sub(r"\\\1{align*}", _EQUATION.sub("", formula))
    try:
        markup = convert(known, display="block" if block else "inline")
        root = ElementTree.fromstring(markup)
    except _ERRORS:
        return None
    return markup if all(map(_is_mathematics, root.iter())) else None


def _is_mathematics(element: ElementTree.Element) -> bool:
    # Texts inside a formula reach the converter's output as they are: what they hold must be no markup.
    name = str(element.tag).removeprefix(_NAMESPACE)
    return name in _ELEMENTS and _ATTRIBUTES.issuperset(element.attrib)
