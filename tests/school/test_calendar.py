"""Terms, closures, school days and working hours."""

from __future__ import annotations

import datetime

import pytest

from school.calendar import (
    forget_calendar,
    half_terms_of,
    is_school_day,
    school_day_before,
    school_days_after,
    school_days_between,
    within_working_hours,
)
from school.models import Closure, School, Term
from tests.factories.school import make_school, make_term

UTC = datetime.UTC


def march(day: int) -> datetime.date:
    return datetime.date(2026, 3, day)


@pytest.fixture
def school(db: None) -> School:
    school = make_school()
    make_term(school=school, key="spring")
    make_term(school=school, key="summer")
    return school


def close(school: School, kind: str, first: datetime.date, last: datetime.date | None = None) -> Closure:
    year = Term.objects.filter(school=school).first().academic_year
    closure = Closure.objects.create(
        school=school, academic_year=year, kind=kind, starts_on=first, ends_on=last or first
    )
    forget_calendar(school)
    return closure


def test_term_title_says_the_year_once(db: None) -> None:
    term = make_term(school=make_school(), key="spring", start=2025)
    assert (term.title, str(term)) == ("Spring term 2026", "Spring term")
    term.name = "2025-2026 Spring Semester"
    assert term.title == "2025-2026 Spring Semester"


def test_term_around_a_day_is_the_newest_that_has_begun(db: None) -> None:
    school = make_school()
    autumn, spring = make_term(school=school, key="autumn"), make_term(school=school, key="spring")
    assert Term.objects.filter(school=school).around(spring.starts_on).first() == spring
    assert Term.objects.filter(school=school).around(autumn.ends_on).first() == autumn


@pytest.mark.parametrize(("day", "after"), [(10, 17), (13, 20), (14, 20), (15, 20)])
def test_school_days_skip_the_weekend(school: School, day: int, after: int) -> None:
    assert school_days_after(school, march(day), 5) == march(after)
    assert school_days_between(school, march(day), march(after)) == 5


def test_school_days_skip_closures_and_holidays(school: School) -> None:
    close(school, Closure.Kind.HALF_TERM, march(16), march(18))
    close(school, Closure.Kind.INSET, march(19))
    assert school_days_after(school, march(13), 1) == march(20)
    assert school_days_after(school, march(27), 1) == datetime.date(2026, 4, 13)
    assert school_days_between(school, march(13), march(20)) == 1
    assert school_days_between(school, march(20), march(13)) == 0


def test_days_no_calendar_reaches_count_when_the_school_works(db: None) -> None:
    school = make_school()
    assert is_school_day(school, march(10)) and not is_school_day(school, march(14))


def test_school_with_other_working_days(school: School) -> None:
    school.works_on = [7, 1, 2, 3, 4]
    assert is_school_day(school, march(15)) and not is_school_day(school, march(13))


def test_day_before_is_no_weekend(school: School) -> None:
    assert [school_day_before(school, march(day)).day for day in (12, 13, 14, 15, 16)] == [12, 13, 13, 13, 16]


def test_working_hours_are_on_the_schools_clock(school: School) -> None:
    summer = datetime.datetime(2026, 5, 5, 7, 30, tzinfo=UTC)
    assert within_working_hours(school, summer)
    assert not within_working_hours(school, summer.replace(hour=17, minute=0))
    assert not within_working_hours(school, datetime.datetime(2026, 4, 5, 10, tzinfo=UTC))


def test_staff_work_on_a_training_day_and_not_in_a_holiday(school: School) -> None:
    noon = datetime.datetime(2026, 3, 10, 12, tzinfo=UTC)
    close(school, Closure.Kind.INSET, march(10))
    assert within_working_hours(school, noon) and not is_school_day(school, march(10))
    close(school, Closure.Kind.HOLIDAY, march(11))
    assert not within_working_hours(school, noon + datetime.timedelta(days=1))


def test_calendar_is_read_in_one_query(school: School, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        school_days_after(school, march(10), 15)
        is_school_day(school, march(11))


def test_half_terms_are_cut_at_the_breaks(school: School) -> None:
    spring = Term.objects.get(school=school, comparison_key="spring")
    assert [half.number for half in half_terms_of(spring, [])] == [1]
    closure = close(school, Closure.Kind.HALF_TERM, datetime.date(2026, 2, 16), datetime.date(2026, 2, 20))
    first, second = half_terms_of(spring, [closure])
    assert (first.ends_on.day, second.starts_on.day, second.ends_on) == (15, 21, spring.ends_on)
