"""Links for the family, and what a child shares."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError

from learningculture.tenancy import tenant
from school.models import Member
from tests.factories.family import allow_family_pages, make_picture
from tests.factories.school import TODAY, make_class, make_student, make_term
from tests.factories.tracking import NOW, make_evidence, make_noticing
from tests.personas import Personas
from tracking.family import (
    FreshLink,
    choices_and_homes,
    choose_switches,
    hashed,
    homes_of,
    links_ended_by,
    live_links,
    make_link,
    named_in,
    opened_link,
    revoke_link,
    school_of_token,
    share_piece,
)
from tracking.models import FamilyLink, Noticing

pytestmark = pytest.mark.django_db


def link(people: Personas, **changes: object) -> FreshLink:
    values = {"student": people.student, "home": "home", "by": people.teacher, "term": people.term, "on": TODAY}
    with tenant(people.school.pk, member_id=people.teacher.pk):
        return make_link(**{**values, "now": NOW, **changes})  # type: ignore[arg-type]


def opens(people: Personas, token: str, on: datetime.date = TODAY) -> bool:
    with tenant(people.school.pk):
        return opened_link(token, on) is not None


def test_link_opens_until_the_end_of_the_academic_year_and_only_its_hash_is_kept(people: Personas) -> None:
    allow_family_pages(people.school)
    fresh = link(people)
    ends = people.term.academic_year.ends_on
    assert fresh.link.expires_on == ends
    assert fresh.link.token_hash == hashed(fresh.token.partition(".")[2])
    assert fresh.token.partition(".")[2] not in str(FamilyLink.objects.values())
    assert opens(people, fresh.token, ends)
    assert not opens(people, fresh.token, ends + datetime.timedelta(days=1))


def test_new_link_for_a_home_ends_the_one_before_and_keeps_its_switches(people: Personas) -> None:
    allow_family_pages(people.school)
    first = link(people)
    choose_switches(link=first.link, by=people.student, shows_words=True, shows_goal=False, shows_celebrations=True)
    second, other = link(people), link(people, home="grandparents")
    assert [opens(people, each.token) for each in (first, second, other)] == [False, True, True]
    assert (second.link.shows_words, second.link.shows_goal, second.link.shows_celebrations) == (True, False, True)
    assert homes_of(people.student, TODAY) == ["Home", "Grandparents"]
    choices, homes = choices_and_homes(people.student, TODAY)
    assert homes == (["Home", "Grandparents"] if choices.family_pages else [])
    assert choices_and_homes(people.stranger, TODAY)[1] == []


@pytest.mark.parametrize("who", ["teaching_assistant", "plc_lead", "head", "administrator", "student"])
def test_only_staff_of_the_class_make_one(people: Personas, who: str) -> None:
    allow_family_pages(people.school)
    with pytest.raises(ValidationError):
        link(people, by=getattr(people, who))


def test_student_makes_one_where_the_school_allows_it(people: Personas) -> None:
    allow_family_pages(people.school, students_make_links=True)
    assert link(people, by=people.student).link.made_by == people.student
    mate = make_student(school=people.school, school_class=people.maple)
    with pytest.raises(ValidationError):
        link(people, by=mate)


def test_none_where_it_is_switched_off_the_year_is_over_or_the_student_left(people: Personas) -> None:
    with pytest.raises(ValidationError, match="not switched"):
        link(people)
    allow_family_pages(people.school)
    with pytest.raises(ValidationError, match="year is over"):
        link(people, term=make_term(school=people.school, start=2024))
    Member.objects.filter(pk=people.student.pk).update(left_on=TODAY)
    people.student.refresh_from_db()
    with pytest.raises(ValidationError, match="at this school now"):
        link(people)


def test_ended_switched_off_left_and_foreign_links_open_nothing(people: Personas) -> None:
    choices = allow_family_pages(people.school)
    fresh = link(people)
    for token in ("", "x", ".", f"{people.school.pk}.guess", f"{people.stranger.school_id}.{fresh.token[2:]}"):
        assert not opens(people, token)
    type(choices).objects.update(family_pages=False)
    assert not opens(people, fresh.token)
    allow_family_pages(people.school)
    Member.objects.filter(pk=people.student.pk).update(left_on=TODAY)
    assert not opens(people, fresh.token)
    Member.objects.filter(pk=people.student.pk).update(left_on=None)
    assert opens(people, fresh.token)
    revoke_link(link=fresh.link, by=people.student, now=NOW)
    assert not opens(people, fresh.token)


def test_ended_twice_keeps_the_first_time(people: Personas) -> None:
    allow_family_pages(people.school)
    fresh = link(people)
    for by in (people.teacher, people.head):
        revoke_link(link=fresh.link, by=by, now=NOW)
    fresh.link.refresh_from_db()
    assert fresh.link.revoked_by == people.teacher
    assert not live_links(people.student, TODAY).exists()


@pytest.mark.parametrize(
    ("who", "ends"), [("student", True), ("teacher", True), ("head", True), ("plc_lead", False), ("governor", False)]
)
def test_student_class_staff_and_leaders_end_a_link(people: Personas, who: str, ends: bool) -> None:
    allow_family_pages(people.school)
    link(people)
    assert links_ended_by(getattr(people, who), people.student, people.term, TODAY).exists() == ends


def test_student_shares_a_piece_and_stops(people: Personas) -> None:
    allow_family_pages(people.school)
    kept = make_evidence(student=people.student)
    for share in (True, True, False):
        share_piece(thing=kept, share=share, by=people.student, on=TODAY)
        kept.refresh_from_db()
        assert kept.with_family == share
    with pytest.raises(ValidationError, match="Only the student"):
        share_piece(thing=kept, share=True, by=people.teacher, on=TODAY)
    with pytest.raises(ValidationError, match="Only the student"):
        choose_switches(link=link(people).link, by=people.teacher, shows_words=True)


def test_what_a_classmate_noticed_and_what_names_one_stays_at_school(people: Personas) -> None:
    allow_family_pages(people.school)
    make_student(school=people.school, school_class=people.maple, name="Mia Lund")
    about = make_noticing(student=people.student, author=people.teacher, text="Waited until Mia had finished.")
    with pytest.raises(ValidationError, match="names Mia"):
        share_piece(thing=about, share=True, by=people.student, on=TODAY)
    peer = make_noticing(student=people.student, author=people.student)
    Noticing.objects.filter(pk=peer.pk).update(source=Noticing.Source.PEER)
    peer.refresh_from_db()
    with pytest.raises(ValidationError, match="classmate noticed"):
        share_piece(thing=peer, share=True, by=people.student, on=TODAY)
    kept = make_evidence(student=people.student)
    kept.picture = make_picture(student=people.student, words="Mia and I")
    with pytest.raises(ValidationError, match="names Mia"):
        share_piece(thing=kept, share=True, by=people.student, on=TODAY)


def test_name_is_found_as_a_word_of_its_own() -> None:
    assert named_in("I helped Zoë with it", {"Zoë", "Al"}) == "Zoë"
    assert named_in("Also, miaow", {"Al", "Mia"}) == ""


def test_a_childs_own_name_is_no_classmates(people: Personas) -> None:
    allow_family_pages(people.school)
    other = make_class(school=people.school)
    make_student(school=people.school, school_class=people.maple, name=f"{people.student.given_name} Other")
    make_student(school=people.school, school_class=other, name="Mia Lund")
    kept = make_noticing(student=people.student, author=people.teacher, text="Idris asked like Mia from books.")
    assert share_piece(thing=kept, share=True, by=people.student, on=TODAY).with_family


def test_school_of_a_token() -> None:
    told = {"7.abc": 7, "abc": None, "": None, "7": 7, "-7.a": None, "²3.a": None, f"{'9' * 19}.a": None}
    assert {token: school_of_token(token) for token in told} == told
