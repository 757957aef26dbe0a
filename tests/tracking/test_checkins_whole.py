"""A whole check-in at once."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from learningculture.tenancy import tenant
from school.models import Member
from tests.factories.school import make_student, make_term
from tests.factories.tracking import NOW, make_check_in
from tests.factories.vision import FOUNDATION
from tests.personas import Personas
from tests.tracking.sittings import started
from tracking.checkins import answer_item, start_check_in
from tracking.checkins_whole import submit_check_in
from tracking.models import CheckIn, CheckInAnswer
from vision.models import Behaviour, Focus

ALL = [key for key, *_rest in FOUNDATION]
LATE = NOW + datetime.timedelta(minutes=1)


def test_submit_saves_a_whole_sitting_in_few_statements(ready: Personas) -> None:
    keys = [f"{key}.b{number}" for key, *_rest in FOUNDATION for number in (1, 2, 3)]
    whole = {"student": ready.student, "term": ready.term, "examples": {"revising": "My poem"}, "now": NOW}
    with tenant(ready.school.pk, member_id=ready.student.pk), CaptureQueriesContext(connection) as queries:
        check_in = submit_check_in(answers=dict.fromkeys(keys, 3) | {"revising.b1": None}, **whole)
    assert len([query for query in queries if "SAVEPOINT" not in query["sql"]]) == 2
    assert submit_check_in(answers=dict.fromkeys(keys, 1), **whole) == check_in
    assert list(check_in.answers.order_by("value").values_list("value", flat=True)) == [3] * 11 + [None]
    assert check_in.answers.get(item="revising.b3").example == "My poem"
    assert check_in.finished_at == NOW


def test_submit_on_two_screens_keeps_the_first(ready: Personas, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second screen had asked before the first one sent."""
    begun = started(ready)
    whole = {"student": ready.student, "term": ready.term, "examples": {}}
    submit_check_in(answers=dict.fromkeys(begun.order, 3), now=NOW, **whole)
    monkeypatch.setattr("tracking.checkins_whole.check_can_start", lambda **_: begun)
    late = NOW + datetime.timedelta(minutes=1)
    assert submit_check_in(answers=dict.fromkeys(begun.order, 1), now=late, **whole).finished_at == NOW
    assert set(begun.answers.values_list("value", flat=True)) == {3}


def test_submit_that_must_be_complete_counts_what_was_saved_before(ready: Personas) -> None:
    begun = started(ready)
    whole = {"student": ready.student, "term": ready.term, "examples": {}, "now": NOW, "complete": True}
    with pytest.raises(ValidationError, match="no answer yet"):
        submit_check_in(answers=dict.fromkeys(begun.order[1:], 3), **whole)
    answer_item(check_in=begun, item=begun.order[0], value=4)
    assert submit_check_in(answers=dict.fromkeys(begun.order[1:], 3), **whole).finished_at == NOW
    assert begun.answers.count() == 12


def test_submit_finishes_what_was_begun(ready: Personas) -> None:
    check_in = started(ready)
    whole = submit_check_in(
        student=ready.student, term=ready.term, answers={check_in.order[0]: 2}, examples={}, now=NOW
    )
    assert (whole.pk, whole.finished_at) == (check_in.pk, NOW)


def test_submit_refuses_a_foreign_item_and_saves_nothing(ready: Personas) -> None:
    with pytest.raises(ValidationError, match="not part"):
        submit_check_in(student=ready.student, term=ready.term, answers={"x.b1": 2}, examples={}, now=NOW)
    with pytest.raises(ValidationError, match="two or three sentences"):
        submit_check_in(student=ready.student, term=ready.term, answers={}, examples={"revising": "x" * 281}, now=NOW)
    assert not CheckIn.objects.exists()


def sent(people: Personas, student: Member, *keys: str, now: datetime.datetime = NOW) -> tuple[CheckIn, list[str]]:
    """A whole sitting on these behaviours, with the statements that saved it."""
    answers = {f"{key}.b{number}": 3 for key in keys or ALL for number in (1, 2, 3)}
    with tenant(people.school.pk, member_id=student.pk), CaptureQueriesContext(connection) as queries:
        whole = {"student": student, "term": people.term, "answers": answers, "examples": {}, "now": now}
        check_in = submit_check_in(complete=True, **whole)
        statements = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
    return check_in, statements


@pytest.fixture
def classmate(ready: Personas) -> Member:
    """One more student, after whose like a process knows what the term asks."""
    sent(ready, make_student(school=ready.school, year_group=4))
    return make_student(school=ready.school, year_group=4)


def test_what_the_term_asks_is_read_once_for_many(ready: Personas, classmate: Member) -> None:
    check_in, statements = sent(ready, classmate)
    assert len(statements) == 1
    assert CheckInAnswer.objects.filter(check_in=check_in, check_in__student=classmate).count() == 12
    assert CheckIn.objects.get(pk=check_in.pk).order == check_in.order
    assert sent(ready, classmate, now=LATE)[0] == check_in
    assert CheckIn.objects.get(pk=check_in.pk).finished_at == NOW


def test_focus_that_changed_since_is_asked(ready: Personas, classmate: Member) -> None:
    kept = Behaviour.objects.get(key="revising")
    Focus.objects.create(school=ready.school, term=ready.term, behaviour=kept, declared_on=NOW.date())
    with pytest.raises(ValidationError, match="not part"):
        sent(ready, classmate)
    assert not CheckIn.objects.filter(student=classmate).exists()
    check_in, _statements = sent(ready, classmate, "revising")
    assert sorted(check_in.order) == ["revising.b1", "revising.b2", "revising.b3"]
    Focus.objects.all().delete()
    assert len(sent(ready, make_student(school=ready.school, year_group=4))[0].order) == 12


def test_behaviours_in_another_order_are_asked_anew(ready: Personas, classmate: Member) -> None:
    Behaviour.objects.filter(key="revising").update(position=0)
    Behaviour.objects.exclude(key="revising").update(position=F("position") + 1)
    assert len(sent(ready, classmate)[1]) > 1


def test_what_was_begun_in_steps_is_finished_whole(ready: Personas, classmate: Member) -> None:
    with tenant(ready.school.pk, member_id=classmate.pk):
        begun = start_check_in(student=classmate, term=ready.term, now=NOW)
        answer_item(check_in=begun, item=begun.order[0], value=1)
    check_in, _statements = sent(ready, classmate, now=LATE)
    assert (check_in, check_in.started_at, check_in.finished_at) == (begun, NOW, LATE)
    assert set(begun.answers.values_list("value", flat=True)) == {3}


def test_whole_sittings_are_eight_weeks_apart(ready: Personas, classmate: Member) -> None:
    before = make_term(school=ready.school, key="autumn")
    make_check_in(student=classmate, term=before, started_at=NOW - datetime.timedelta(weeks=7))
    with pytest.raises(ValidationError, match="few weeks ago"):
        sent(ready, classmate)
    assert not CheckIn.objects.filter(term=ready.term, student=classmate).exists()


def test_whole_sittings_are_students(ready: Personas, classmate: Member) -> None:
    with pytest.raises(ValidationError, match="Only students"):
        sent(ready, ready.teacher)
