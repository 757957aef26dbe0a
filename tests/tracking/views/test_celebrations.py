"""Thanks in the browser."""

from django.urls import reverse

from tests.factories.celebrations import make_celebration
from tests.factories.school import make_student
from tests.factories.vision import make_behaviour, make_commitment
from tests.personas import Personas, client_for
from tests.tracking.addresses import address, queries_of
from tracking.models import Celebration


def test_thank_and_read_it(people: Personas) -> None:
    behaviour, url = make_behaviour(school=people.school), address(people, "thank")
    data = {"to": people.student.pk, "behaviour": behaviour.pk, "text": "You asked why it works."}
    assert client_for(people.teacher).post(url, data).status_code == 302
    for page in (address(people, "more", people.student.pk), address(people, "celebrations")):
        assert b"You asked why it works." in client_for(people.student).get(page).content
    assert Celebration.objects.get().by == people.teacher


def test_what_is_missing_is_said_beside_its_field(people: Personas) -> None:
    page = client_for(people.teacher).post(address(people, "thank"), {"text": "Well done."}).content.decode()
    assert "Choose whom you thank." in page and "Well done." in page and not Celebration.objects.exists()


def test_take_back_is_the_givers(people: Personas) -> None:
    from school.queries import today_in

    made = make_celebration(to=people.student, by=people.teacher, term=people.term, on=today_in(people.school))
    url = address(people, "take_back_celebration", made.pk)
    assert client_for(people.head).post(url).status_code == 404
    assert client_for(people.teacher).post(url).status_code == 302
    assert not Celebration.objects.exists()


def test_class_staff_see_names_and_leaders_a_count(people: Personas) -> None:
    url = address(people, "class_celebrations", people.maple.pk)
    assert b"Idris Costa" in client_for(people.teacher).get(url).content
    head = client_for(people.head).get(url).content
    assert b"1 learner of this class" in head and b"Idris Costa" not in head
    expected = {people.plc_lead: 404, people.student: 403, people.stranger: 404, people.governor: 403}
    assert {person: client_for(person).get(url).status_code for person in expected} == expected


def test_pages_are_closed_to_governors(people: Personas) -> None:
    for page in ("celebrations", "thank"):
        expected = {people.teacher: 200, people.student: 200, people.governor: 403, people.stranger: 404}
        answers = {person: client_for(person).get(address(people, page)).status_code for person in expected}
        assert answers == expected


def test_thanks_of_a_class_ask_as_little_for_thirty(people: Personas) -> None:
    client, url = client_for(people.teacher), address(people, "class_celebrations", people.maple.pk)
    make_celebration(to=people.student, by=people.teacher, term=people.term)
    few = queries_of(client, url)
    for _each in range(29):
        student = make_student(school=people.school, school_class=people.maple)
        make_celebration(to=student, by=people.teacher, term=people.term)
    assert queries_of(client, url) == few


def test_staff_say_which_commitment_a_thank_you_carries_and_students_are_not_asked(people: Personas) -> None:
    commitment, client = make_commitment(school=people.school), client_for(people.teacher)
    behaviour = make_behaviour(school=people.school)
    assert str(commitment) in client.get(address(people, "thank")).text
    assert str(commitment) not in client_for(people.student).get(address(people, "thank")).text
    words = {"to": people.student.pk, "behaviour": behaviour.pk, "text": "You waited.", "commitment": commitment.pk}
    client.post(address(people, "thank"), words)
    thread = reverse("home:thread", args=[people.school.slug, commitment.pk])
    assert thread in client.get(address(people, "celebrations")).text
    assert "You waited." in client.get(thread).text
