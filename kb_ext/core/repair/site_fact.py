"""What only the site knew that a post comes from."""

from __future__ import annotations

import re
from typing import Final

from kb_ext.core.repair.context import Context
from kb_ext.core.repair.finding import Finding, Note
from kb_ext.core.repair.header import Header, read_header
from kb_ext.core.repair.normal_form import ORDER
from kb_ext.core.repair.page import open_page
from kb_ext.core.repair.prose import mask_body
from kb_ext.core.yaml_tree import Scalar, Sequence

_FORMULA: Final = re.compile(
    r"\$\$|(?<![\w$\\])\$[^\s$\x00][^$\n]*(?<!\s)\$(?![\w$])|(?<![\\$])\$[^\s$`][^$\n`]*\$"
)


def keep_site_facts(text: str, context: Context, note: Note) -> str:
    """Write old addresses, the meaning of `$` and the state of drafts into the front matter."""
    page = open_page(text)
    header = read_header(page)
    changed = _put_addresses(header, context, note)
    if context.dollar_math and not header.get_text("math") and _has_formula(page.body):
        note(Finding.MATHEMATICS)
        changed = changed.put("math", Scalar(text="true", tag="bool"), ORDER)
    if context.from_drafts and header.get("draft") is None:
        note(Finding.FROM_DRAFTS)
        changed = changed.put("draft", Scalar(text="true", tag="bool"), ORDER)
    return text if changed == header else changed.write() + page.body


def _has_formula(body: str) -> bool:
    return "$" in body and _FORMULA.search(mask_body(body, html=False, math=False)) is not None


def _put_addresses(header: Header, context: Context, note: Note) -> Header:
    present = header.get("redirect_from")
    known = present.children if isinstance(present, Sequence) else ()
    texts = {child.text for child in known if isinstance(child, Scalar)}
    added = [address for address in context.addresses if address not in texts]
    for address in added:
        note(Finding.ADDRESS_KEPT, address=address)
    if not added:
        return header
    return header.put(
        "redirect_from", Sequence(children=(*known, *(Scalar(text=text) for text in added))), ORDER
    )
