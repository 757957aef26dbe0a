"""The reply page."""

from tests.factories.tracking import make_noticing
from tests.personas import Personas, client_for
from tests.tracking.addresses import address
from tracking.models import Reply


def test_student_replies_by_tapping_and_the_teacher_reads_it(people: Personas) -> None:
    thing = make_noticing(student=people.student, author=people.teacher, term=people.term, text="Asked why.")
    url = address(people, "reply", people.student.pk, "noticing", thing.pk)
    page = client_for(people.student).get(url).content
    assert b"Asked why." in page and b"I see it differently." in page
    assert client_for(people.student).post(url, {}).status_code == 200 and not Reply.objects.exists()
    assert client_for(people.student).post(url, {"tapped": "2"}).status_code == 302
    for person, name in ((people.student, "my_learning"), (people.teacher, "learner")):
        args = [] if name == "my_learning" else [people.student.pk]
        assert b"I see it differently." in client_for(person).get(address(people, name, *args)).content


def test_nobody_else_learns_of_the_conversation(people: Personas) -> None:
    thing = make_noticing(student=people.student, author=people.teacher, term=people.term)
    url = address(people, "reply", people.student.pk, "noticing", thing.pk)
    expected = {people.teacher: 200, people.student: 200, people.head: 404, people.plc_lead: 404, people.stranger: 404}
    assert {person: client_for(person).get(url).status_code for person in expected} == expected
    Reply.objects.create(
        school=people.school, student=people.student, author=people.student, noticing=thing, text="Between us.",
        written_at=thing.recorded_at, client_key=thing.client_key,
    )  # fmt: skip
    assert b"Between us." not in client_for(people.head).get(address(people, "learner", people.student.pk)).content
