"""One truth for each student, behaviour and term."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from learningculture.tenancy import tenant
from school.models import Term
from tests.factories.school import make_member, make_student, make_term
from tests.factories.tracking import NOW, make_judgement, make_taught_class
from tests.factories.vision import make_behaviour, make_focus
from tests.personas import Personas
from tests.tracking.test_cells import asked_in_maple
from tracking.models import Judgement, LearningChoices, Reply
from tracking.ratings import (
    Cell,
    JudgedMeanwhile,
    JudgedOftenEnough,
    clear_cell,
    clear_where_open,
    judge,
    judge_cell,
    judge_class,
    judge_where_open,
    take_back_judgement,
)
from tracking.replies import write_reply


def judged(people: Personas, phase: int | None = 3, **changes: object) -> Judgement:
    behaviour = make_behaviour(school=people.school)
    values = {"student": people.student, "behaviour": behaviour, "term": people.term, "by": people.teacher, "now": NOW}
    with tenant(people.school.pk, member_id=people.teacher.pk):
        return judge(**{**values, "phase": phase, **changes})  # type: ignore[arg-type]


def test_judge_records_phase_judge_and_confidence(people: Personas) -> None:
    saved = Judgement.objects.get(pk=judged(people, context="maths", confidence="high").pk)
    assert (saved.phase, saved.judge, saved.context, saved.confidence, saved.version, saved.judged_at) == (
        3,
        people.teacher,
        "maths",
        "high",
        1,
        NOW,
    )


def test_judge_again_replaces_and_counts_the_version(people: Personas) -> None:
    judged(people)
    assert judged(people, phase=None).version == 2
    assert Judgement.objects.get().phase is None


@pytest.mark.parametrize("phase", [6, -1])
def test_judge_refuses_unknown_phase(people: Personas, phase: int) -> None:
    with pytest.raises(ValidationError, match="no such phase"):
        judged(people, phase=phase)


def test_judge_with_an_old_version_loses_nothing(people: Personas) -> None:
    make_judgement(student=people.student, judge=people.head, phase=4)
    with pytest.raises(JudgedMeanwhile) as refusal:
        judged(people, phase=1, version=0)
    assert refusal.value.judgement is not None
    assert (refusal.value.judgement.phase, refusal.value.judgement.judge) == (4, people.head)
    assert Judgement.objects.get().phase == 4


def test_judge_sent_twice_is_harmless(people: Personas) -> None:
    judged(people, version=0)
    assert judged(people, version=0).phase == 3
    assert Judgement.objects.count() == 1


def test_leader_judges_any_class(people: Personas) -> None:
    assert judged(people, by=people.head).judge_id == people.head.pk


@pytest.mark.parametrize("role", ["plc_lead", "teaching_assistant", "student", "governor"])
def test_others_may_not_judge(people: Personas, role: str) -> None:
    with pytest.raises(ValidationError, match="staff of a class"):
        judged(people, by=getattr(people, role))


def test_only_focus_behaviours_are_judged(people: Personas) -> None:
    make_focus(term=people.term, key="questioning")
    with pytest.raises(ValidationError, match="focus behaviours only"):
        judged(people)


def test_judge_class_is_one_statement_for_all(people: Personas) -> None:
    _class, students = make_taught_class(teacher=people.teacher, learners=5)
    behaviour = make_behaviour(school=people.school)
    phases = dict(zip([student.pk for student in students], (0, 1, 2, None, 5), strict=True))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        judge_class(term=people.term, behaviour=behaviour, phases=phases, by=people.teacher, now=NOW)
    assert len([query for query in queries if "SAVEPOINT" not in query["sql"]]) == 2
    assert {row.student_id: row.phase for row in Judgement.objects.all()} == phases


def test_judge_class_leaves_out_those_judged_meanwhile(people: Personas) -> None:
    _class, (first, second) = make_taught_class(teacher=people.teacher, learners=2)
    make_judgement(student=first, judge=people.head, phase=4)
    saved = judge_class(
        term=people.term, behaviour=make_behaviour(school=people.school), phases={first.pk: 1, second.pk: 2},
        by=people.teacher, now=NOW, versions={first.pk: 0, second.pk: 0},
    )  # fmt: skip
    assert [row.student_id for row in saved] == [second.pk]
    assert Judgement.objects.get(student=first).phase == 4


def test_judge_class_refuses_a_stranger_among_them(people: Personas) -> None:
    _class, students = make_taught_class(teacher=people.teacher)
    phases = dict.fromkeys([student.pk for student in (*students, make_student(school=people.school))], 2)
    with pytest.raises(ValidationError, match="staff of a class"):
        judge_class(
            term=people.term, behaviour=make_behaviour(school=people.school), phases=phases, by=people.teacher, now=NOW
        )
    assert not Judgement.objects.exists()


def test_judge_class_of_nobody_does_nothing(people: Personas) -> None:
    behaviour = make_behaviour(school=people.school)
    assert judge_class(term=people.term, behaviour=behaviour, phases={}, by=people.teacher, now=NOW) == []


def test_take_back_empties_the_cell(people: Personas) -> None:
    take_back_judgement(judgement=judged(people), by=people.teacher, now=NOW)
    assert not Judgement.objects.exists()


def test_what_was_cleared_stays_cleared_when_an_old_save_comes_late(people: Personas) -> None:
    take_back_judgement(judgement=judged(people, version=0), by=people.teacher, now=NOW)
    with pytest.raises(JudgedMeanwhile):
        judged(people, version=0)
    assert judged(people, phase=2, version=2).version == 3
    assert Judgement.objects.get().phase == 2


def test_what_was_said_to_a_judgement_goes_with_it(people: Personas) -> None:
    judgement = judged(people)
    make_reply(people, judgement)
    take_back_judgement(judgement=judgement, by=people.teacher, now=NOW)
    assert not Reply.objects.exists()


def test_counting_on_from_own_saves_never_meets_anothers(people: Personas) -> None:
    make_judgement(student=people.student, judge=people.head, phase=4)
    with pytest.raises(JudgedMeanwhile):
        clear_cell(cell=cell_of(people), version=1, by=people.teacher, now=NOW, own=True)
    with pytest.raises(JudgedMeanwhile):
        judge_cell(cell=cell_of(people), phase=1, version=1, by=people.teacher, now=NOW, own=True)
    assert Judgement.objects.get().phase == 4


def test_judge_where_open_says_why_it_did_not(people: Personas) -> None:
    """Nothing came back of the one statement: not found comes before chosen meanwhile, and often enough last."""
    asked, seen = asked_in_maple(people), {"now": NOW, "version": 0}
    assert judge_where_open(asked=asked, phase=3, **seen) == judge_where_open(asked=asked, phase=3, **seen) == 1
    for closed in (replace(asked, by=people.teaching_assistant), replace(asked, class_id=0)):
        assert judge_where_open(asked=closed, phase=2, **seen) is None
    with pytest.raises(JudgedMeanwhile):
        judge_where_open(asked=asked, phase=2, **seen)
    with pytest.raises(ValidationError, match="no such phase"):
        judge_where_open(asked=asked, phase=6, **seen)
    assert clear_where_open(asked=replace(asked, class_id=0), version=1, now=NOW) is None
    assert clear_where_open(asked=asked, version=1, now=NOW) == 2
    for term in earlier_terms(people):
        make_judgement(student=people.student, judge=people.teacher, term=term)
    with pytest.raises(JudgedOftenEnough):
        judge_where_open(asked=asked, phase=3, now=NOW, version=2)


def test_take_back_refuses_other_staff_and_newer_versions(people: Personas) -> None:
    judgement = judged(people)
    with pytest.raises(ValidationError, match="staff of a class"):
        take_back_judgement(judgement=judgement, by=make_member(school=people.school), now=NOW)
    with pytest.raises(JudgedMeanwhile):
        take_back_judgement(judgement=judgement, by=people.teacher, version=7, now=NOW)


def cell_of(people: Personas) -> Cell:
    behaviour = make_behaviour(school=people.school)
    return Cell(people.school.pk, people.term.pk, behaviour.pk, people.student.pk)


def make_reply(people: Personas, judgement: Judgement) -> Reply:
    return write_reply(
        student=people.student, kind="judgement", thing=judgement, text="Thank you.", by=people.student,
        term=people.term, now=NOW,
    )  # fmt: skip


def test_clear_cell_that_is_empty_is_harmless(people: Personas) -> None:
    assert clear_cell(cell=cell_of(people), version=1, by=people.teacher, now=NOW) == 0


def earlier_terms(people: Personas) -> list[Term]:
    return [make_term(school=people.school, key=key) for key in ("autumn", "summer")]


def test_a_third_term_of_a_year_is_refused_unless_the_school_says_otherwise(people: Personas) -> None:
    for term in earlier_terms(people):
        make_judgement(student=people.student, judge=people.teacher, term=term)
    with pytest.raises(JudgedOftenEnough):
        judged(people)
    LearningChoices.objects.create(school=people.school, judgings_a_year=3)
    assert judged(people).version == 1


def test_what_a_term_holds_may_always_be_changed(people: Personas) -> None:
    judged(people)
    for term in earlier_terms(people):
        make_judgement(student=people.student, judge=people.teacher, term=term)
    assert judged(people, phase=5).version == 2


def test_not_looked_for_uses_up_nothing(people: Personas) -> None:
    for term in earlier_terms(people):
        make_judgement(student=people.student, judge=people.teacher, term=term, phase=None)
    assert judged(people).phase == 3
