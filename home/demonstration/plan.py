"""What is to be invented: the schools, their size, and the six terms that end with the one around today."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

SEED = 20260907
"""One number from which every invented record follows."""


@dataclass(frozen=True)
class Scale:
    """How much: learners in a class, forms in a secondary year, terms back from today."""

    class_size: int
    secondary_forms: int
    terms: int


SCALES = {"full": Scale(class_size=30, secondary_forms=7, terms=6), "small": Scale(6, 1, 2)}


@dataclass(frozen=True)
class SchoolPlan:
    """One invented school. ``response`` is the share of students who check in, first and last term.

    ``visits``: how often a class has none, one, two or three visits in a term.
    """

    key: str
    name: str
    slug: str
    phase: str
    years: tuple[int, ...]
    forms: int
    teachers: int
    assistants: int
    leaders: int
    response: tuple[float, float]
    noticings: float
    pulse_response: float
    visits: tuple[int, int, int, int]
    class_names: tuple[str, ...] = ()


TREES = ("Acorn", "Birch", "Cherry", "Elm", "Maple", "Oak", "Willow", "Seedling")
"""Reception to Year 6, and last the nursery, which is year −1."""

BIRDS = ("Robin", "Wren", "Heron", "Curlew", "Avocet", "Plover", "Kestrel")
PRIMARY_YEARS, SECONDARY_YEARS, NURSERY = tuple(range(7)), tuple(range(7, 12)), -1
TEACHERS_A_FORM = 9
"""In a secondary of five years; a primary has one teacher a class."""

HARBOUR = SchoolPlan(
    key="harbour", name="Harbour Lane Primary", slug="harbour-lane", phase="primary",
    years=(*PRIMARY_YEARS, NURSERY), forms=1, teachers=8, assistants=10, leaders=1, response=(0.82, 0.9), noticings=1.4,
    pulse_response=0.85, visits=(0, 1, 4, 5), class_names=TREES,
)  # fmt: skip
SALTMARSH = SchoolPlan(
    key="saltmarsh", name="Saltmarsh Primary", slug="saltmarsh", phase="primary", years=PRIMARY_YEARS, forms=2,
    teachers=14, assistants=8, leaders=2, response=(0.6, 0.86), noticings=0.9, pulse_response=0.72,
    visits=(2, 4, 4, 0), class_names=BIRDS,
)  # fmt: skip
WEIR_BRIDGE = SchoolPlan(
    key="weir", name="Weir Bridge School", slug="weir-bridge", phase="secondary", years=SECONDARY_YEARS, forms=7,
    teachers=63, assistants=20, leaders=4, response=(0.58, 0.76), noticings=0.35, pulse_response=0.58,
    visits=(4, 5, 1, 0),
)  # fmt: skip


def school_plans(scale: Scale) -> tuple[SchoolPlan, ...]:
    """A one-form primary, a two-form primary and a secondary of 1,050 (at full scale)."""
    forms = scale.secondary_forms
    return HARBOUR, SALTMARSH, replace(WEIR_BRIDGE, forms=forms, teachers=TEACHERS_A_FORM * forms)


@dataclass(frozen=True)
class TermPlan:
    """One term to live through. ``index`` counts from the first."""

    index: int
    year: int
    key: str
    name: str
    ordinal: int
    starts_on: datetime.date
    ends_on: datetime.date

    def day(self, share: float) -> datetime.date:
        """The weekday nearest to a share of the way through the term."""
        found = self.starts_on + (self.ends_on - self.starts_on) * share
        return found + datetime.timedelta(days=(7 - found.weekday()) % 7 if found.weekday() > 4 else 0)


TERMS = (
    ("autumn", "Autumn term", 1, (9, 3), (12, 18), 0),
    ("spring", "Spring term", 2, (1, 5), (3, 27), 1),
    ("summer", "Summer term", 3, (4, 13), (7, 21), 1),
)


def terms_until(today: datetime.date, count: int) -> list[TermPlan]:
    """The last ``count`` terms that have begun by today, oldest first."""
    begun = []
    for year in range(today.year - 4, today.year + 1):
        for key, name, ordinal, first, last, later in TERMS:
            starts = datetime.date(year + later, *first)
            if starts + datetime.timedelta(days=14) <= today:
                begun.append((year, key, name, ordinal, starts, datetime.date(year + later, *last)))
    return [TermPlan(index, *term) for index, term in enumerate(begun[-count:])]
