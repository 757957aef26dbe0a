"""Pulse results, builds, frozen portfolios, readings; and schools large enough for a figure to be shown."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from portfolio.assembly import ask_for_build, run_build
from portfolio.indicators.scope import Scope
from portfolio.models import Build, Portfolio, Reading
from school.models import Member, Role, School, SchoolClass, Term
from tests.factories.observations import make_visit
from tests.factories.school import make_class, make_member, make_student, make_term
from tests.factories.tracking import make_check_in
from tests.factories.vision import make_behaviour, make_commitment, make_focus, make_leader_commitment, make_pulse
from tracking.models import CheckIn, CheckInAnswer, Judgement
from vision.models import Pulse
from vision.pulse_items import ITEM_VERSION, PULSE_ITEMS

NOW = datetime.datetime(2026, 3, 20, 12, 0, tzinfo=datetime.UTC)
"""In the last weeks of the spring term of 2026."""


def scope_of(term: Term, as_of: datetime.date | None = None) -> Scope:
    return Scope(term, as_of or term.ends_on)


def make_pulse_result(
    *,
    term: Term,
    counts: dict[str, Sequence[int]],
    invited: int,
    answered: int | None = None,
    version: str = ITEM_VERSION,
) -> Pulse:
    """A closed pulse with the counts given by item, from 'disagree strongly' to 'agree strongly'."""
    return make_pulse(
        term=term,
        by=make_member(school=term.school, roles=(Role.HEAD,)),
        counts=counts,
        invited=invited,
        answered=answered if answered is not None else max((sum(each) for each in counts.values()), default=0),
        version=version,
    )


def make_staff(*, school: School, count: int, joined_on: datetime.date = datetime.date(2023, 9, 1)) -> list[Member]:
    return [make_member(school=school, joined_on=joined_on) for _one in range(count)]


def make_classes_of_students(*, school: School, sizes: Sequence[int], year_group: int = 4) -> list[list[Member]]:
    """Registration classes of the spring term's year with so many students each."""
    classes = [make_class(school=school, year_groups=(year_group,)) for _size in sizes]
    return [
        [make_student(school=school, year_group=year_group, school_class=each) for _one in range(size)]
        for each, size in zip(classes, sizes, strict=True)
    ]


def make_answers(
    *, student: Member, term: Term, values: Sequence[int | None], form: str = "B", version: str = "2026.1"
) -> CheckIn:
    """A finished check-in whose answers about perseverance are these."""
    keys = [f"perseverance.{form.lower()}{number}" for number in range(1, len(values) + 1)]
    check_in = make_check_in(student=student, term=term, form=form, answers=dict(zip(keys, values, strict=True)))
    if version != check_in.item_version:
        CheckIn.objects.filter(pk=check_in.pk).update(item_version=version)
    return check_in


def make_many_answers(*, students: Sequence[Member], term: Term, values: Sequence[Sequence[int | None]]) -> None:
    """The same as :func:`make_answers` for many students, in few statements."""
    behaviour = make_behaviour(school=term.school)
    sittings = CheckIn.objects.bulk_create(
        CheckIn(
            school=term.school,
            student=student,
            term=term,
            framework=behaviour.framework,
            form="B",
            item_version="2026.1",
            order=[],
            started_at=NOW,
            finished_at=NOW,
        )
        for student in students
    )
    CheckInAnswer.objects.bulk_create(
        CheckInAnswer(
            school=term.school, check_in=sitting, behaviour=behaviour, item=f"perseverance.b{number}", value=value
        )
        for sitting, each in zip(sittings, values, strict=True)
        for number, value in enumerate(each, start=1)
    )


def make_judgements(*, students: Sequence[Member], term: Term, phases: Sequence[int | None], judge: Member) -> None:
    behaviour = make_behaviour(school=term.school)
    Judgement.objects.bulk_create(
        Judgement(
            school=term.school, term=term, behaviour=behaviour, student=student, phase=phase, judge=judge, judged_at=NOW
        )
        for student, phase in zip(students, phases, strict=True)
    )


def make_build(*, term: Term, by: Member | None = None, now: datetime.datetime = NOW) -> Build:
    return ask_for_build(term=term, by=by, now=now)


def make_portfolio(*, term: Term, now: datetime.datetime = NOW, published: bool = False) -> Portfolio:
    """Built by the product itself from whatever records there are."""
    build = make_build(term=term, now=now)
    run_build(build.pk, school_id=term.school_id, clock=lambda: now)
    build.refresh_from_db()
    assert build.portfolio is not None, build.failure
    if published:
        Portfolio.objects.filter(pk=build.portfolio.pk).update(published_at=now)
        build.portfolio.refresh_from_db()
    return build.portfolio


def make_reading(
    *, term: Term, by: Member, question: str = "Q5", kind: str = Reading.Kind.HEAD, text: str = "It is growing."
) -> Reading:
    return Reading.objects.create(school=term.school, term=term, question=question, kind=kind, author=by, text=text)


def make_teaching_class(*, school: School, department: str, year_group: int) -> SchoolClass:
    return make_class(school=school, department=department, year_groups=(year_group,), kind=SchoolClass.Kind.TEACHING)


def make_rich_term(*, school: School, head: Member, teachers: Sequence[Member], visitor: Member) -> Term:
    """A spring and the autumn before it, in which every indicator has enough records to be told."""
    autumn, spring = make_term(school=school, key="autumn"), make_term(school=school)
    make_focus(term=spring)
    make_focus(term=autumn)
    groups = make_classes_of_students(school=school, sizes=(12, 12, 12, 12, 12))
    students = [student for group in groups for student in group]
    before = [(1 + place % 3, 2, 2) for place in range(len(students))]
    make_many_answers(students=students, term=autumn, values=before)
    make_many_answers(students=students, term=spring, values=[(a + 1, b, None if a == 3 else 3) for a, b, _c in before])
    phases = [place % 4 for place in range(len(students))]
    make_judgements(students=students, term=autumn, phases=phases, judge=teachers[0])
    make_judgements(students=students, term=spring, phases=[phase + (phase < 3) for phase in phases], judge=teachers[0])
    for term, agree in ((autumn, 9), (spring, 17)):
        counts = {item.key: (1, 2, 24 - agree - 3, agree - 4, 4) for item in PULSE_ITEMS}
        make_pulse_result(term=term, counts=counts, invited=32)
    make_rich_practice(term=spring, head=head, hosts=teachers, visitor=visitor)
    return spring


def make_rich_practice(*, term: Term, head: Member, hosts: Sequence[Member], visitor: Member) -> None:
    """Visits, promises and commitments enough for a figure each."""
    for place in range(12):
        host = hosts[place % len(hosts)]
        make_visit(host=host, visitor=visitor, term=term, seen="some" if place % 3 else "few", on=term.starts_on)
    for place in range(6):
        due = term.starts_on + datetime.timedelta(days=7 * (place + 1))
        kept = place % 3 != 0
        make_leader_commitment(by=head, due_on=due, outcome="kept" if kept else "not_kept", settled_on=due)
    for _one in range(4):
        make_commitment(school=term.school)
