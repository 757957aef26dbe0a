"""Reads of who and when."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from learningculture.tenancy import tenant
from school import queries
from school.calendar import forget_calendar
from school.models import AcademicYear, Member, Role, School, SchoolClass, Term
from tests.factories.school import (
    TODAY,
    enrol,
    make_class,
    make_member,
    make_school,
    make_student,
    make_term,
    make_user,
    make_year,
)

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def test_today_is_the_schools_own(monkeypatch: pytest.MonkeyPatch) -> None:
    late = datetime.datetime(2026, 3, 10, 23, 30, tzinfo=datetime.UTC)
    monkeypatch.setattr(timezone, "now", lambda: late)
    school = make_school()
    assert queries.today_in(school) == datetime.date(2026, 3, 10)
    school.time_zone = "Asia/Dubai"
    assert queries.today_in(school) == datetime.date(2026, 3, 11)


def test_memberships_are_the_open_ones_by_school_name() -> None:
    user = make_user()
    zed, ash, old = make_school(name="Zed"), make_school(name="Ash"), make_school(name="Old")
    for school, left_on in ((zed, None), (ash, datetime.date(2100, 1, 1)), (old, datetime.date(2020, 1, 1))):
        make_member(school=school, user=user, left_on=left_on)
    assert [member.school for member in queries.memberships_of(user)] == [ash, zed]


def test_current_term_is_the_newest_that_has_begun() -> None:
    school = make_school()
    autumn, spring = make_term(school=school, key="autumn"), make_term(school=school)
    assert queries.current_term(school, spring.starts_on) == spring
    assert queries.current_term(school, spring.starts_on - DAY) == autumn
    assert queries.current_term(school, autumn.starts_on - DAY) is None
    assert queries.current_term(make_school(), TODAY) is None


@pytest.fixture
def keeping_terms(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "_terms_kept", {})


def come_anew(member: Member) -> School:
    """The school, as the member's next request reads it."""
    with tenant(None, user_id=member.user_id):
        user = queries.user_with_places(member.user_id)
    return user.places_found[0].school


def term_and_queries(school: School) -> tuple[Term | None, int]:
    with CaptureQueriesContext(connection) as asked:
        return queries.current_term(school, TODAY), len(asked)


def test_term_is_asked_once_for_each_edition_of_the_calendar(keeping_terms: None) -> None:
    member = make_member(school=(school := make_school()), user=make_user())
    assert term_and_queries(come_anew(member)) == (None, 1)
    term = make_term(school=school)
    assert term_and_queries(come_anew(member)) == (term, 1)
    first, asked = term_and_queries(come_anew(member))
    assert (first, asked, first.academic_year) == (term, 0, term.academic_year)
    first.name = "mine alone"
    Term.objects.filter(pk=term.pk).update(name="Lent")
    renamed, asked = term_and_queries(come_anew(member))
    assert (renamed.name, asked) == ("Lent", 1)
    AcademicYear.objects.filter(school=school).update(name="2040")
    found, _asked = term_and_queries(come_anew(member))
    assert found.academic_year.name == "2040"
    Term.objects.filter(pk=term.pk).delete()
    assert term_and_queries(come_anew(member)) == (None, 1)


def test_term_of_a_change_that_was_undone_is_not_kept(keeping_terms: None) -> None:
    member = make_member(school=(school := make_school()), user=make_user())
    make_term(school=school)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        here = come_anew(member)
        Term.objects.filter(school=school).update(name="Undone")
        assert queries.current_term(here, TODAY).name == "Undone"
        raise ZeroDivisionError
    assert queries.current_term(come_anew(member), TODAY).name != "Undone"


def test_school_that_did_not_come_with_a_request_asks_each_time(keeping_terms: None) -> None:
    member = make_member(school=(school := make_school()), user=make_user())
    term = make_term(school=school)
    for _again in range(2):
        assert term_and_queries(School.objects.get(pk=school.pk)) == (term, 1)
    here = come_anew(member)
    assert term_and_queries(here) == (term, 0)
    forget_calendar(here)
    assert term_and_queries(here) == (term, 1)


def test_classes_of_a_member_are_open_and_of_the_terms_year() -> None:
    school = make_school()
    teacher, term = make_member(school=school), make_term(school=school)
    mine = make_class(school=school, teacher=teacher)
    make_class(school=school)
    make_class(school=school, teacher=teacher, year=make_year(school=school, start=2024))
    SchoolClass.objects.filter(pk=make_class(school=school, teacher=teacher).pk).update(closed_on=TODAY)
    enrol(teacher, make_class(school=school), ends_on=TODAY)
    enrol(teacher, mine, role="assistant")
    assert list(queries.classes_of(teacher, term)) == [mine]
    assert mine in queries.classes_in(term) and queries.classes_in(term).count() == 3


def test_learners_are_those_of_the_day_by_family_name() -> None:
    school = make_school()
    group = make_class(school=school, teacher=make_member(school=school))
    zoe, abe = (make_student(school=school, name=name, school_class=group) for name in ("Zoe Abel", "Abe Zulu"))
    left, new = make_student(school=school), make_student(school=school)
    enrol(left, group, ends_on=TODAY)
    enrol(new, group, starts_on=TODAY + DAY)
    assert list(queries.learners_in(group, TODAY)) == [zoe, abe]
    assert left in queries.learners_in(group, TODAY - DAY)
    assert new in queries.learners_in(group, TODAY + DAY)


def test_one_who_came_back_is_one_learner() -> None:
    school = make_school()
    group, student = make_class(school=school), make_student(school=school)
    enrol(student, group, ends_on=TODAY - DAY)
    enrol(student, group, starts_on=TODAY - DAY)
    assert list(queries.learners_in(group, TODAY)) == [student]


def test_staff_on_a_day_are_educators_employed_then() -> None:
    school = make_school()
    teacher = make_member(school=school)
    aide = make_member(school=school, roles=(Role.TEACHING_ASSISTANT,))
    make_member(school=school, roles=(Role.GOVERNOR,))
    make_member(school=school, left_on=TODAY)
    make_member(school=school, joined_on=TODAY + DAY)
    make_student(school=school)
    assert set(queries.staff_on(school, TODAY)) == {teacher, aide}


def test_list_of_members_has_every_adult_and_those_here_first() -> None:
    school = make_school()
    gone = make_member(school=school, name="A Aaron", left_on=TODAY)
    here = make_member(school=school, name="Z Zulu", roles=(Role.GOVERNOR,))
    make_student(school=school)
    make_member(school=make_school())
    assert list(queries.staff_members(school)) == [here, gone]


def test_day_is_the_one_on_the_schools_own_wall() -> None:
    school, moment = make_school(), datetime.datetime(2026, 6, 30, 23, 30, tzinfo=datetime.UTC)
    assert queries.day_in(school, moment) == datetime.date(2026, 7, 1)
    school.time_zone = "America/New_York"
    assert queries.day_in(school, moment) == datetime.date(2026, 6, 30)
