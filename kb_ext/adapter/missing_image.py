"""Images of records with no file behind them: reported at their line, shown as their alternative text.

Sphinx alone warns without a line and reads such a document again in every build, for ever.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform

from kb_ext.adapter.domain import get_domain
from kb_ext.adapter.option import get_options
from kb_ext.adapter.place import find_place
from kb_ext.adapter.warning import reporter_for
from kb_ext.core.code import BodyCode
from kb_ext.markdown.link import is_external, is_too_long

IMAGE_LINE: Final = "kb_line"
"""Attribute of an image for its line: Sphinx sets that of the node itself to 0."""
MISSING_CLASS = "kb-missing-image"
"""The class of what stands where an image would."""


class MissingImageTransform(SphinxTransform):
    """Runs before Sphinx collects the images of a document."""

    default_priority = 700

    def apply(self, **kwargs: Any) -> None:
        """Replace every image whose file does not exist."""
        if not get_options(self.config).is_record(self.env.docname):
            return
        for image in list(self.document.findall(nodes.image)):
            target = str(image["uri"])
            line = int(image.attributes.pop(IMAGE_LINE, 0)) or _find_line(image)
            if not is_external(target) and not self._exists(target):
                self._replace(image, target, line)

    def _exists(self, target: str) -> bool:
        if is_too_long(target):
            return False
        _, path = self.env.relfn2path(target.partition("?")[0], self.env.docname)
        if Path(path).is_file():
            return True
        get_domain(self.env).note_missing(self.env.docname, str(path))
        return False

    def _replace(self, image: nodes.image, target: str, line: int) -> None:
        report = reporter_for(self.env, self.env.docname)
        _, column = find_place(self.env, self.env.docname, line, target)
        report(BodyCode.MISSING_IMAGE, line=line, column=column, target=target)
        text = nodes.inline("", image.get("alt") or target, classes=[MISSING_CLASS])
        is_inline = isinstance(image.parent, nodes.TextElement)
        image.replace_self(text if is_inline else nodes.paragraph("", "", text))


def _find_line(node: nodes.Node) -> int:
    """Return the line of a node or of the nearest element around it."""
    around: nodes.Node | None = node
    while around is not None:
        if around.line:
            return around.line
        around = around.parent
    return 1


def on_env_get_outdated(
    _app: Sphinx, env: BuildEnvironment, _added: set[str], _changed: set[str], _removed: set[str]
) -> list[str]:
    """Have the documents read again whose missing images were added since."""
    missing = get_domain(env).missing
    return sorted(
        docname for docname, paths in missing.items() if any(Path(path).is_file() for path in paths)
    )


def setup_missing_image(app: Sphinx) -> None:
    """Register the transform and the handler."""
    app.add_transform(MissingImageTransform)
    app.connect("env-get-outdated", on_env_get_outdated)
