"""What stands below a learner's page."""

from tests.personas import Personas, client_for
from tests.tracking.addresses import address, queries_of


def test_it_is_the_students_and_the_staffs_of_the_class(people: Personas) -> None:
    url = address(people, "more", people.student.pk)
    expected = {people.student: 200, people.teacher: 200, people.head: 404, people.plc_lead: 404, people.stranger: 404}
    assert {person: client_for(person).get(url).status_code for person in expected} == expected
    assert queries_of(client_for(people.student), url) <= 15


def test_the_fragment_is_the_section_alone(people: Personas) -> None:
    url = address(people, "more", people.student.pk)
    answer = client_for(people.student).get(url, headers={"HX-Request": "true"})
    assert answer.content.lstrip().startswith(b'<section id="more">') and b"Who thanked me" in answer.content
