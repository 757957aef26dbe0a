"""Which words a child reads for a behaviour: those of the child's age."""

from __future__ import annotations

from vision.models import Behaviour

LAST_YEAR_OF = {"child_early": 2, "child_primary": 6}
"""The oldest year group of a band (Reception is 0, Nursery −1); older students read ``child_secondary``."""

BANDS = (*LAST_YEAR_OF, "child_secondary")


def band_of(year_group: int) -> str:
    """The field that holds the words for this year group."""
    return next((band for band, last in LAST_YEAR_OF.items() if year_group <= last), "child_secondary")


def child_wording_for(behaviour: Behaviour, year_group: int | None) -> str:
    """The words for this age; those for every age where a band has none of its own or the year group is not known."""
    if year_group is None:
        return behaviour.child_wording
    return getattr(behaviour, band_of(year_group)) or behaviour.child_wording
