"""Judgements, noticings, check-ins, goals, evidence."""

from __future__ import annotations

import datetime
import itertools

from django.utils import timezone

from school.models import Member, SchoolClass, Term
from tests.factories.school import TODAY, make_class, make_student, make_term
from tests.factories.vision import make_behaviour
from tracking.models import CheckIn, CheckInAnswer, Evidence, Goal, Judgement, Noticing
from vision.models import Behaviour

NOW = datetime.datetime.combine(TODAY, datetime.time(10, 42), tzinfo=datetime.UTC)

_numbers = itertools.count(1)


def make_taught_class(*, teacher: Member, learners: int = 3, year_group: int = 4) -> tuple[SchoolClass, list[Member]]:
    """A class of ``teacher`` with so many learners."""
    school_class = make_class(school=teacher.school, teacher=teacher, year_groups=(year_group,))
    return school_class, [
        make_student(school=teacher.school, school_class=school_class, year_group=year_group) for _ in range(learners)
    ]


def make_judgement(
    *,
    student: Member,
    judge: Member,
    behaviour: Behaviour | None = None,
    term: Term | None = None,
    phase: int | None = 3,
    version: int = 1,
) -> Judgement:
    return Judgement.objects.create(
        school=student.school,
        student=student,
        judge=judge,
        behaviour=behaviour or make_behaviour(school=student.school),
        term=term or make_term(school=student.school),
        phase=phase,
        version=version,
        judged_at=NOW,
    )


def make_noticing(
    *,
    student: Member,
    author: Member,
    behaviour: Behaviour | None = None,
    term: Term | None = None,
    text: str = "",
    context: str = "maths",
    on: datetime.date = TODAY,
) -> Noticing:
    return Noticing.objects.create(
        school=student.school,
        student=student,
        author=author,
        behaviour=behaviour or make_behaviour(school=student.school),
        term=term or make_term(school=student.school),
        text=text or f"Tried a second way, number {next(_numbers)}.",
        context=context,
        noticed_on=on,
    )


def make_check_in(
    *,
    student: Member,
    term: Term | None = None,
    form: str = "B",
    finished: bool = True,
    answers: dict[str, int | None] | None = None,
    started_at: datetime.datetime = NOW,
) -> CheckIn:
    """A sitting on perseverance; by default its three answers are 2, 3 and 4."""
    behaviour = make_behaviour(school=student.school)
    keys = [f"{behaviour.key}.{form.lower()}{number}" for number in (1, 2, 3)]
    given = dict(zip(keys, (1, 2, 3) if form == "A" else (2, 3, 4), strict=True)) if answers is None else answers
    check_in = CheckIn.objects.create(
        school=student.school,
        student=student,
        term=term or make_term(school=student.school),
        framework=behaviour.framework,
        form=form,
        item_version="2026.1",
        order=keys,
        started_at=started_at,
        finished_at=started_at + datetime.timedelta(minutes=5) if finished else None,
    )
    for item, value in given.items():
        CheckInAnswer.objects.create(
            school=student.school, check_in=check_in, behaviour=behaviour, item=item, value=value
        )
    return check_in


def make_goal(
    *,
    student: Member,
    behaviour: Behaviour | None = None,
    term: Term | None = None,
    chosen_on: datetime.date = TODAY,
    review_on: datetime.date | None = None,
    reviewed_on: datetime.date | None = None,
) -> Goal:
    return Goal.objects.create(
        school=student.school,
        student=student,
        behaviour=behaviour or make_behaviour(school=student.school),
        term=term or make_term(school=student.school),
        situation="When I am stuck in maths",
        chosen_on=chosen_on,
        review_on=review_on or chosen_on + datetime.timedelta(days=21),
        reviewed_on=reviewed_on,
        reflection="I asked myself first." if reviewed_on else "",
    )


def make_evidence(
    *,
    student: Member,
    behaviour: Behaviour | None = None,
    term: Term | None = None,
    added_on: datetime.date | None = None,
    confirmed_by: Member | None = None,
) -> Evidence:
    on = added_on or timezone.localdate()
    return Evidence.objects.create(
        school=student.school,
        student=student,
        behaviour=behaviour or make_behaviour(school=student.school),
        term=term or make_term(school=student.school),
        title=f"My bridge {next(_numbers)}",
        story="It fell down twice and I changed the legs.",
        added_on=on,
        confirmed_by=confirmed_by,
        confirmed_on=on if confirmed_by else None,
    )
