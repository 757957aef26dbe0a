"""A statement that is kept answers as its queryset would, whatever the values, and inside the same walls."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from learningculture.prepared import MOST_SHAPES, Prepared, preparing
from learningculture.tenancy import tenant
from school.models import Member, Term
from tests.factories.school import make_member, make_school
from tests.personas import Personas

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def here_on(school: int, day: datetime.date) -> QuerySet[Member]:
    return Member.objects.filter(school=school).here_on(day).select_related("school")


def test_answers_as_the_queryset_for_every_value(people: Personas) -> None:
    kept, today = Prepared(here_on), datetime.date.today()
    make_member(school=people.school).__class__.objects.filter(pk=people.head.pk).update(left_on=today)
    for school, day in [(people.school, today), (people.school, today - DAY), (people.stranger.school, today)]:
        found = kept(school=school.pk, day=day)
        assert found == list(here_on(school.pk, day))
        assert {one.school.name for one in found} == {school.name}


def test_rows_of_values(people: Personas) -> None:
    kept = Prepared(lambda pk: Member.objects.filter(pk=pk).values_list("pk", "roles"))
    assert [list(row) for row in kept.rows(pk=people.head.pk)] == [[people.head.pk, people.head.roles]]


def test_truths_are_shapes_of_their_own(people: Personas) -> None:
    def build(school: int, students: bool) -> QuerySet[Member]:
        found = Member.objects.filter(school=school)
        return found.students() if students else found

    kept = Prepared(build)
    assert len(kept(school=people.school.pk, students=True)) < len(kept(school=people.school.pk, students=False))


def test_text_is_a_part_of_its_pattern_and_the_number_of_words_a_shape(people: Personas) -> None:
    def build(school: int, **words: str) -> QuerySet[Member]:
        return Member.objects.filter(school=school).named(" ".join(words.values()))

    kept, where = Prepared(build), {"school": people.school.pk}
    for words in ({"a": "idris"}, {"a": "amira"}, {"a": "costa", "b": "idris"}, {"a": "idris", "b": "rahman"}):
        assert kept(**where, **words) == list(build(people.school.pk, **words))
    assert len(kept(**where, a="idris")) == 1
    with pytest.raises(AssertionError):
        kept(**where, a="id%")


def test_only_so_many_shapes_are_kept(people: Personas) -> None:
    kept = Prepared(lambda pk, shape: Member.objects.filter(pk=pk))
    for number in range(MOST_SHAPES + 3):
        assert kept(pk=people.head.pk, shape=(number,)) == [people.head]
    assert len(kept.known) == 3


@pytest.mark.parametrize(
    "build",
    [
        lambda school, day: Term.objects.filter(school=school, starts_on__gt=day - DAY),
        lambda school, day: Term.objects.filter(school=school + 1, starts_on__gt=day),
    ],
)
def test_value_that_is_reckoned_with_is_refused(people: Personas, build: Any) -> None:
    with pytest.raises(AssertionError):
        Prepared(build)(school=people.school.pk, day=datetime.date(2026, 1, 5))


def test_kept_plan_stays_inside_the_open_school(people: Personas) -> None:
    kept = Prepared(lambda pk: Member.objects.filter(pk=pk))
    for _again in range(8):
        with tenant(people.school.pk):
            assert kept(pk=people.head.pk) == [people.head]
            assert kept(pk=people.stranger.pk) == []
        with tenant(people.stranger.school_id):
            assert (kept(pk=people.head.pk), kept(pk=people.stranger.pk)) == ([], [people.stranger])
        with tenant(None):
            assert kept(pk=people.head.pk) == []


def test_plan_made_as_owner_is_not_used_inside_a_school(people: Personas) -> None:
    kept, other = Prepared(lambda pk: Member.objects.filter(pk=pk)), make_member(school=make_school())
    for _again in range(8):
        assert kept(pk=other.pk) == [other]
        with tenant(people.school.pk):
            assert kept(pk=other.pk) == []


def test_statements_are_counted_and_refusals_are_djangos(people: Personas) -> None:
    with CaptureQueriesContext(connection) as queries:
        Prepared(here_on)(school=people.school.pk, day=datetime.date(2026, 1, 5))
    assert [query["sql"].startswith("SELECT") for query in queries] == [True]
    with pytest.raises(DatabaseError), preparing() as cursor:
        cursor.execute("SELECT 1 / %s", [0])
