"""Tables into a school: the kept exports, the second time, what a table does not speak of."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from school.models import Characteristics, Enrolment, Member, School, SchoolClass
from school.rosters import RosterRefused
from school.rosters.imports import ImportPlan, alone, carry_out, plan_import
from school.rosters.sources import incoming_of, open_source
from school.rosters.tablefiles.answers import Answers, guessed
from school.rosters.tablefiles.glimpse import glimpse_of
from tests.factories.school import make_school, make_student, make_term
from tests.factories.tablefiles import KEPT, STUDENTS, csv_of

pytestmark = pytest.mark.django_db
ON = datetime.date(2026, 3, 10)
NOW = datetime.datetime(2026, 3, 10, 9, tzinfo=datetime.UTC)
EXPORTS = ["sims_style.csv", "arbor_style.csv", "wonde_style.json", "8239999_CTF_823LLLL_001.xml"]


@pytest.fixture
def school(db: None) -> School:
    return make_term(school=make_school(name="Harbourside Academy", phase="secondary")).school


def bring_in(path: Path, school: School, *, on: datetime.date = ON, **said: Any) -> ImportPlan:
    source = open_source(path)
    assert source.table is not None
    answers = guessed(glimpse_of(source.table)).as_dict()
    answers = Answers.from_dict({**answers, "complete": True, "premium": answers["premium"] or "eligible", **said})
    with alone():
        plan = plan_import(incoming_of(source, answers=answers, school=school, on=on), on=on, into=school)
        carry_out(
            plan, by=None, now=NOW, accept_rest=True, allow_leavers=bool(said.get("complete", True)), kind="table"
        )
    return plan


def bring_lines(tmp_path: Path, school: School, *lines: str, **said: Any) -> ImportPlan:
    path = tmp_path / "people.csv"
    path.write_bytes(csv_of(*lines))
    return bring_in(path, school, **{"who": "students", "source": "MIS", **said})


def names(school: School) -> set[tuple[str, str]]:
    return set(Member.objects.filter(school=school, left_on=None).values_list("given_name", "family_name"))


@pytest.mark.parametrize("name", EXPORTS)
def test_kept_export_comes_in_and_a_second_time_changes_nothing(name: str, school: School) -> None:
    missing = name.endswith(".xml")
    first = bring_in(KEPT / name, school)
    assert Member.objects.filter(school=school).count() == STUDENTS - missing
    assert ("Łukasz", "Żółć") in names(school) and ('=HYPERLINK("http://x.invalid")', "Test") in names(school)
    assert {(row.input, row.applied, row.failed) for row in first.rows.values()} == {(12, 12 - missing, int(missing))}
    second = bring_in(KEPT / name, school, on=ON + datetime.timedelta(days=9))
    assert not second.schools[0].plan.changes_anything
    assert [row.unchanged for row in second.rows.values()] == [STUDENTS - missing]


def test_classes_belong_to_the_year_of_the_day_and_hold_their_students(school: School) -> None:
    bring_in(KEPT / EXPORTS[0], school)
    classes = {one.name: one for one in SchoolClass.objects.filter(school=school)}
    assert {(name, one.kind, tuple(one.year_groups)) for name, one in classes.items()} == {
        ("7A", "registration", (7,)), ("8B", "registration", (8,)),
    }  # fmt: skip
    assert Enrolment.objects.filter(school_class=classes["7A"], ends_on=None, role="student").count() == 5
    assert Enrolment.objects.filter(school=school).first().starts_on == classes["7A"].academic_year.starts_on  # type: ignore[union-attr]


def test_characteristics_are_what_was_said_and_else_not_known(school: School) -> None:
    bring_in(KEPT / EXPORTS[2], school)
    zoe = Characteristics.objects.get(student__given_name="Zoë")
    assert (zoe.sex, zoe.pupil_premium, zoe.send, zoe.eal) == ("female", "yes", "not_known", "no")


def test_blank_cell_leaves_what_is_known(school: School, tmp_path: Path) -> None:
    bring_lines(tmp_path, school, "id,first name,surname,year,form,sen", "1,Zoë,Ali,7,7A,K", "2,Sam,Lee,7,7A,")
    plan = bring_lines(tmp_path, school, "id,first name,surname,year,form,sen", "1,Zoë,Ali,,,", "2,Sam,Lee,7,7A,")
    assert not plan.schools[0].plan.changes_anything


def test_table_of_students_closes_no_staff_and_no_class(school: School, tmp_path: Path) -> None:
    staff = ("staff code,first name,surname,role,form", "1,Ann,Roe,Teacher,7A", "2,Bob,Poe,TA,7B")
    bring_lines(tmp_path, school, *staff, who="staff")
    bring_lines(tmp_path, school, "id,first name,surname,form", "1,Zoë,Ali,7A", "2,Sam,Lee,7B")
    bring_lines(tmp_path, school, "id,first name,surname,form", "2,Sam,Lee,7A", "3,Ida,May,7A")
    assert names(school) == {("Ann", "Roe"), ("Bob", "Poe"), ("Sam", "Lee"), ("Ida", "May")}
    assert not SchoolClass.objects.filter(school=school).exclude(closed_on=None).exists()
    assert SchoolClass.objects.filter(school=school).count() == 2
    moved = Enrolment.objects.filter(member__given_name="Sam").order_by("pk")
    assert [(one.school_class.name, one.ends_on is None) for one in moved] == [("7B", False), ("7A", True)]


def test_table_of_some_closes_nobody(school: School, tmp_path: Path) -> None:
    bring_lines(tmp_path, school, "id,first name,surname", "1,Zoë,Ali", "2,Sam,Lee")
    plan = bring_lines(tmp_path, school, "id,first name,surname", "2,Sam,Lee", complete=False)
    assert not plan.schools[0].plan.changes_anything


def test_unreadable_row_is_no_leaver(school: School, tmp_path: Path) -> None:
    bring_lines(tmp_path, school, "id,first name,surname", "1,Zoë,Ali", "2,Sam,Lee")
    bring_lines(tmp_path, school, "id,first name,surname", "1,Zoë", ",Sam,Lee")
    assert names(school) == {("Zoë", "Ali"), ("Sam", "Lee")}


def test_row_of_nobody_keeps_everybody_and_lets_others_move(school: School, tmp_path: Path) -> None:
    header = "id,first name,surname,form,classes"
    bring_lines(tmp_path, school, header, "1,Zoë,Ali,7A,Ma;", "2,Sam,Lee,7A,Ma;")
    plan = bring_lines(tmp_path, school, header, "1,Zoë,Ali,7B,En;", ",Sam,Lee,7A,Ma;")
    assert "nobody leaves through this file" in " ".join(plan.incoming.notes)
    assert names(school) == {("Zoë", "Ali"), ("Sam", "Lee")}
    zoe = Enrolment.objects.filter(member__given_name="Zoë", ends_on=None)
    assert set(zoe.values_list("school_class__name", flat=True)) == {"7B", "Ma", "En"}


def test_class_that_the_school_made_is_used_and_stays_as_it_is(school: School, tmp_path: Path) -> None:
    year = make_term(school=school).academic_year
    ours = SchoolClass.objects.create(school=school, academic_year=year, name="7a", year_groups=[7, 8])
    bring_lines(tmp_path, school, "id,first name,surname,form,year", "1,Zoë,Ali,7A,7")
    ours.refresh_from_db()
    assert (SchoolClass.objects.filter(school=school).count(), ours.name, ours.year_groups) == (1, "7a", [7, 8])
    assert ours.enrolments.count() == 1


def test_people_made_here_are_not_touched(school: School, tmp_path: Path) -> None:
    make_student(school=school, name="Own Child")
    bring_lines(tmp_path, school, "id,first name,surname", "1,Zoë,Ali")
    assert ("Own", "Child") in names(school)


def test_open_questions_are_refused_by_name(school: School, tmp_path: Path) -> None:
    with pytest.raises(RosterRefused, match=r"Still to be said.*whether the table holds everybody"):
        bring_lines(tmp_path, school, "id,first name,surname", "1,Zoë,Ali", complete=None)
    with pytest.raises(RosterRefused, match="“Q”"):
        bring_lines(tmp_path, school, "id,first name,surname,sex", "1,Zoë,Ali,Q")
    with pytest.raises(RosterRefused, match="Identifier"):
        bring_lines(tmp_path, school, "first name,surname", "Zoë,Ali")


def test_school_without_a_year_is_told_to_set_one(tmp_path: Path) -> None:
    with pytest.raises(RosterRefused, match="Calendar"):
        bring_lines(tmp_path, make_school(), "id,first name,surname", "1,Zoë,Ali")


@pytest.mark.parametrize("folder", ["ms_sds_uk_format_100", "ms_sds_v2p1"])
def test_school_data_sync_is_named_and_refused(folder: str) -> None:
    with pytest.raises(RosterRefused, match="School Data Sync"):
        open_source(KEPT.parent / "oneroster" / folder)


def test_table_of_school_data_sync_comes_in_for_one_of_its_schools(school: School) -> None:
    path = KEPT.parent / "oneroster" / "ms_sds_uk_format_100" / "Student.csv"
    said = {"source": "SDS", "values": {"school": {"10001": "here", "10002": "elsewhere"}}}
    bring_in(path, school, who="students", **said)
    here = sum(line.split(",")[1] == "10001" for line in path.read_text().splitlines())
    assert Member.objects.filter(school=school).count() == here > 0
