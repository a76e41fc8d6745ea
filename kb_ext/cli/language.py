"""The language of messages, by option or by locale."""

from __future__ import annotations

import gettext
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from kb_ext.core.problem import Translate

LANGUAGES: Final = ("ja", "en")
"""English is the language of the message ids, so it needs no catalogue."""
DOMAIN: Final = "kb_ext"
_LOCALE: Final = Path(__file__).parent.parent / "locale"
_VARIABLES: Final = ("LC_ALL", "LC_MESSAGES", "LANG")


def guess_language(environ: Mapping[str, str]) -> str:
    """Return `ja` where the locale begins with it, else `en`."""
    locale = next((environ[name] for name in _VARIABLES if environ.get(name)), "")
    return "ja" if locale.startswith("ja") else "en"


def load_translation(language: str) -> Translate:
    """Return what maps message ids to texts; without a catalogue, ids are their own text."""
    path = _LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.mo"
    try:
        with path.open("rb") as file:
            return gettext.GNUTranslations(file).gettext
    except (OSError, ValueError, struct.error):
        return str
