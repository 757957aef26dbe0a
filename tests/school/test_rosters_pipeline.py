"""What every source shares: the plan that writes nothing, the rows accounted for, scope, and fields kept."""

from __future__ import annotations

import datetime
import os
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from django.utils import timezone

from school.batches import undo_batch
from school.models import Batch, Change, Enrolment, Member, Role, RosterRun, School, SchoolClass
from school.rosters import Incoming, InputTable, RosterRefused, alone, carry_out, plan_import, read_oneroster
from school.rosters.imports import IMPORT_LOCK
from school.rosters.wanted import MemberWanted, SchoolWanted, Scope
from school.rosters.years import YearWanted
from tests.factories.rosters import (
    DAY_1,
    DAY_2,
    KEPT,
    bring_in,
    person,
    school_class,
    small_roster,
    write_package,
)
from tests.factories.school import make_member, make_school

pytestmark = pytest.mark.django_db

YEAR = YearWanted("Y", "2025/26", datetime.date(2025, 9, 1), datetime.date(2026, 8, 31), ())


def pupil(id: str, name: str = "") -> MemberWanted:
    return MemberWanted(id, name or f"Given {id}", "Family", "", (Role.STUDENT.value,), 7, DAY_1)


def table(*ids: str, **more) -> Incoming:
    """A list of students such as an office types."""
    school = SchoolWanted("", "", (), {id: pupil(id) for id in ids}, **more)
    rows = tuple((line, [id]) for line, id in enumerate(ids, 2))
    speaks_of = {line: (("member", cells[0]),) for line, cells in rows}
    return Incoming("LIST", "csv", "d", [school], tables=(InputTable("list.csv", ("id",), rows, speaks_of),))


def carried_out(incoming: Incoming, into: School | None = None, by: Member | None = None, **answers: bool):
    with alone():
        return carry_out(plan_import(incoming, on=DAY_2, into=into), by=by, now=timezone.now(), **answers)


def read(folder: Path | str) -> Incoming:
    return read_oneroster(KEPT / folder if isinstance(folder, str) else folder, on=DAY_2)


def test_plan_names_the_difference_and_writes_nothing() -> None:
    bring_in("syn_uk_v1p1_day1")
    before = (Member.objects.count(), Change.objects.count(), RosterRun.objects.count())
    [school] = plan_import(read("syn_uk_v1p1_day2"), on=DAY_2).schools
    found = school.difference
    assert [one.name for one in found.new] == ["Imogen Day"]
    assert [one.name for one in found.leaving] == ["Mohammed Ali", "Ade Okafor"]
    [renamed] = found.changed
    assert [(one.label, one.old, one.new) for one in renamed.changes] == [("Family name", "Ní Bhriain", "Kelly")]
    assert ("Sam van der Berg, Jr", ("8B Registration",), ("7A Registration",)) in [
        (one.name, one.leaves, one.joins) for one in found.moved
    ]
    [renamed_class] = found.classes_changed
    assert [(one.old, one.new) for one in renamed_class.changes] == [("7 English set 1", "7 English set A")]
    assert not (found.calendar or found.classes_new or found.classes_closing or found.returning or found.is_empty)
    assert (Member.objects.count(), Change.objects.count(), RosterRun.objects.count()) == before


def test_plan_of_a_new_school_names_its_classes_and_calendar() -> None:
    [school] = plan_import(read("syn_uk_v1p1_day1"), on=DAY_1).schools
    assert [one.name for one in school.difference.calendar] == ["2025/26", "Autumn term", "Spring term", "Summer term"]
    assert len(school.difference.classes_new) == 4 and len(school.difference.new) == 16


def test_fingerprint_holds_while_the_difference_does() -> None:
    bring_in("syn_uk_v1p1_day1")
    first = plan_import(read("syn_uk_v1p1_day2"), on=DAY_2).fingerprint
    assert plan_import(read("syn_uk_v1p1_day2"), on=DAY_2).fingerprint == first
    Member.objects.filter(source_id="S005").update(family_name="Other")
    assert plan_import(read("syn_uk_v1p1_day2"), on=DAY_2).fingerprint != first


def test_log_says_who_and_how_many_and_the_batch_can_be_undone(tmp_path: Path) -> None:
    school = make_school()
    office = make_member(school=school, roles=[Role.ADMINISTRATOR])
    carried_out(table("A", "B"), into=school, by=office)
    run = RosterRun.objects.get()
    assert (run.by, run.batch.by, run.batch.kind) == (office, office, Batch.Kind.ROSTER)
    assert undo_batch(batch=run.batch, by=office, now=timezone.now()).removed == 2
    assert list(Member.objects.all()) == [office]


def test_import_that_changes_nothing_makes_no_batch() -> None:
    school = make_school()
    carried_out(table("A"), into=school)
    carried_out(table("A"), into=school)
    assert (Batch.objects.count(), RosterRun.objects.count()) == (1, 2)


def test_list_outside_its_scope_closes_nothing() -> None:
    school = make_school()
    carried_out(table("A", "B"), into=school)
    carried_out(table("A", scope=Scope(students=False, staff=False, classes=False)), into=school)
    assert Member.objects.filter(left_on=None).count() == 2
    carried_out(table("A"), into=school)
    assert [one.source_id for one in Member.objects.exclude(left_on=None)] == ["B"]


def test_list_of_students_leaves_staff_and_their_classes_alone(tmp_path: Path) -> None:
    bring_in(write_package(tmp_path / "p", small_roster()))
    school = School.objects.get()
    only = Scope(staff=False, classes=False, kinds=frozenset())
    wanted = SchoolWanted("SCH", "x", (), {id: pupil(id) for id in ("P1", "P2")}, scope=only)
    carried_out(Incoming("TEST", "csv", "d", [wanted]), into=school)
    assert sorted(Member.objects.filter(left_on=None).values_list("source_id", flat=True)) == ["P1", "P2", "T"]
    assert Enrolment.objects.filter(ends_on=None).count() == 3 and SchoolClass.objects.get().closed_on is None


def test_people_known_from_elsewhere_are_updated_and_never_closed(tmp_path: Path) -> None:
    school = make_school()
    ours = make_member(school=school, roles=[Role.STUDENT], name="Ann Other")
    incoming = table("A", members_here={"A": ours.pk})
    carried_out(incoming, into=school)
    ours.refresh_from_db()
    assert (ours.given_name, ours.source, Member.objects.count()) == ("Given A", "", 1)
    carried_out(table("B"), into=school)
    assert Member.objects.get(pk=ours.pk).left_on is None


def test_problems_and_questions_wait_for_an_answer(tmp_path: Path) -> None:
    school = make_school()
    carried_out(table(*"ABCDEFGHIJKL"), into=school)
    with pytest.raises(RosterRefused, match="no longer named"):
        carried_out(table(*"ABCD"), into=school)
    assert carried_out(table(*"ABCD"), into=school, allow_leavers=True).counts["closed"] == 8


def test_characteristics_that_are_not_said_stay() -> None:
    school = make_school()
    said = {"A": {"pupil_premium": "yes", "send": "support"}}
    carried_out(table("A", characteristics=said), into=school)
    report = carried_out(table("A", characteristics={"A": {"sex": "male"}}), into=school)
    found = Member.objects.get().characteristics
    assert (found.pupil_premium, found.send, found.eal, found.sex) == ("yes", "support", "not_known", "male")
    assert report.counts["updated"] == 1


def test_one_school_takes_its_share_of_a_package_of_many(tmp_path: Path) -> None:
    tables = small_roster()
    tables["orgs"].append({**tables["orgs"][0], "sourcedId": "SCH2", "name": "Second"})
    tables["users"].append(person("Q", orgs="SCH2"))
    tables["classes"].append(school_class("D", schoolSourcedId="SCH2"))
    folder = write_package(tmp_path / "p", tables)
    bring_in(folder)
    second = School.objects.get(name="Second")
    report = bring_in(folder, into=second)
    assert report.schools == (second,)
    with pytest.raises(RosterRefused, match="a roster of one school"):
        bring_in(folder, into=make_school())


def test_two_imports_at_once_are_one_too_many(transactional_db: None) -> None:
    with psycopg.connect(os.environ["DATABASE_URL"]) as other:
        other.execute("SELECT pg_advisory_xact_lock(%s)", [IMPORT_LOCK])
        with pytest.raises(RosterRefused, match="Another roster"):
            bring_in("syn_uk_v1p1_day1")


def test_year_of_ours_can_hold_the_lists_classes() -> None:
    school = make_school()
    carried_out(replace(table("A"), schools=[SchoolWanted("", "", (YEAR,), {"A": pupil("A")})]), into=school)
    assert Member.objects.get().source == "LIST"
