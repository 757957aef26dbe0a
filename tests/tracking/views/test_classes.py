"""My classes and the class page."""

from tests.factories.school import enrol
from tests.factories.tracking import make_goal, make_noticing, make_taught_class
from tests.factories.vision import make_framework
from tests.personas import Personas, client_for
from tests.tracking.addresses import address, queries_of


def test_classes_lists_own_and_for_leaders_all(people: Personas) -> None:
    other, _students = make_taught_class(teacher=people.plc_lead)
    own = client_for(people.teacher).get(address(people, "classes")).content.decode()
    every = client_for(people.head).get(address(people, "classes")).content.decode()
    assert ("Maple" in own, other.name in own) == (True, False)
    assert ("Maple" in every, other.name in every) == (True, True)


def test_whoever_may_open_the_check_ins_is_led_there(people: Personas) -> None:
    url = address(people, "check_ins")
    for person in (people.teacher, people.plc_lead, people.head):
        client = client_for(person)
        leads = url in client.get(address(people, "classes")).content.decode()
        assert leads == (client.get(url).status_code == 200), person


def test_classes_takes_as_many_queries_for_one_as_for_thirty(people: Personas) -> None:
    make_framework(school=people.school)
    url = address(people, "classes")
    one = queries_of(client_for(people.teacher), url)
    for _ in range(29):
        make_taught_class(teacher=people.teacher, learners=1)
    assert queries_of(client_for(people.teacher), url) == one <= 15


def test_classes_without_one_says_so(people: Personas) -> None:
    page = client_for(people.plc_lead).get(address(people, "classes"))
    assert "No class of yours yet" in page.content.decode()


def test_class_page_takes_as_many_queries_for_one_as_for_thirty(people: Personas) -> None:
    make_framework(school=people.school)
    counts = []
    for size in (1, 3, 30):
        school_class, students = make_taught_class(teacher=people.teacher, learners=size)
        for student in students:
            make_noticing(student=student, author=people.teacher)
            make_goal(student=student)
        counts.append(queries_of(client_for(people.teacher), address(people, "class", school_class.pk)))
    assert counts[0] == counts[1] == counts[2] <= 15


def test_class_page_is_for_its_staff_and_leaders(people: Personas) -> None:
    url = address(people, "class", people.maple.pk)
    expected = {people.teacher: 200, people.head: 200, people.plc_lead: 404, people.stranger: 404, people.governor: 403}
    assert {person: client_for(person).get(url).status_code for person in expected} == expected
    assert client_for(people.student).get(url).status_code == 403
    assert client_for(None).get(url).status_code == 302


def test_class_page_names_what_happened(people: Personas) -> None:
    make_noticing(student=people.student, author=people.head, text="Asked why twice.")
    make_goal(student=people.student)
    page = client_for(people.teacher).get(address(people, "class", people.maple.pk)).content.decode()
    for words in ("Asked why twice.", "Helen Bellamy", "When I am stuck in maths", "Costa, Idris", "Open the grid"):
        assert words in page


def test_assistant_sees_no_grid(people: Personas) -> None:
    enrol(people.teaching_assistant, people.maple, role="assistant")
    make_framework(school=people.school)
    page = client_for(people.teaching_assistant).get(address(people, "class", people.maple.pk)).content.decode()
    assert ("Costa, Idris" in page, "Open the grid" in page) == (True, False)


def test_empty_class_teaches(people: Personas) -> None:
    school_class, _students = make_taught_class(teacher=people.teacher, learners=0)
    page = client_for(people.teacher).get(address(people, "class", school_class.pk))
    assert "Nobody is in this class yet" in page.content.decode()
