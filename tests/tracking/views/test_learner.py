"""One learner, for class staff and leaders."""

from django.urls import reverse

from tests.factories.school import TODAY, make_student
from tests.factories.tracking import make_check_in, make_evidence, make_judgement, make_noticing
from tests.factories.vision import make_commitment
from tests.personas import Personas, client_for
from tests.tracking.addresses import address, queries_of
from tracking.models import Evidence
from vision.models import Commitment


def test_learner_is_for_class_staff_and_leaders(people: Personas) -> None:
    url = address(people, "learner", people.student.pk)
    expected = {people.teacher: 200, people.head: 200, people.plc_lead: 404, people.stranger: 404}
    expected |= {people.student: 403, people.governor: 403}
    assert {person: client_for(person).get(url).status_code for person in expected} == expected
    assert client_for(None).get(url).status_code == 302


def test_class_staff_hear_the_child_and_leaders_do_not(people: Personas) -> None:
    make_check_in(student=people.student)
    make_noticing(student=people.student, author=people.teacher, text="Asked why twice.")
    make_judgement(student=people.student, judge=people.teacher, phase=2)
    pages = [
        client_for(person).get(address(people, "learner", people.student.pk)).content.decode()
        for person in (people.teacher, people.head)
    ]
    assert ["When I got stuck, I tried" in page for page in pages] == [True, False]
    assert ["When reminded" in page and "Asked why twice." in page for page in pages] == [True, True]


def test_learner_page_takes_few_queries(people: Personas) -> None:
    make_check_in(student=people.student)
    make_noticing(student=people.student, author=people.teacher)
    assert queries_of(client_for(people.teacher), address(people, "learner", people.student.pk)) <= 15


def test_second_reader_confirms(people: Personas) -> None:
    evidence = make_evidence(student=people.student)
    url = address(people, "confirm_evidence", people.student.pk, evidence.pk)
    assert client_for(people.teacher).post(url).status_code == 302
    assert Evidence.objects.get().confirmed_by == people.teacher
    page = client_for(people.teacher).get(address(people, "learner", people.student.pk)).content.decode()
    assert "confirmed by Amira Rahman" in page


def test_confirming_is_for_those_who_see_the_learner(people: Personas) -> None:
    evidence = make_evidence(student=people.student)
    other = make_evidence(student=make_student(school=people.school))
    url = address(people, "confirm_evidence", people.student.pk, evidence.pk)
    codes = {"plc_lead": 404, "stranger": 404, "student": 403}
    assert {who: client_for(getattr(people, who)).post(url).status_code for who in codes} == codes
    wrong = address(people, "confirm_evidence", people.student.pk, other.pk)
    assert client_for(people.teacher).post(wrong).status_code == 404
    assert not Evidence.objects.exclude(confirmed_by=None).exists()


def test_second_reader_says_which_commitment_it_carries_and_the_thread_leads_there_and_back(people: Personas) -> None:
    commitment, client = make_commitment(school=people.school), client_for(people.teacher)
    evidence = make_evidence(student=people.student)
    page, thread = address(people, "learner", people.student.pk), reverse("home:thread", args=[people.school.slug, 0])
    assert str(commitment) in client.get(page).text
    client.post(
        address(people, "confirm_evidence", people.student.pk, evidence.pk),
        {"version": evidence.version, "commitment": commitment.pk},
    )
    thread = thread.replace("/0/", f"/{commitment.pk}/")
    assert thread in client.get(page).text
    assert page in client.get(thread).text


def test_a_commitment_that_ended_is_refused_and_nothing_is_confirmed(people: Personas) -> None:
    ended = make_commitment(school=people.school)
    Commitment.objects.update(retired_on=TODAY)
    evidence = make_evidence(student=people.student)
    url = address(people, "confirm_evidence", people.student.pk, evidence.pk)
    told = client_for(people.teacher).post(url, {"commitment": ended.pk}, follow=True).text
    assert "This commitment has ended." in told
    assert Evidence.objects.get().confirmed_by is None
