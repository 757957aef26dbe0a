"""The list of a class in the browser."""

from django.utils import timezone

from school.queries import today_in
from tests.factories.school import make_student
from tests.personas import Personas, client_for
from tests.tracking.addresses import address, queries_of
from tracking.models import Recheck
from tracking.rechecks import note_rechecks


def noted(people: Personas) -> Recheck:
    return note_rechecks(
        students=[people.student],
        school_class=people.maple,
        text="Halves",
        by=people.teacher,
        on=today_in(people.school),
    )[0]


def test_note_and_answer_without_a_script(people: Personas) -> None:
    client, url = client_for(people.teacher), address(people, "rechecks", people.maple.pk)
    assert b"Choose at least one learner." in client.post(url, {"text": "Halves"}).content
    assert client.post(url, {"text": "Halves", "students": [people.student.pk]}).status_code == 302
    recheck = Recheck.objects.get()
    answer = address(people, "answer_recheck", people.maple.pk, recheck.pk)
    assert client.post(answer, {"outcome": "known"}).status_code == 302
    recheck.refresh_from_db()
    assert recheck.outcome == "known" and recheck.checked_on == timezone.localdate()


def test_an_answer_by_htmx_is_the_line_with_a_way_back(people: Personas) -> None:
    answer = address(people, "answer_recheck", people.maple.pk, noted(people).pk)
    page = client_for(people.teacher).post(answer, {"outcome": "known"}, headers={"HX-Request": "true"})
    assert page.content.lstrip().startswith(b'<li class="spread recheck"') and b"Take back" in page.content


def test_list_is_for_the_staff_of_the_class(people: Personas) -> None:
    recheck = noted(people)
    expected = {people.teacher: 200, people.head: 404, people.plc_lead: 404, people.student: 403, people.stranger: 404}
    url = address(people, "rechecks", people.maple.pk)
    assert {person: client_for(person).get(url).status_code for person in expected} == expected
    answer = address(people, "answer_recheck", people.maple.pk, recheck.pk)
    assert client_for(people.head).post(answer, {"outcome": "known"}).status_code == 404


def test_student_reads_it_in_kind_words_and_the_teacher_is_asked(people: Personas) -> None:
    Recheck.objects.filter(pk=noted(people).pk).update(due_on=today_in(people.school))
    assert (
        b"What we look at again" in client_for(people.student).get(address(people, "more", people.student.pk)).content
    )
    assert b"To look at again" in client_for(people.teacher).get(address(people, "class", people.maple.pk)).content
    assert b"To look at again" not in client_for(people.head).get(address(people, "class", people.maple.pk)).content


def test_the_list_asks_as_little_for_thirty(people: Personas) -> None:
    client, url = client_for(people.teacher), address(people, "rechecks", people.maple.pk)
    noted(people)
    few = queries_of(client, url)
    more = [make_student(school=people.school, school_class=people.maple) for _ in range(29)]
    note_rechecks(students=more, school_class=people.maple, text="H", by=people.teacher, on=today_in(people.school))
    assert queries_of(client, url) == few
