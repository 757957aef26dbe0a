"""What leaders may know of visits: counts, and sightings pooled over many hosts. Never a row, a person or a day.

A leader has no path to the visits of others: the database refuses. The one function here that reads them all does so
for the length of its own block, as a build does, and hands out nothing but pooled counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from learningculture.disclosure import COARSE_STEP, EXACT_FROM, Bound, told_percent
from learningculture.tenancy import tenant
from observations.models import Aspect, Sighting, Visit, Visitor
from observations.queries import aspects_of
from school.models import Member, Term
from school.queries import classes_in
from vision.models import Behaviour
from vision.queries import focus_behaviours

FEWEST_HOSTS = 5
FEWEST_VISITS = 10
LARGEST_SHARE = 0.4
"""Of the visits behind a figure, with one host: above it the figure would be about that host."""
FEWEST_TO_COUNT = 5
"""Visits of one kind; below it the number is told in words."""


@dataclass(frozen=True)
class Cell:
    """One behaviour × aspect. ``share``: "some" or "many" among the visits that looked; None when withheld."""

    aspect: Aspect
    looked_for: bool
    share: str = ""
    visits: str = ""


@dataclass(frozen=True)
class Coverage:
    """A term's visits, pooled. Self-looks are the host's own and not in here."""

    kinds: list[tuple[str, str]]
    classes_visited: int
    classes: int
    grid: list[tuple[Behaviour, list[Cell]]]

    @property
    def withheld(self) -> bool:
        return any(cell.looked_for and not cell.share for _behaviour, cells in self.grid for cell in cells)


def coverage_in(term: Term, viewer: Member) -> Coverage:
    """Counts by kind, classes reached, and the pooled grid.

    ``viewer``: a figure must stay above the minimum without the visits that the viewer hosted or made, because they
    know those and could take them away.
    """
    with tenant(term.school_id, purpose="build"):
        held = Visit.objects.filter(school=term.school_id, term=term, state=Visit.State.HELD, withdrawn_at=None)
        held = held.exclude(kind=Visit.Kind.SELF_LOOK)
        visits = list(held.order_by().values_list("kind", "school_class_id"))
        open_classes = set(classes_in(term).values_list("pk", flat=True))
        return Coverage(
            kinds=_kinds(Counter(kind for kind, _school_class in visits)),
            classes_visited=len(open_classes & {school_class for _kind, school_class in visits}),
            classes=len(open_classes),
            grid=_grid(term, held, viewer),
        )


def _kinds(counted: Counter[str]) -> list[tuple[str, str]]:
    kinds = [kind for kind in Visit.Kind if kind != Visit.Kind.SELF_LOOK]
    return [(str(kind.label), _in_words(counted[kind])) for kind in kinds]


def _in_words(count: int) -> str:
    if count == 0:
        return _("none yet")
    return str(count) if count >= FEWEST_TO_COUNT else _("fewer than %(number)s") % {"number": FEWEST_TO_COUNT}


def _grid(term: Term, held: QuerySet[Visit], viewer: Member) -> list[tuple[Behaviour, list[Cell]]]:
    rows = _counts_by_host(held, viewer)
    of_focus = focus_behaviours(term)
    others = {row["behaviour_id"] for row in rows} - {behaviour.pk for behaviour in of_focus}
    behaviours = [*of_focus, *Behaviour.objects.filter(pk__in=others).order_by("position")]
    aspects = aspects_of(term.school_id)
    return [
        (
            behaviour,
            [
                _cell(aspect, [r for r in rows if (r["behaviour_id"], r["aspect_id"]) == (behaviour.pk, aspect.pk)])
                for aspect in aspects
            ],
        )
        for behaviour in behaviours
    ]


def _counts_by_host(held: QuerySet[Visit], viewer: Member) -> list[Any]:
    """Per cell and host: visits that looked and visits that saw, those known to the viewer apart."""
    known = Q(visit__host=viewer) | Q(Exists(Visitor.objects.filter(visit=OuterRef("visit_id"), member=viewer)))
    return list(
        Sighting.objects.filter(visit__in=held)
        .exclude(seen=Sighting.Seen.NOT_LOOKED_FOR)
        .annotate(known=known)
        .order_by()
        .values("behaviour_id", "aspect_id", "visit__host_id", "known")
        .annotate(looked=Count("pk"), saw=Count("pk", filter=Q(seen__in=[Sighting.Seen.SOME, Sighting.Seen.MANY])))
    )


def _cell(aspect: Aspect, rows: list[Any]) -> Cell:
    if not rows:
        return Cell(aspect, looked_for=False)
    if not (is_pooled_enough(rows) and is_pooled_enough(row for row in rows if not row["known"])):
        return Cell(aspect, looked_for=True)
    looked = sum(row["looked"] for row in rows)
    saw = sum(row["saw"] for row in rows)
    return Cell(aspect, looked_for=True, share=rounded_share(saw, looked), visits=banded(looked))


def is_pooled_enough(rows: Iterable[Any]) -> bool:
    """At least five hosts and ten visits, with no host behind more than two in five of them."""
    visits: Counter[int] = Counter()
    for row in rows:
        visits[row["visit__host_id"]] += row["looked"]
    total = visits.total()
    return len(visits) >= FEWEST_HOSTS and total >= FEWEST_VISITS and max(visits.values()) <= LARGEST_SHARE * total


def rounded_share(saw: int, looked: int) -> str:
    """To the nearest 5 %; near all and near none "80 % or more" or the like, which does not say that all agreed."""
    percent, bound = told_percent(saw, looked, step=COARSE_STEP)
    words = {Bound.OR_MORE: _("%(share)s %% or more"), Bound.OR_FEWER: _("%(share)s %% or fewer")}
    return words.get(bound, _("about %(share)s %%")) % {"share": percent}


def banded(visits: int) -> str:
    """10–14, 15–19, then the number itself."""
    if visits >= EXACT_FROM:
        return str(visits)
    low = visits - visits % 5
    return f"{low}–{low + 4}"
