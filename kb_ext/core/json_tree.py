"""What JSON can hold."""

from __future__ import annotations

Tree = str | int | float | bool | None | list["Tree"] | dict[str, "Tree"]
"""A value with all that is in it."""
