"""How a check-in goes, in the browser."""

from tests.factories.school import make_student
from tests.factories.tracking import make_check_in
from tests.personas import Personas, client_for
from tests.tracking.addresses import address, queries_of


def test_names_by_state_and_no_answer(people: Personas) -> None:
    url = address(people, "class_check_in", people.maple.pk)
    page = client_for(people.teacher).get(url).content.decode()
    assert "0 of 1 have finished" in page and "every 5s" in page and "Costa, Idris" in page
    make_check_in(student=people.student)
    done = client_for(people.teacher).get(url, headers={"HX-Request": "true"}).content.decode()
    assert done.lstrip().startswith('<section id="progress"') and "every 5s" not in done
    assert "nearly every time" not in done and "sometimes" not in done


def test_pages_are_for_class_staff_and_leaders(people: Personas) -> None:
    one, every = address(people, "class_check_in", people.maple.pk), address(people, "check_ins")
    expected = {people.teacher: 200, people.head: 200, people.plc_lead: 404, people.student: 403, people.stranger: 404}
    assert {person: client_for(person).get(one).status_code for person in expected} == expected
    expected |= {people.teacher: 403, people.plc_lead: 403}
    assert {person: client_for(person).get(every).status_code for person in expected} == expected


def test_the_live_view_asks_as_little_for_thirty(people: Personas) -> None:
    client, url = client_for(people.teacher), address(people, "class_check_in", people.maple.pk)
    few = queries_of(client, url)
    for _each in range(29):
        make_check_in(student=make_student(school=people.school, school_class=people.maple))
    assert queries_of(client, url) == few
