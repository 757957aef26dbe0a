"""A student's own page."""

import datetime

from django.http import HttpResponse
from django.utils import timezone

from tests.factories.school import make_student
from tests.factories.tracking import make_check_in, make_evidence, make_goal, make_judgement, make_noticing
from tests.factories.vision import make_behaviour
from tests.personas import Personas, client_for
from tests.tracking.addresses import address, queries_of
from tracking.models import Evidence, Goal


def page_of(people: Personas) -> str:
    return client_for(people.student).get(address(people, "my_learning")).content.decode()


def goal(people: Personas, **changes: object) -> HttpResponse:
    day = timezone.localdate() + datetime.timedelta(days=14)
    values = {"behaviour": make_behaviour(school=people.school).pk, "situation": "In maths", "review_on": day}
    return client_for(people.student).post(
        address(people, "choose_goal"), {f"goal-{name}": value for name, value in {**values, **changes}.items()}
    )


def test_everything_recorded_is_there_in_order(people: Personas) -> None:
    make_check_in(student=people.student)
    make_noticing(student=people.student, author=people.teacher, text="Asked why twice.")
    make_judgement(student=people.student, judge=people.teacher, phase=3)
    make_evidence(student=people.student, confirmed_by=people.teacher)
    make_goal(student=people.student)
    page = page_of(people)
    order = [
        page.index(words)
        for words in ("When I got stuck, I tried", "Asked why twice.", "“By choice”", "It fell down", "When I am stuck")
    ]
    assert order == sorted(order)


def test_only_my_own_records_are_there(people: Personas) -> None:
    other = make_student(school=people.school)
    make_noticing(student=other, author=people.teacher, text="About another.")
    make_judgement(student=other, judge=people.teacher)
    page = page_of(people)
    assert "About another." not in page
    assert "By choice" not in page


def test_page_takes_as_many_queries_for_one_as_for_thirty(people: Personas) -> None:
    make_check_in(student=people.student)
    client, counts = client_for(people.student), []
    for size in (1, 29):
        for _ in range(size):
            make_noticing(student=people.student, author=people.teacher)
            make_evidence(student=people.student)
        counts.append(queries_of(client, address(people, "my_learning")))
    assert counts[0] == counts[1] <= 15


def test_goal_is_chosen_and_looked_back_on(people: Personas) -> None:
    assert goal(people).url == address(people, "my_learning")
    chosen = Goal.objects.get()
    assert "In maths" in page_of(people)
    url = address(people, "review_goal", chosen.pk)
    client = client_for(people.student)
    assert "tap a sentence or write" in client.post(url, {}).content.decode()
    assert client.post(url, {"review-reflection": "It worked."}).status_code == 302
    assert Goal.objects.get().reflection == "It worked."


def test_goal_that_is_not_right_keeps_what_was_typed(people: Personas) -> None:
    answer = goal(people, review_on="2020-01-01")
    page = answer.content.decode()
    assert (answer.status_code, "in the next few weeks" in page, "In maths" in page) == (200, True, True)
    assert not Goal.objects.exists()


def test_evidence_is_kept(people: Personas) -> None:
    values = {"evidence-title": "My bridge", "evidence-story": "I changed the legs."}
    values["evidence-behaviour"] = str(make_behaviour(school=people.school).pk)
    client, url = client_for(people.student), address(people, "add_evidence")
    assert client.post(url, values).status_code == 302
    assert Evidence.objects.get().student == people.student
    page = client.post(url, {**values, "evidence-title": ""})
    assert (page.status_code, "I changed the legs." in page.content.decode()) == (200, True)
    assert Evidence.objects.count() == 1


def test_another_students_goal_is_not_found(people: Personas) -> None:
    other = make_goal(student=make_student(school=people.school))
    answer = client_for(people.student).post(address(people, "review_goal", other.pk), {"review-reflection": "x"})
    assert answer.status_code == 404


def test_my_learning_is_for_students(people: Personas) -> None:
    for name, args in (("my_learning", ()), ("choose_goal", ()), ("add_evidence", ()), ("review_goal", (1,))):
        url = address(people, name, *args)
        assert client_for(people.teacher).post(url).status_code == 403
        assert client_for(people.stranger).post(url).status_code == 404
        assert client_for(None).post(url).status_code == 302
