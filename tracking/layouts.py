"""How a page for students is laid out at an age: the same content in the same order, for other readers."""

from __future__ import annotations

from dataclasses import dataclass

from vision.wording import band_of


@dataclass(frozen=True)
class Layout:
    """``name`` is the page's class in the stylesheet. ``shown``: noticings before the drawer with the earlier ones.

    ``dates``: the days stand beside each thing, as older students want them.
    """

    name: str
    shown: int
    dates: bool = False

    @property
    def big(self) -> bool:
        """Pictures first, few words, everything can be read aloud at one tap."""
        return self.name == "big"

    @property
    def first(self) -> str:
        """As the template's ``slice`` wants it."""
        return f":{self.shown}"

    @property
    def rest(self) -> str:
        return f"{self.shown}:"


BIG, USUAL, DENSE = Layout("big", 3), Layout("usual", 8), Layout("dense", 12, dates=True)
LAYOUT_OF = {"child_early": BIG, "child_primary": USUAL, "child_secondary": DENSE}


def layout_for(year_group: int | None) -> Layout:
    """To Year 2, Years 3 to 6, Year 7 and above; the middle one where the year group is not known."""
    return USUAL if year_group is None else LAYOUT_OF[band_of(year_group)]
