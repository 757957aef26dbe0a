"""Whole packages, as expected.json says they must end."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest
from django.db import connection

from school.models import Change, Characteristics, Enrolment, Member, Role, RosterRun, School, SchoolClass, Term
from school.queries import classes_of, current_term, learners_in
from school.rosters import RosterRefused
from tests.factories.rosters import (
    DAY_1,
    DAY_2,
    KEPT,
    bring_in,
    copied,
    edit,
    person,
    place,
    school_class,
    small_roster,
    write_package,
)
from tests.factories.school import make_school

pytestmark = pytest.mark.django_db

EXPECTED = json.loads((KEPT / "expected.json").read_text())
TABLES = "academicyear term member characteristics schoolclass enrolment change school".split()


def everything() -> dict[str, list]:
    """Every row that an import may write, with the transaction that wrote it last."""
    with connection.cursor() as cursor:
        found = {}
        for table in TABLES:
            cursor.execute(f"SELECT xmin::text, school_{table}.* FROM school_{table} ORDER BY id")
            found[table] = cursor.fetchall()
        return found


def content() -> set[tuple]:
    """What a school holds, by the sender's identifiers."""
    people = Member.objects.values_list(
        "source_id", "given_name", "family_name", "roles", "year_group", "joined_on", "left_on"
    )
    places = Enrolment.objects.values_list(
        "member__source_id", "school_class__source_id", "role", "starts_on", "ends_on"
    )
    sexes = Characteristics.objects.values_list("student__source_id", "sex")
    classes = SchoolClass.objects.values_list("source_id", "name", "kind", "subject", "academic_year__name")
    rows = [*people, *places, *sexes, *classes, *Term.objects.values_list("source_id", "ordinal", "comparison_key")]
    return {tuple(map(str, row)) for row in rows}


def test_day_1_holds_what_it_should() -> None:
    counts = bring_in("syn_uk_v1p1_day1").counts
    wanted = EXPECTED["syn_uk_v1p1_day1"]
    assert counts["students"] == wanted["students"] and counts["staff"] == wanted["teachers"]
    assert counts["student_memberships"] == wanted["student_enrollments"] == Enrolment.objects.learners().count()
    assert counts["staff_memberships"] == wanted["teacher_enrollments"]
    assert not Member.objects.filter(source_id="G001").exists()


@pytest.mark.parametrize("name", ["syn_uk_v1p1_day1", "edfi_grandbend_v1p1", "syn_uk_v1p2_day1"])
def test_second_import_changes_nothing(name: str) -> None:
    bring_in(name)
    before = everything()
    counts = bring_in(name).counts
    assert {key: counts[key] for key in ("created", "updated", "closed")} == EXPECTED["reimport_day1"]
    assert everything() == before
    assert RosterRun.objects.count() == 2


@pytest.mark.parametrize("name", ["odd_bom_lf", "odd_extension_columns"])
def test_odd_but_sound_packages_come_in_as_day_1(name: str) -> None:
    bring_in("syn_uk_v1p1_day1")
    before = everything()
    assert bring_in(name).counts["created"] == 0
    assert everything() == before


def test_day_2_after_day_1() -> None:
    bring_in("syn_uk_v1p1_day1")
    changes = bring_in("syn_uk_v1p1_day2", on=DAY_2).details[0].changes
    wanted = EXPECTED["day1_then_day2"]
    for key in ("students_created", "students_left", "staff_left", "moved"):
        assert changes[key] == wanted[key]
    assert changes["renamed"] == list(wanted["renamed"]) and changes["classes_renamed"] == wanted["class_renamed"]
    assert Member.objects.get(source_id="S005").family_name == "Kelly"
    assert Member.objects.get(source_id="S013").joined_on == datetime.date(2026, 1, 5)
    left = Member.objects.filter(source_id__in=["S003", "T002"])
    assert [one.left_on for one in left] == [DAY_2, DAY_2]
    assert Enrolment.objects.filter(member__in=left).exclude(ends_on=DAY_2).count() == 0


def test_membership_of_a_past_year_is_open_and_its_class_page_shows_the_students() -> None:
    school = bring_in("edfi_grandbend_v1p1").schools[0]
    term = current_term(school, DAY_1)
    assert (term.comparison_key, term.ends_on) == ("spring", datetime.date(2021, 5, 28))
    assert Enrolment.objects.filter(ends_on=None).learners().count() == 10
    teacher = Member.objects.get(source_id="207268")
    [taught] = classes_of(teacher, term)
    assert (taught.name, learners_in(taught, DAY_1).count()) == ("ENG-1", 5)
    assert Member.objects.filter(joined_on=datetime.date(2020, 8, 17)).count() == 10


def test_version_1_2_brings_preferred_names_and_keeps_district_roles_out() -> None:
    bring_in("syn_uk_v1p2_day1")
    assert Member.objects.get(source_id="S002").preferred_name == "Luke"
    assert Member.objects.get(source_id="T004").roles == [Role.TEACHER]
    assert Characteristics.objects.get(student__source_id="S009").sex == "other"


def test_secondary_roles_count_and_principals_lead(tmp_path: Path) -> None:
    folder = copied("syn_uk_v1p2_day1", tmp_path)
    edit(folder, "roles.csv", "siteAdministrator,,,ORG-MAT", "siteAdministrator,,,ORG-HSA")
    edit(folder, "roles.csv", "T001,primary,teacher", "T001,primary,principal")
    bring_in(folder)
    assert Member.objects.get(source_id="T004").roles == [Role.TEACHER, Role.ADMINISTRATOR]
    assert Member.objects.get(source_id="T001").roles == [Role.HEAD]


@pytest.mark.parametrize(
    "name", ["bad_no_manifest", "bad_header_case", "bad_role", "bad_dates_ddmmyyyy", "bad_orphan_enrollment"]
)
def test_bad_packages_change_nothing(name: str) -> None:
    bring_in("syn_uk_v1p1_day1")
    before = everything()
    with pytest.raises(RosterRefused):
        bring_in(name, on=DAY_2)
    assert everything() == before and RosterRun.objects.count() == 1


def test_accepted_rest_is_day_1_without_the_wrong_row() -> None:
    report = bring_in("bad_orphan_enrollment", accept_rest=True)
    assert [(problem.record, problem.line) for problem in report.rejected] == [("E999", 31)]
    before = content()
    assert bring_in("syn_uk_v1p1_day1").counts["created"] == 0
    assert content() == before


def test_dry_run_reports_the_same_and_writes_nothing() -> None:
    planned = bring_in("syn_uk_v1p1_day1", dry_run=True)
    assert not School.objects.exists() and not RosterRun.objects.exists() and not Change.objects.exists()
    assert bring_in("syn_uk_v1p1_day1").counts == planned.counts


def test_one_bad_school_takes_the_whole_package_back(tmp_path: Path) -> None:
    tables = small_roster()
    tables["orgs"].append({**tables["orgs"][0], "sourcedId": "ZZZ", "name": "Second"})
    tables["academicSessions"].append({**tables["academicSessions"][0], "sourcedId": "Y2"})
    tables["classes"] += [
        school_class(id, schoolSourcedId="ZZZ", sessions=year) for id, year in (("D", "Y"), ("E", "Y2"))
    ]
    with pytest.raises(RosterRefused, match="two school years"):
        bring_in(write_package(tmp_path / "p", tables))
    assert not School.objects.exists()


def test_teacher_of_two_schools_is_a_member_of_both_and_each_school_sees_its_own(tmp_path: Path) -> None:
    tables = small_roster()
    tables["orgs"].append({**tables["orgs"][0], "sourcedId": "SCH2", "name": "Second"})
    tables["users"] += [person("B", role="teacher", orgs="SCH,SCH2"), person("Q", orgs="SCH2")]
    report = bring_in(write_package(tmp_path / "p", tables))
    assert [school.name for school in report.schools] == ["Test School", "Second"]
    assert [school.notes for school in report.details] == [(), ("1 student is in no class.",)]
    assert "no class" not in str(RosterRun.objects.get(school=report.schools[0]).notes)
    found = Member.objects.filter(school=report.schools[1]).values_list("source_id", flat=True)
    assert sorted(found) == ["B", "Q"]


def test_person_named_only_by_an_enrolment_is_a_member(tmp_path: Path) -> None:
    tables = small_roster()
    tables["orgs"].append({"sourcedId": "TRUST", "name": "Trust", "type": "district"})
    tables["users"] += [person("V", role="aide", orgs="TRUST"), person("F", role="parent", orgs="TRUST")]
    tables["enrollments"] += [place("EV", "V", role="teacher"), place("EF", "F", role="teacher")]
    report = bring_in(write_package(tmp_path / "p", tables))
    assert Member.objects.get(source_id="V").enrolments.get().role == Enrolment.Role.ASSISTANT
    assert report.notes == ("Not brought in: 1 person with the role parent.",)


def test_early_end_closes_a_place_on_the_day_given(tmp_path: Path) -> None:
    tables = small_roster()
    tables["enrollments"][1]["endDate"] = "2025-10-10"
    tables["enrollments"][2]["endDate"] = "2025-12-19"
    bring_in(write_package(tmp_path / "p", tables), on=DAY_1)
    ends = dict(Enrolment.objects.values_list("member__source_id", "ends_on"))
    assert (ends["P1"], ends["P2"]) == (datetime.date(2025, 10, 10), None)


def test_two_senders_with_the_same_identifiers_stay_apart(tmp_path: Path) -> None:
    bring_in(write_package(tmp_path / "a", small_roster(), source="A"))
    bring_in(write_package(tmp_path / "b", small_roster(), source="B"))
    assert sorted(School.objects.values_list("slug", flat=True)) == ["test-school", "test-school-2"]


def test_unnamed_sender_may_not_take_another_school(tmp_path: Path) -> None:
    bring_in(write_package(tmp_path / "p", small_roster(), source=""))
    tables = small_roster()
    tables["orgs"][0]["name"] = "Quite another"
    with pytest.raises(RosterRefused, match="--school"):
        bring_in(write_package(tmp_path / "p", tables, source=""))


def test_named_school_takes_the_roster_and_remembers_it() -> None:
    school, other = make_school(), make_school()
    bring_in("syn_uk_v1p1_day1", into=school)
    school.refresh_from_db()
    assert (school.source, school.source_id) == ("SYN", "ORG-HSA")
    with pytest.raises(RosterRefused, match="belongs to another"):
        bring_in("syn_uk_v1p1_day1", into=other)
    assert bring_in("syn_uk_v1p1_day1").schools == (school,)


def test_secrets_are_stored_nowhere(tmp_path: Path) -> None:
    folder = copied("edfi_grandbend_v1p1", tmp_path)
    bring_in(edit(folder, "users.csv", ",,09,", ",,09,pw-secret"))
    stored = f"{everything()} {list(RosterRun.objects.values())}"
    assert [secret for secret in ("pw-secret", "(950)", "studentgps.org", "1997-05-30") if secret in stored] == []
