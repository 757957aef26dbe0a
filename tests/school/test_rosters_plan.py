"""What a second import changes, closes and leaves alone."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from django.db import connection

from school.models import AcademicYear, Enrolment, Member, Role, School, SchoolClass, Term
from school.rosters import RosterRefused
from tests.factories.rosters import DAY_2, bring_in, person, place, school_class, small_roster, write_package
from tests.factories.school import enrol, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small roster, brought in."""
    folder = write_package(tmp_path / "p", small_roster())
    bring_in(folder)
    return folder


def again(folder: Path, tables: dict, **options):
    return bring_in(write_package(folder, tables), on=DAY_2, **options)


def member(source_id: str) -> Member:
    return Member.objects.get(source_id=source_id)


def open_places(source_id: str) -> list[str]:
    places = Enrolment.objects.filter(member__source_id=source_id, ends_on=None)
    return sorted(places.values_list("school_class__name", flat=True))


def test_leaver_is_closed_with_their_places_and_nothing_is_deleted(folder: Path) -> None:
    report = again(folder, small_roster(students=2))
    assert report.details[0].changes["students_left"] == ["P3"]
    assert (member("P3").left_on, member("P2").left_on) == (DAY_2, None)
    assert Enrolment.objects.get(member__source_id="P3").ends_on == DAY_2


def test_one_who_comes_back_is_reopened_without_overlap(folder: Path) -> None:
    again(folder, small_roster(students=2))
    back = DAY_2 + datetime.timedelta(days=7)
    bring_in(write_package(folder, small_roster()), on=back)
    assert member("P3").left_on is None
    places = Enrolment.objects.filter(member__source_id="P3").order_by("starts_on")
    assert [(one.starts_on, one.ends_on) for one in places] == [(datetime.date(2025, 9, 3), DAY_2), (DAY_2, None)]
    assert bring_in(folder, on=back).counts["created"] == 0


def test_mass_departure_stops_and_asks(tmp_path: Path) -> None:
    folder = write_package(tmp_path / "p", small_roster(students=12))
    bring_in(folder)
    with pytest.raises(RosterRefused, match=r"2 of 12 students.*--allow-leavers"):
        again(folder, small_roster(students=10))
    assert Member.objects.exclude(left_on=None).count() == 0
    again(folder, small_roster(students=10), allow_leavers=True)
    assert Member.objects.exclude(left_on=None).count() == 2


def test_enrolments_that_vanish_stop_and_ask(folder: Path) -> None:
    tables = small_roster()
    tables["enrollments"] = tables["enrollments"][:2]
    with pytest.raises(RosterRefused, match="2 of 3 students of Test School would have no class"):
        again(folder, tables)


def test_wrong_row_makes_no_leaver(folder: Path) -> None:
    tables = small_roster()
    tables["users"][3]["role"] = "wizard"
    report = again(folder, tables, accept_rest=True)
    assert (report.counts["closed"], report.counts["rejected"]) == (0, 2)
    assert (member("P3").left_on, open_places("P3")) == (None, ["Class C"])


def test_row_that_names_nobody_closes_nobody(folder: Path) -> None:
    tables = small_roster(students=2)
    tables["users"].append(person(""))
    assert again(folder, tables, accept_rest=True).counts["closed"] == 0


def test_roles_that_people_gave_stay(folder: Path) -> None:
    Member.objects.filter(source_id="T").update(roles=[Role.TEACHER, Role.PLC_LEAD])
    tables = small_roster()
    tables["users"][0]["role"] = "aide"
    again(folder, tables)
    assert set(member("T").roles) == {Role.PLC_LEAD, Role.TEACHING_ASSISTANT}


def test_what_the_file_leaves_blank_stays(folder: Path) -> None:
    Member.objects.filter(source_id="P1").update(preferred_name="Pip")
    tables = small_roster()
    tables["users"][1]["grades"] = ""
    assert again(folder, tables).counts["updated"] == 0
    assert (member("P1").preferred_name, member("P1").year_group) == ("Pip", 7)


def test_people_and_places_made_by_hand_stay(folder: Path) -> None:
    school = School.objects.get()
    cover, group = make_member(school=school), SchoolClass.objects.get()
    enrol(cover, group, role=Enrolment.Role.TEACHER)
    enrol(member("T"), group, role=Enrolment.Role.ASSISTANT)
    assert again(folder, small_roster()).counts["closed"] == 0


def test_class_that_is_gone_is_closed_with_its_places(folder: Path) -> None:
    tables = small_roster()
    tables["classes"] = [school_class("D")]
    tables["enrollments"] = [{**row, "classSourcedId": "D"} for row in tables["enrollments"]]
    again(folder, tables)
    assert SchoolClass.objects.get(source_id="C").closed_on == DAY_2
    assert open_places("P1") == ["Class D"]


def test_identifier_used_again_next_year_keeps_last_years_class(folder: Path) -> None:
    tables = small_roster()
    next_year = {"Y": "2026/27", "T1": "Autumn term", "T2": "Spring term"}
    for row in tables["academicSessions"]:
        row["startDate"], row["endDate"] = (
            row["startDate"].replace("2026", "2027"),
            row["endDate"].replace("2026", "2027"),
        )
        row["startDate"], row["endDate"] = (
            row["startDate"].replace("2025", "2026"),
            row["endDate"].replace("2025", "2026"),
        )
        row |= {"title": next_year[row["sourcedId"]], "sourcedId": f"{row['sourcedId']}-27", "schoolYear": "2027"}
        row["parentSourcedId"] = "Y-27" if row["parentSourcedId"] else ""
    tables["classes"][0]["termSourcedIds"] = "T1-27,T2-27"
    bring_in(write_package(folder, tables), on=datetime.date(2026, 9, 10))
    years = SchoolClass.objects.order_by("pk").values_list("academic_year__name", "source_id", "closed_on")
    assert list(years) == [("2025/26", "C @ 2025/26", datetime.date(2026, 9, 1)), ("2026/27", "C", None)]
    assert Term.objects.count() == 4
    assert open_places("P1") == ["Class C"]


def test_new_term_between_two_takes_its_number(folder: Path) -> None:
    tables = small_roster()
    middle = {"sourcedId": "T9", "title": "Winter", "startDate": "2025-12-27", "endDate": "2025-12-31"}
    tables["academicSessions"].append({**tables["academicSessions"][1], **middle})
    again(folder, tables)
    assert list(Term.objects.order_by("ordinal").values_list("source_id", flat=True)) == ["T1", "T9", "T2"]


def test_years_and_terms_a_school_had_are_taken_up(tmp_path: Path) -> None:
    school = School.objects.create(name="Here", slug="here")
    days = {"starts_on": datetime.date(2025, 9, 1), "ends_on": datetime.date(2026, 7, 31)}
    year = AcademicYear.objects.create(school=school, name="Our year", **days)
    days["ends_on"] = datetime.date(2025, 12, 20)
    term = Term.objects.create(school=school, academic_year=year, name="Herbst", ordinal=1, **days)
    bring_in(write_package(tmp_path / "p", small_roster()), into=school)
    assert [one.pk for one in AcademicYear.objects.all()] == [year.pk]
    assert Term.objects.get(name="Autumn term").pk == term.pk


def test_two_years_of_one_name_are_refused(folder: Path) -> None:
    tables = small_roster()
    tables["academicSessions"].append({**tables["academicSessions"][0], "sourcedId": "Y2"})
    tables["classes"].append(school_class("D", sessions="Y2"))
    with pytest.raises(RosterRefused, match="two school years called 2025/26"):
        again(folder, tables)


def test_import_of_many_takes_no_more_statements_than_of_few(tmp_path: Path, django_assert_max_num_queries) -> None:
    tables = small_roster(students=60)
    tables["enrollments"] += [place(f"X{number}", f"P{number}", "D") for number in range(1, 61)]
    tables["classes"].append(school_class("D"))
    folder = write_package(tmp_path / "p", tables)
    with django_assert_max_num_queries(40, connection=connection):
        bring_in(folder)
