"""What a school holds now of what the sender's system may speak about, read in eight queries.

Rows are fetched in portions. A place that is here just as the roster says is only noted: of an unchanged roster, which
is the usual one, nearly nothing is held.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import Q

from school.models import AcademicYear, Characteristics, Enrolment, Member, School, SchoolClass, Term
from school.rosters.keeping import kept_fields
from school.rosters.keysets import KeySet
from school.rosters.shelves import Shelf
from school.rosters.wanted import SchoolWanted

FETCHED = 1_000
"""Rows fetched at once: enough for speed, few enough for the memory of a worker."""

CHARACTERISTICS = ("sex", "pupil_premium", "send", "eal")


class StoredMember(NamedTuple):
    id: int
    source_id: str
    given_name: str
    family_name: str
    preferred_name: str
    roles: list[str]
    year_group: int | None
    department: str
    joined_on: datetime.date
    left_on: datetime.date | None


@dataclass(frozen=True, slots=True)
class StoredClass:
    id: int
    source_id: str
    name: str
    kind: str
    subject: str
    year_groups: list[int]
    year_id: int
    closed_on: datetime.date | None


@dataclass(frozen=True, slots=True)
class StoredEnrolment:
    id: int
    class_id: int
    member_id: int
    role: str
    starts_on: datetime.date
    ends_on: datetime.date | None
    source: str
    source_ids: tuple[str, ...]
    year_ends_on: datetime.date


@dataclass(frozen=True)
class Stored:
    """Members and classes by the sender's identifier; enrolments of these members, by class, member and role.

    ``people`` are the members' identifiers by our keys.

    ``settled`` are open places that the roster names and that are here just so, by the sender's identifiers. They are
    not among ``enrolments``. ``kept_*`` are the fields that the school keeps for
    itself, by our keys.
    """

    years: tuple[AcademicYear, ...] = ()
    terms: tuple[Term, ...] = ()
    members: Mapping[str, StoredMember] = field(default_factory=dict)
    people: Mapping[int, str] = field(default_factory=dict)
    classes: dict[str, StoredClass] = field(default_factory=dict)
    enrolments: dict[tuple[int, int, str], list[StoredEnrolment]] = field(default_factory=dict)
    settled: KeySet = field(default_factory=KeySet)
    characteristics: dict[str, tuple[int, dict[str, str]]] = field(default_factory=dict)
    kept_members: Mapping[int, frozenset[str]] = field(default_factory=dict)
    kept_classes: Mapping[int, frozenset[str]] = field(default_factory=dict)

    def member(self, id: int) -> StoredMember:
        return self.members[self.people[id]]

    def kept_of_member(self, id: int) -> frozenset[str]:
        return self.kept_members.get(id, frozenset())

    def kept_of_class(self, id: int) -> frozenset[str]:
        return self.kept_classes.get(id, frozenset())


def stored_in(school: School, source: str, wanted: SchoolWanted) -> Stored:
    """Inside the school's tenant. Enrolments are those open now, and all of the classes that the roster names."""
    members, people = _members(school, source, wanted)
    classes = _classes(school, source, wanted)
    years = tuple(AcademicYear.objects.filter(school=school))
    places = _Places(people, classes, wanted, _staying(classes, years, source, wanted))
    _read_places(school, places)
    return Stored(
        years=years,
        terms=tuple(Term.objects.filter(school=school)),
        members=members,
        people=people,
        classes=classes,
        enrolments=places.in_order(),
        settled=places.settled,
        characteristics=_characteristics(school, people),
        kept_members=kept_fields(school, "member_id"),
        kept_classes=kept_fields(school, "school_class_id"),
    )


def _members(school: School, source: str, wanted: SchoolWanted) -> tuple[Shelf[StoredMember], dict[int, str]]:
    """By the sender's identifier; and that identifier by our key."""
    here = {pk: id for id, pk in wanted.members_here.items()}
    ours = Q(source=source) & ~Q(source_id="")
    rows = Member.objects.filter(school=school).filter(ours | Q(pk__in=here)).values_list(
        *("id", "source_id", "given_name", "family_name", "preferred_name", "roles", "year_group"),
        *("department", "joined_on", "left_on"),
    )  # fmt: skip
    found, people = Shelf(StoredMember), {}
    for pk, id, *rest in rows.order_by().iterator(chunk_size=FETCHED):
        id = people[pk] = here.get(pk, id)
        found[id] = StoredMember(pk, id, *rest)
    return found, people


def _classes(school: School, source: str, wanted: SchoolWanted) -> dict[str, StoredClass]:
    here = {pk: id for id, pk in wanted.classes_here.items()}
    ours = Q(source=source) & ~Q(source_id="")
    rows = SchoolClass.objects.filter(school=school).filter(ours | Q(pk__in=here)).values_list(
        "id", "source_id", "name", "kind", "subject", "year_groups", "academic_year_id", "closed_on"
    )  # fmt: skip
    return {here.get(row[0], row[1]): StoredClass(row[0], here.get(row[0], row[1]), *row[2:]) for row in rows}


def _characteristics(school: School, people: Mapping[int, str]) -> dict[str, tuple[int, dict[str, str]]]:
    rows = Characteristics.objects.filter(school=school).values_list("student_id", "id", *CHARACTERISTICS)
    same: dict[tuple[str, ...], dict[str, str]] = {}  # one dictionary for all of whom the same is known
    return {
        people[student]: (id, same.setdefault(tuple(values), dict(zip(CHARACTERISTICS, values, strict=True))))
        for student, id, *values in rows.iterator(chunk_size=FETCHED)
        if student in people
    }


def _staying(
    classes: Mapping[str, StoredClass], years: Iterable[AcademicYear], source: str, wanted: SchoolWanted
) -> dict[int, str]:
    """Classes that the roster has in the year in which they are here: our key, and the sender's identifier.

    Of another one, whose identifier is used again for a new year, every place has to be looked at.
    """
    here = {year.source_id: year.pk for year in years if year.source == source and year.source_id}
    here = {**wanted.years_here, **here}
    return {
        known.id: id
        for id, known in classes.items()
        if id in wanted.classes and here.get(wanted.classes[id].year) == known.year_id
    }


class _Places:
    """Takes rows of places one by one: what is here as the roster says is noted, the rest is held."""

    def __init__(
        self,
        people: Mapping[int, str],
        classes: Mapping[str, StoredClass],
        wanted: SchoolWanted,
        staying: Mapping[int, str],
    ) -> None:
        self.people = people
        named = {key[0] for key in wanted.enrolments} | wanted.classes.keys()
        self.named = [classes[id].id for id in named if id in classes]
        self.wanted, self.staying = wanted, staying
        self.settled = KeySet()
        self.found: defaultdict[tuple[int, int, str], list[StoredEnrolment]] = defaultdict(list)

    def take(self, row: Any, year_ends_on: datetime.date) -> None:
        id, group, member, role, starts_on, ends_on, source, ids = row
        if member not in self.people or (ends_on is None and self._is_settled(group, member, role, starts_on, ids)):
            return
        place = StoredEnrolment(id, group, member, role, starts_on, ends_on, source, tuple(ids), year_ends_on)
        self.found[group, member, role].append(place)

    def _is_settled(self, group: int, member: int, role: str, starts_on: datetime.date, ids: list[str]) -> bool:
        """Whether the roster says of this open place just what is here."""
        key = (self.staying.get(group, ""), self.people[member], role)
        wanted, wanted_ids = self.wanted.place(key)
        if wanted is None or wanted[1] is not None or wanted[0] < starts_on:
            return False
        if wanted_ids and list(wanted_ids) != ids:
            return False
        self.settled.add(key)
        return True

    def in_order(self) -> dict[tuple[int, int, str], list[StoredEnrolment]]:
        for same in self.found.values():
            same.sort(key=lambda place: (place.starts_on, place.id))
        return dict(self.found)


def _read_places(school: School, found: _Places) -> None:
    years = dict(SchoolClass.objects.filter(school=school).values_list("id", "academic_year__ends_on"))
    places = Enrolment.objects.filter(school=school).order_by()
    closed = places.filter(school_class_id__in=found.named).exclude(ends_on=None)
    # Two plain statements: joined, or with OR, they take minutes before the new tables' statistics are known.
    for some in (places.filter(ends_on=None).order_by("school_class_id"), closed):
        rows = some.values_list(
            *("id", "school_class_id", "member_id", "role", "starts_on", "ends_on", "source", "source_ids")
        )
        for row in rows.iterator(chunk_size=FETCHED):
            found.take(row, years[row[1]])
