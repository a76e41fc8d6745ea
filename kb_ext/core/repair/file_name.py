"""What only the name of a file says: its date, and the name itself where it cannot be kept."""

from __future__ import annotations

import re
from typing import Final

from kb_ext.core.repair.context import Context
from kb_ext.core.repair.finding import Finding, Note
from kb_ext.core.repair.header import Header, read_header
from kb_ext.core.repair.normal_form import EXTRA, ORDER
from kb_ext.core.repair.page import open_page
from kb_ext.core.stamp import parse_stamp
from kb_ext.core.yaml_tree import Entry, Mapping, Scalar

IMPORTED_FROM: Final = "imported_from"
_DATE: Final = re.compile(r"(\d{4}-\d{2}-\d{2})(?:-|$)")


def keep_file_name(text: str, context: Context, note: Note) -> str:
    """Give a post without date the one in its name, and note the old name of a renamed one."""
    page = open_page(text)
    header = read_header(page)
    changed = _put_origin(_put_date(header, context, note), context, note)
    return text if changed == header else changed.write() + page.body


def _put_date(header: Header, context: Context, note: Note) -> Header:
    match = _DATE.match(context.name)
    if match is None or header.get_text("date"):
        return header
    stamp, complete = parse_stamp(match[1])
    if stamp is None or not complete:
        return header
    note(Finding.DATE_FROM_NAME, date=stamp.iso)
    return header.put("date", Scalar(text=stamp.iso, tag="timestamp"), ORDER)


def _put_origin(header: Header, context: Context, note: Note) -> Header:
    extra = header.get(EXTRA)
    known = extra if isinstance(extra, Mapping) else Mapping()
    if not context.renamed or known.get(IMPORTED_FROM) is not None:
        return header
    note(Finding.RENAMED, name=context.original, target=context.name)
    origin = Entry(key=Scalar(text=IMPORTED_FROM), value=Scalar(text=context.original))
    return header.put(EXTRA, Mapping(entries=(*known.entries, origin)), ORDER)
