"""What stands on the page for the family."""

from __future__ import annotations

import pytest

from school.models import Look
from school.queries import today_in
from tests.factories.celebrations import make_celebration
from tests.factories.family import allow_family_pages, make_family_link, make_picture, make_shared_evidence
from tests.factories.family import share_noticing as share
from tests.factories.observations import make_term_now
from tests.factories.school import enrol, make_student
from tests.factories.tracking import NOW, make_check_in, make_evidence, make_goal, make_noticing
from tests.personas import Personas
from tracking.family import FreshLink
from tracking.family_page import MOST_OPENED, FamilyPage, open_page, open_picture, opened_too_often, page_of_link
from tracking.models import CheckInAnswer, Noticing

pytestmark = pytest.mark.django_db
ALL = {"shows_words": True, "shows_goal": True, "shows_celebrations": True}


def make(people: Personas, **switches: bool) -> FreshLink:
    allow_family_pages(people.school)
    term, school_class = make_term_now(host=people.teacher)
    enrol(people.student, school_class, starts_on=term.starts_on)
    mate = make_student(school=people.school, name="Mia Lund")
    enrol(mate, school_class, starts_on=term.starts_on)
    return make_family_link(student=people.student, by=people.teacher, term=term, **switches)


def page(people: Personas, fresh: FreshLink) -> FamilyPage:
    return page_of_link(fresh.link, today_in(people.school))


def test_only_what_is_shared_is_there_and_of_nobody_else(people: Personas) -> None:
    fresh = make(people)
    shown = make_shared_evidence(student=people.student, term=people.term)
    make_evidence(student=people.student, term=people.term)
    make_shared_evidence(student=make_student(school=people.school), term=people.term)
    noticed = share(make_noticing(student=people.student, author=people.teacher))
    make_noticing(student=people.student, author=people.teacher)
    found = page(people, fresh)
    assert (found.evidence, found.noticings) == ([shown], [noticed])
    assert (found.first_name, found.said, found.goal, found.thanks) == ("Idris", [], None, [])


def test_switches_add_words_goal_and_thanks_of_adults(people: Personas) -> None:
    fresh = make(people, **ALL)
    check_in = make_check_in(student=people.student)
    CheckInAnswer.objects.filter(pk=check_in.answers.first().pk).update(example="I tried a third way.")
    goal = make_goal(student=people.student)
    thanks = make_celebration(to=people.student, by=people.teacher, term=people.term)
    make_celebration(to=people.student, by=make_student(school=people.school), term=people.term)
    found = page(people, fresh)
    assert [said.answer.example for said in found.said] == ["I tried a third way."]
    assert (found.goal, found.thanks, found.is_empty) == (goal, [thanks], False)


def test_child_who_wrote_no_words_is_heard_by_an_answer(people: Personas) -> None:
    fresh = make(people, **ALL)
    make_check_in(student=people.student)
    assert [str(said.words) for said in page(people, fresh).said] == ["sometimes"]


def test_what_came_to_name_a_classmate_stays_away(people: Personas) -> None:
    fresh = make(people, **ALL)
    kept = make_shared_evidence(student=people.student, term=people.term)
    type(kept).objects.update(story="With Mia it held.")
    share(make_noticing(student=people.student, author=people.teacher, text="Waited for Mia."))
    peer = share(make_noticing(student=people.student, author=people.student))
    Noticing.objects.filter(pk=peer.pk).update(source=Noticing.Source.PEER)
    make_celebration(to=people.student, by=people.teacher, term=people.term, text="You and Mia kept going.")
    type(make_goal(student=people.student)).objects.update(situation="When Mia helps")
    assert page(people, fresh).is_empty


def test_opening_is_written_down_without_who(people: Personas) -> None:
    fresh = make(people)
    opened = open_page(token=fresh.token, now=NOW)
    assert opened is not None
    look = Look.objects.get()
    assert (look.subject, look.looker, look.kind, look.role) == (people.student, None, "family_page", "family")
    assert (look.thing_id, look.because) == (fresh.link.pk, "")
    assert open_page(token=f"{people.school.pk}.guess", now=NOW) is None
    assert open_page(token="guess", now=NOW) is None
    assert Look.objects.count() == 1


def test_only_pictures_of_the_page_come_through_its_link(people: Personas) -> None:
    fresh = make(people)
    shown, hidden = make_picture(student=people.student), make_picture(student=people.student)
    make_shared_evidence(student=people.student, term=people.term, picture=shown)
    other = make_student(school=people.school)
    theirs = make_picture(student=other)
    make_shared_evidence(student=other, term=people.term, picture=theirs)
    found = [open_picture(token=fresh.token, pk=each.pk, now=NOW) for each in (shown, hidden, theirs)]
    assert found == [shown, None, None]
    assert open_picture(token="guess", pk=shown.pk, now=NOW) is None
    assert not Look.objects.exists()


def test_one_address_asks_so_often_and_no_more() -> None:
    address = "203.0.113.9"
    assert not any(opened_too_often(address) for _ in range(MOST_OPENED))
    assert opened_too_often(address)
    assert not opened_too_often("203.0.113.10")
