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
            if len(entry.children) == 1 and isinstance(entry[0], nodes.paragraph) and not entry[0]["classes"]:
                entry[:] = entry[0].children


def setup_comparison_cell(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(PlainCellTransform)
