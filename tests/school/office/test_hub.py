"""The office's rooms and what waits in them."""

from __future__ import annotations

import datetime

from school.models import AcademicYear
from school.office.hub import rooms_for
from tests.factories.school import TODAY, make_member
from tests.personas import Personas, client_for


def waits(people: Personas, day: datetime.date = TODAY) -> dict[str, str]:
    rooms = rooms_for(people.administrator, people.school, day)
    return {str(room.label): room.waits for room in rooms}


def test_rooms_say_what_waits_and_nothing_when_nothing_does(people: Personas) -> None:
    assert set(waits(people).values()) == {""}
    make_member(school=people.school)
    assert waits(people)["Members"] == "1 member of staff has no sign-in yet."


def test_calendar_asks_for_the_next_year_in_time(people: Personas) -> None:
    late = people.term.academic_year.ends_on - datetime.timedelta(days=20)
    assert waits(people, late)["Calendar"] == "The next year is not in the calendar yet."
    AcademicYear.objects.all().delete()
    assert waits(people)["Calendar"] == "No year holds today."


def test_rooms_cost_few_queries(people: Personas, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(6):
        waits(people)


def test_only_rooms_one_may_enter(people: Personas) -> None:
    rooms = rooms_for(people.teacher, people.school, TODAY)
    assert [str(room.label) for room in rooms] == ["Badges", "Acting for each other", "Who sees what"]


def test_page_lists_them(people: Personas) -> None:
    page = client_for(people.administrator).get("/s/harbour-lane/school/office/").content.decode()
    assert "Open: Calendar" in page and "Open: Words" in page
