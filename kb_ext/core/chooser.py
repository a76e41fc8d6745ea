"""Which occurrences of a term are linked, when it is named more often than readers need a link."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field

from kb_ext.core.record import Scope


@dataclass(slots=True)
class Chooser:
    """Goes through the occurrences of one page in order."""

    scope: Scope
    always: Container[str]
    """Slugs of the terms that are linked wherever they are named, unless the page links to none."""
    _taken: set[tuple[str, int]] = field(default_factory=set)

    def take(self, slug: str, section: int) -> bool:
        """Tell whether an occurrence is linked, and remember that it is."""
        if self.scope is Scope.NONE:
            return False
        if self.scope is Scope.ALL or slug in self.always:
            return True
        place = (slug, section if self.scope is Scope.SECTION else 0)
        if place in self._taken:
            return False
        self._taken.add(place)
        return True
