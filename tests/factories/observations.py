"""Visits and what was seen in them, straight into the tables."""

from __future__ import annotations

import datetime
import itertools

from django.utils import timezone

from observations.models import Aspect, Sighting, Visit, VisitFocus, Visitor, VisitReader
from observations.visits import adopt_aspects
from school.models import AcademicYear, Member, SchoolClass, Term
from school.queries import today_in
from tests.factories.school import TODAY, make_class, make_term
from tests.factories.vision import make_behaviour, make_focus

MORNING = datetime.datetime(2026, 3, 10, 9, 30, tzinfo=datetime.UTC)
"""During :data:`TODAY`."""

_numbers = itertools.count(1)


def make_aspect(*, school, key: str = "relating") -> Aspect:
    adopt_aspects(school=school)
    return Aspect.objects.get(school=school, key=key)


def make_visit(
    *,
    host: Member,
    visitor: Member | None = None,
    term: Term | None = None,
    state: str = Visit.State.HELD,
    kind: str = Visit.Kind.PEER,
    on: datetime.date = TODAY,
    host_asked: bool = True,
    readers: tuple[Member, ...] = (),
    ring: str = Visit.Ring.NAMED,
    withdrawn: bool = False,
    school_class=None,
    behaviours: tuple[str, ...] = ("perseverance",),
    seen: str | None = Sighting.Seen.SOME,
    **fields,
) -> Visit:
    """A visit; a recorded one looked at "relating" only, for each behaviour."""
    adopt_aspects(school=(school := host.school))
    visit = Visit.objects.create(
        school=school,
        term=term or make_term(school=school),
        kind=kind,
        state=state,
        host=host,
        proposed_by=host if host_asked or visitor is None else visitor,
        host_asked=host_asked,
        school_class=school_class or make_class(school=school, teacher=host),
        on=on,
        period=f"Period {next(_numbers)}",
        ring=ring,
        withdrawn_at=timezone.now() if withdrawn else None,
        recorded_at=MORNING if state == Visit.State.HELD else None,
        **fields,
    )
    _add_people(visit, visitor, readers)
    _add_focus(visit, behaviours, seen)
    return visit


def _add_people(visit: Visit, visitor: Member | None, readers: tuple[Member, ...]) -> None:
    if visitor:
        Visitor.objects.create(school=visit.school, visit=visit, member=visitor)
    for reader in readers:
        VisitReader.objects.create(school=visit.school, visit=visit, member=reader)


def _add_focus(visit: Visit, behaviours: tuple[str, ...], seen: str | None) -> None:
    for key in behaviours:
        behaviour = make_behaviour(school=visit.school, key=key)
        VisitFocus.objects.create(school=visit.school, visit=visit, behaviour=behaviour)
        if visit.is_recorded and seen:
            make_sighting(visit=visit, key=key, seen=seen)


def make_sighting(
    *, visit: Visit, key: str = "perseverance", aspect: str = "relating", seen: str = Sighting.Seen.SOME, did: str = ""
) -> Sighting:
    return Sighting.objects.create(
        school=visit.school,
        visit=visit,
        behaviour=make_behaviour(school=visit.school, key=key),
        aspect=make_aspect(school=visit.school, key=aspect),
        seen=seen,
        what_learners_did=did,
    )


def make_term_now(*, host: Member) -> tuple[Term, SchoolClass]:
    """A term around the real today with two focus behaviours, and the host's class in it: pages know today."""
    today, school = today_in(host.school), host.school
    year = AcademicYear.objects.create(
        school=school,
        name="This year",
        starts_on=today - datetime.timedelta(days=60),
        ends_on=today + datetime.timedelta(days=200),
    )
    term = Term.objects.create(
        school=school,
        academic_year=year,
        ordinal=1,
        name="This term",
        comparison_key="now",
        starts_on=today - datetime.timedelta(days=50),
        ends_on=today + datetime.timedelta(days=40),
    )
    make_focus(term=term, key="perseverance")
    make_focus(term=term, key="questioning")
    return term, make_class(school=school, name="Birch", year=year, teacher=host)
