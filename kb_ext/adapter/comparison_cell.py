"""Takes the paragraphs out of the cells of a comparison: half of a large table is nothing else."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from kb_ext.adapter.node import comparison_entry


class PlainCellTransform(SphinxPostTransform):
    """Leaves only the text of a cell that is a single paragraph, which browsers lay out in half the time."""

    default_priority = 610
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Put the text of every such cell in the place of its paragraph."""
        for entry in self.document.findall(comparison_entry):
            if _is_plain(entry):
                entry[:] = entry[0].children


def _is_plain(entry: comparison_entry) -> bool:
    """Tell whether a cell is one paragraph; one with a link of its own stays, since Sphinx needs it there."""
    block = entry[0] if len(entry.children) == 1 else None
    if not isinstance(block, nodes.paragraph) or block["classes"]:
        return False
    return not any(type(child) is nodes.reference for child in block.children)


def setup_comparison_cell(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(PlainCellTransform)
