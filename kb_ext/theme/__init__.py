"""What the theme is given: templates and style sheets; no code but their places."""

from __future__ import annotations

from pathlib import Path
from typing import Final

STATIC_DIRECTORY: Final = Path(__file__).parent / "static"
TEMPLATE_DIRECTORY: Final = Path(__file__).parent / "templates"
