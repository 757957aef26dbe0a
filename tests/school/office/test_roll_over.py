"""Everybody a year up, in one act that can be taken back."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from learningculture.tenancy import tenant
from school.batches import undo_batch
from school.models import AcademicYear, Batch, Enrolment, Member, SchoolClass
from school.office.roll_over import (
    check_can_roll_over,
    classes_of_year,
    difference_of,
    name_a_year_on,
    proposed_moves,
    roll_over,
    year_to_enter,
    year_to_leave,
)
from school.office.years import next_year, year_as_said
from tests.factories.school import TODAY, enrol, make_class, make_student
from tests.personas import Personas

NOW = timezone.now()


@pytest.fixture
def year(people: Personas) -> AcademicYear:
    """Maple is Year 4 with Idris; Oak is Year 6, the top, with Ola; Bo is in no class."""
    oak = make_class(school=people.school, name="6 Oak", year_groups=(6,))
    make_student(school=people.school, name="Ola Top", year_group=6, school_class=oak)
    make_student(school=people.school, name="Bo Free", year_group=5)
    make_class(school=people.school, name="Maths 4", kind=SchoolClass.Kind.TEACHING)
    return people.term.academic_year


def move_all(people: Personas, year: AcademicYear) -> Batch:
    with tenant(people.school.pk, member_id=people.administrator.pk):
        moves = proposed_moves(list(classes_of_year(year)))
        said = None if year_to_enter(year) else next_year(year_as_said(year))
        return roll_over(school=people.school, year=year, said=said, moves=moves, by=people.administrator, now=NOW)


def contents() -> list[object]:
    with connection.cursor() as cursor:
        found = []
        for table in ("member", "enrolment", "schoolclass", "academicyear", "term", "closure"):
            cursor.execute(f"SELECT * FROM school_{table} ORDER BY id")
            found.append(cursor.fetchall())
        return found


def test_everybody_moves_up_and_the_top_leaves(people: Personas, year: AcademicYear) -> None:
    batch = move_all(people, year)
    following = AcademicYear.objects.get(name="2026/27")
    maple = SchoolClass.objects.get(academic_year=following)
    assert (maple.name, maple.year_groups, following.terms.count()) == ("Maple", [5], 1)
    places = Enrolment.objects.filter(school_class=maple).values_list("member__given_name", "role", "starts_on")
    first = following.starts_on
    assert set(places) == {("Idris", "student", first), ("Amira", "teacher", first)}
    groups = dict(Member.objects.exclude(year_group=None).values_list("given_name", "year_group"))
    assert groups == {"Idris": 5, "Ola": 6, "Bo": 6}
    assert Member.objects.get(given_name="Ola").left_on == year.ends_on + datetime.timedelta(days=1)
    assert batch.counts == {"classes": 1, "moved_up": 2, "leavers": 1}


def test_difference_names_everybody_and_writes_nothing(people: Personas, year: AcademicYear) -> None:
    before = contents()
    found = difference_of(year, proposed_moves(list(classes_of_year(year))))
    assert [(moved.was, moved.name) for moved in found.classes] == [("Maple", "Maple")]
    assert ([str(one) for one in found.leavers], [str(one) for one in found.without_class]) == (
        ["Ola Top"],
        ["Bo Free"],
    )
    assert (found.ended, contents()) == (["6 Oak", "Maths 4"], before)


def test_undo_brings_everything_back(people: Personas, year: AcademicYear) -> None:
    before = contents()
    batch = move_all(people, year)
    with tenant(people.school.pk, member_id=people.administrator.pk):
        undone = undo_batch(batch=batch, by=people.administrator, now=NOW)
    assert (undone.kept, contents()) == ((), before)


def test_second_time_is_refused_and_after_the_undo_it_works_again(people: Personas, year: AcademicYear) -> None:
    batch = move_all(people, year)
    with pytest.raises(ValidationError, match="has classes already"):
        move_all(people, year)
    with tenant(people.school.pk, member_id=people.administrator.pk):
        undo_batch(batch=batch, by=people.administrator, now=NOW)
    assert move_all(people, year).counts == batch.counts


def test_year_entered_already_is_used(people: Personas, year: AcademicYear) -> None:
    following = AcademicYear.objects.create(
        school=people.school,
        name="Next",
        starts_on=datetime.date(2026, 9, 1),
        ends_on=datetime.date(2027, 8, 31),
    )
    move_all(people, year)
    assert SchoolClass.objects.get(academic_year=following).name == "Maple"


def test_mixed_class_loses_its_top_year_only(people: Personas, year: AcademicYear) -> None:
    mixed = make_class(school=people.school, name="Beech", year_groups=(5, 6))
    for name, group in (("Five Up", 5), ("Six Off", 6)):
        enrol(make_student(school=people.school, name=name, year_group=group), mixed)
    found = difference_of(year, proposed_moves(list(classes_of_year(year))))
    beech = next(moved for moved in found.classes if moved.was == "Beech")
    assert (beech.year_groups, [str(one) for one in beech.students]) == ([6], ["Five Up"])


def test_staff_who_do_not_stay_and_classes_that_end(people: Personas, year: AcademicYear) -> None:
    moves = [replace(move, staff_stay=False) for move in proposed_moves(list(classes_of_year(year)))]
    assert [moved.staff for moved in difference_of(year, moves).classes] == [[]]
    assert difference_of(year, [replace(move, goes_on=False) for move in moves]).classes == []


@pytest.mark.parametrize(
    ("name", "groups", "later"),
    [
        *(
            ("7A", [7], "8A"),
            ("Year 4 Maple", [4], "Year 5 Maple"),
            ("Maple", [4], "Maple"),
            ("9x/En1", [9], "10x/En1"),
        ),
        *(("Reception", [0], "Year 1"), ("RB", [0], "RB"), ("R Acorn", [0], "1 Acorn"), ("Room 12", [4], "Room 12")),
    ],
)
def test_names_follow_the_year_group(name: str, groups: list[int], later: str) -> None:
    assert name_a_year_on(name, groups) == later


def test_nothing_to_move_is_said(people: Personas) -> None:
    assert year_to_leave(people.stranger.school, TODAY) is None
    with pytest.raises(ValidationError, match="No year has begun"):
        check_can_roll_over(None)
    SchoolClass.objects.all().delete()
    with pytest.raises(ValidationError, match="no classes"):
        check_can_roll_over(people.term.academic_year)
