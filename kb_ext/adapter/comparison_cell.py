"""Takes the paragraphs out of the cells of a comparison: half of a large table is nothing else."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from kb_ext.adapter.node import comparison_entry, term_reference


class PlainCellTransform(SphinxPostTransform):
    """Leaves only the text of a cell that is a single paragraph, which browsers lay out in half the time."""

    default_priority = 610
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Put the text of every such cell in the place of its paragraph."""
        for entry in self.document.findall(comparison_entry):
            if len(entry.children) == 1 and _is_plain(entry[0]):
                entry[:] = entry[0].children


def _is_plain(block: nodes.Node) -> bool:
    """Tell whether a block is a paragraph without a link: Sphinx draws links within paragraphs only."""
    if not isinstance(block, nodes.paragraph) or block["classes"]:
        return False
    links = (child for child in block if isinstance(child, nodes.reference))
    return all(isinstance(link, term_reference) for link in links)


def setup_comparison_cell(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(PlainCellTransform)
