"""The grid, its saves, and the same without a script."""

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from school.models import Member
from tests.factories.school import make_term
from tests.factories.tracking import make_judgement, make_taught_class
from tests.factories.vision import make_behaviour, make_focus, make_framework
from tests.personas import Personas, client_for
from tests.tracking.addresses import address, queries_of
from tracking.models import Judgement
from vision.models import Behaviour, Focus

OWN_TABLES = ("school_schoolclass", "school_member", "vision_behaviour", "vision_phase", "tracking_judgement")

MEANWHILE = "Someone else has just chosen here. Nothing was overwritten."


def save(people: Personas, by: Member | None = None, **changes: object) -> HttpResponse:
    cell = {"student": people.student.pk, "behaviour": make_behaviour(school=people.school).pk}
    values = {**cell, "phase": "3", "version": 0, **changes}
    return client_for(by or people.teacher).post(address(people, "judge", people.maple.pk), values)


def full_grid(people: Personas) -> str:
    """The address of a grid of 30 learners and 17 behaviours, all judged."""
    framework = make_framework(school=people.school)
    for number in range(13):
        Behaviour.objects.create(
            school=people.school, framework=framework, key=f"b{number}", position=10 + number,
            label=f"Collaboration {number}", definition="d", child_wording="c", icon="users", tint="plum",
        )  # fmt: skip
    school_class, students = make_taught_class(teacher=people.teacher, learners=30)
    for behaviour in framework.behaviours.all():
        Focus.objects.create(
            school=people.school, term=people.term, behaviour=behaviour, declared_on=people.term.starts_on
        )
        for student in students:
            make_judgement(student=student, judge=people.teacher, behaviour=behaviour, phase=2, version=3)
    return address(people, "grid", school_class.pk)


def test_full_grid_is_small_and_takes_few_queries(people: Personas) -> None:
    client, url = client_for(people.teacher), full_grid(people)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(url).content
    data = [query["sql"] for query in queries if not query["sql"].startswith(("SELECT set_config", "SELECT current"))]
    own = [sql for sql in data if any(f'FROM "{table}"' in sql for table in OWN_TABLES) and "school_school" not in sql]
    assert len(own) <= 2, own
    assert queries_of(client, url) <= 15
    assert page.count(b"<td>") == 510
    assert len(page) <= 25_000
    assert b"notice/?class=" in page


def test_grid_is_for_class_teachers_and_leaders(people: Personas) -> None:
    url = address(people, "grid", people.maple.pk)
    expected = {people.teacher: 200, people.head: 200, people.plc_lead: 404, people.stranger: 404}
    expected |= {people.teaching_assistant: 403, people.student: 403, people.governor: 403}
    assert {person: client_for(person).get(url).status_code for person in expected} == expected
    assert client_for(None).get(url).status_code == 302


def test_empty_grid_teaches(people: Personas) -> None:
    page = client_for(people.teacher).get(address(people, "grid", people.maple.pk)).content.decode()
    assert "Nothing to judge yet" in page


def test_save_answers_shortly_in_one_statement(people: Personas) -> None:
    make_framework(school=people.school)
    client, url = client_for(people.teacher), address(people, "judge", people.maple.pk)
    behaviour = make_behaviour(school=people.school)
    with CaptureQueriesContext(connection) as queries:
        answer = client.post(url, {"student": people.student.pk, "behaviour": behaviour.pk, "phase": "3", "version": 0})
    own = [query["sql"] for query in queries if "tracking_judgement" in query["sql"]]
    assert len(own) == 1
    assert own == [query["sql"] for query in queries if "school_enrolment" in query["sql"]]
    assert len(answer.content) <= 600
    assert answer.json()["version"] == 1
    assert Judgement.objects.get().judge == people.teacher


def test_not_looked_for_and_clear(people: Personas) -> None:
    assert save(people, phase="n").json()["version"] == 1
    assert Judgement.objects.get().phase is None
    assert save(people, phase="-", version=1).json()["version"] == 2
    assert not Judgement.objects.exists()


def test_what_another_chose_is_told_and_kept(people: Personas) -> None:
    make_judgement(student=people.student, judge=people.head, phase=5, version=2)
    answer = save(people, phase="1", version=1)
    assert (answer.status_code, answer.json()) == (
        409,
        {"phase": "5", "version": 2, "by": "Helen Bellamy", "sentence": MEANWHILE},
    )
    assert save(people, phase="-", version=1).status_code == 409
    assert Judgement.objects.get().phase == 5


@pytest.mark.parametrize("phase", ["6", "x", ""])
def test_unknown_phase_is_refused(people: Personas, phase: str) -> None:
    assert save(people, phase=phase).status_code == 422
    assert not Judgement.objects.exists()


def test_what_waited_past_the_end_of_its_term_is_refused_in_a_sentence(people: Personas) -> None:
    assert save(people, term=people.term.pk).status_code == 200
    answer = save(people, phase="5", version=1, term=make_term(school=people.school, key="autumn").pk)
    assert (answer.status_code, "a term that is over" in answer.json()["sentence"]) == (422, True)
    assert Judgement.objects.get().phase == 3


def test_a_choice_that_counts_on_from_own_ones_meets_nobody_elses(people: Personas) -> None:
    make_judgement(student=people.student, judge=people.head, phase=5)
    assert save(people, phase="1", version=1, own=1).status_code == 409
    assert save(people, by=people.head, phase="1", version=1, own=1).json()["version"] == 2


def test_save_is_for_class_teachers(people: Personas) -> None:
    codes = {"plc_lead": 404, "stranger": 404, "teaching_assistant": 403, "student": 403, "governor": 403, "head": 200}
    assert {who: save(people, by=getattr(people, who)).status_code for who in codes} == codes
    assert client_for(None).post(address(people, "judge", people.maple.pk)).status_code == 302
    assert client_for(people.teacher).get(address(people, "judge", people.maple.pk)).status_code == 405


def test_save_outside_focus_is_not_found(people: Personas) -> None:
    make_focus(term=people.term, key="revising")
    assert save(people).status_code == 404


def test_plain_lists_save_what_was_changed(people: Personas) -> None:
    behaviour = make_behaviour(school=people.school, key="questioning")
    make_judgement(student=people.student, judge=people.teacher, behaviour=behaviour, phase=1)
    url = f"{address(people, 'grid_plain', people.maple.pk)}?behaviour={behaviour.pk}"
    client, pk = client_for(people.teacher), people.student.pk
    assert "Questioning" in client.get(url).content.decode()
    page = client.post(url, {f"phase_{pk}": "n", f"seen_{pk}": "1"}, follow=True).content.decode()
    assert "Saved: 1 learner." in page
    assert (Judgement.objects.get().phase, Judgement.objects.get().version) == (None, 2)


def test_plain_lists_overwrite_nothing(people: Personas) -> None:
    make_judgement(student=people.student, judge=people.head, phase=4, version=2)
    pk = people.student.pk
    url = address(people, "grid_plain", people.maple.pk)
    page = client_for(people.teacher).post(url, {f"phase_{pk}": "1", f"seen_{pk}": "1"}, follow=True).content.decode()
    assert "1 was chosen by someone else meanwhile." in page
    assert Judgement.objects.get().phase == 4


def test_plain_shows_an_error_and_saves_nothing(people: Personas) -> None:
    make_framework(school=people.school)
    url = address(people, "grid_plain", people.maple.pk)
    page = client_for(people.teacher).post(url, {f"phase_{people.student.pk}": "9"})
    assert (page.status_code, "not one of the available choices" in page.content.decode()) == (200, True)
    assert not Judgement.objects.exists()


def test_plain_is_for_the_same_people(people: Personas) -> None:
    url = address(people, "grid_plain", people.maple.pk)
    expected = {people.plc_lead: 404, people.stranger: 404, people.student: 403}
    assert {person: client_for(person).get(url).status_code for person in expected} == expected
    assert client_for(people.teacher).get(url).url == address(people, "grid", people.maple.pk)


def test_context_and_confidence_are_kept_and_come_back(people: Personas) -> None:
    assert save(people, context="maths", confidence="high").status_code == 200
    kept = Judgement.objects.get()
    assert (kept.context, kept.confidence) == ("maths", "high")
    make_focus(term=people.term)
    page = client_for(people.teacher).get(address(people, "grid", people.maple.pk)).content.decode()
    assert 'data-t="0:maths:high"' in page
    assert save(people, confidence="certain", version=1).status_code == 422


def test_a_year_that_had_its_judgements_is_closed_in_words(people: Personas) -> None:
    make_focus(term=make_term(school=people.school, key="summer"))
    for term in (make_term(school=people.school, key="autumn"), people.term):
        make_judgement(student=people.student, judge=people.teacher, term=term)
    answer = save(people)
    assert answer.status_code == 422 and "often enough" in answer.json()["sentence"]
    page = client_for(people.teacher).get(address(people, "grid", people.maple.pk)).content.decode()
    assert "data-p=x " in page and "1 of 1 learners" in page
    plain = client_for(people.teacher).get(address(people, "grid_plain", people.maple.pk)).content.decode()
    assert "are not listed" in plain and f"phase_{people.student.pk}" not in plain
