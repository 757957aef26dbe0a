"""What stands below a learner's page."""

from tests.factories.school import TODAY
from tests.personas import Personas, client_for
from tests.tracking.addresses import address, queries_of
from tracking.rechecks import close_recheck, note_rechecks


def test_it_is_the_students_and_the_staffs_of_the_class(people: Personas) -> None:
    url = address(people, "more", people.student.pk)
    expected = {people.student: 200, people.teacher: 200, people.head: 404, people.plc_lead: 404, people.stranger: 404}
    assert {person: client_for(person).get(url).status_code for person in expected} == expected
    assert queries_of(client_for(people.student), url) <= 15


def test_the_fragment_is_the_section_alone(people: Personas) -> None:
    url = address(people, "more", people.student.pk)
    answer = client_for(people.student).get(url, headers={"HX-Request": "true"})
    assert answer.content.lstrip().startswith(b'<section id="more">') and b"Who thanked me" in answer.content


def test_what_is_known_now_is_said_to_the_student_and_told_of_the_student(people: Personas) -> None:
    what = {"students": [people.student], "school_class": people.maple, "text": "Halves"}
    (noted,) = note_rechecks(by=people.teacher, on=TODAY, **what)
    close_recheck(recheck=noted, outcome="known", by=people.teacher, on=TODAY)
    url = address(people, "more", people.student.pk)
    theirs, told = (client_for(each).get(url).content for each in (people.student, people.teacher))
    assert b"You know it now" in theirs
    assert b"Known now" in told and b"You know it now" not in told
