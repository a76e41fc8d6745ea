"""What listings are called."""

from __future__ import annotations

from kb_ext.adapter.option import Options
from kb_ext.adapter.text import translate
from kb_ext.core.facet import Label
from kb_ext.core.listing import Listing
from kb_ext.core.record import Facet


def name_listing(listing: Listing, options: Options) -> str:
    """Return the title of a listing."""
    if listing.label is not None:
        return _name_label(listing)
    if listing.facet is not None:
        return name_facet(listing.facet)
    if listing.table is not None:
        return listing.table.comparison.caption
    folder = listing.pagename.partition("/")[0]
    names = {
        options.post_directory: translate("All posts"),
        options.term_directory: translate("Glossary"),
        options.comparison_directory: translate("Comparisons"),
    }
    return names[folder]


def name_facet(facet: Facet) -> str:
    """Return the title of the index of a facet."""
    names = {
        Facet.CATEGORY: translate("Categories"),
        Facet.TAG: translate("Tags"),
        Facet.AUTHOR: translate("Authors"),
        Facet.ARCHIVE: translate("Archive"),
    }
    return names[facet]


def _name_label(listing: Listing) -> str:
    assert listing.label is not None
    formats = {
        Facet.CATEGORY: translate("Category: {name}"),
        Facet.TAG: translate("Tag: {name}"),
        Facet.AUTHOR: translate("Posts by {name}"),
        Facet.ARCHIVE: translate("Posts of {name}"),
    }
    return formats[listing.label.facet].format(name=name_label(listing.label))


def name_label(label: Label) -> str:
    """Return what a label is called: its name, or the year or month that it stands for."""
    if label.facet is not Facet.ARCHIVE:
        return label.name
    year, _, month = label.slug.partition("/")
    if not month:
        return translate("{year}").format(year=year)
    return translate("{year}-{month}").format(year=year, month=month)
