"""Changes only: what a delta package names changes, the rest stays; what is older than what came before stays out."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from school.batches import undo_batch
from school.models import Batch, Enrolment, Member, Role, RosterRun, School, SchoolClass, Term
from school.rosters import RosterRefused
from tests.factories.rosters import (
    DAY_1,
    DAY_2,
    bring_in,
    copied,
    person,
    place,
    school_class,
    small_roster,
    write_package,
)

pytestmark = pytest.mark.django_db

DAY_3 = datetime.date(2026, 2, 11)
LATER = "2026-02-01T06:00:00.000Z"


@pytest.fixture
def before(tmp_path: Path) -> Path:
    """A small roster, brought in on day 2."""
    folder = write_package(tmp_path / "p", small_roster())
    bring_in(folder, on=DAY_2)
    return folder


def changes(
    folder: Path,
    *,
    modes: dict[str, str] | None = None,
    options: dict[str, Any] | None = None,
    version: str = "1.1",
    source: str = "TEST",
    **tables: list,
):
    """Bring in a package of these tables, as delta unless ``modes`` says otherwise."""
    modes = dict.fromkeys(tables, "delta") | (modes or {})
    stamp = {"status": "active", "dateLastModified": LATER}
    rows: dict[str, list[dict[str, Any]]] = {
        name: [{**(stamp if modes[name] == "delta" else {}), **row} for row in rows] for name, rows in tables.items()
    }
    written = write_package(folder, rows, modes=modes, version=version, source=source)
    return bring_in(written, on=DAY_3, **(options or {}))


def open_places(source_id: str) -> list[str]:
    places = Enrolment.objects.filter(member__source_id=source_id, ends_on=None)
    return sorted(places.values_list("school_class__source_id", flat=True))


@pytest.mark.parametrize("days", [(DAY_1, DAY_2, DAY_3), (datetime.date(2026, 11, 22),) * 3])
def test_day_3_after_day_2_after_day_1(days: tuple[datetime.date, ...]) -> None:
    """On the days they were made for, and all three on a much later day."""
    bring_in("syn_uk_v1p1_day1", on=days[0])
    bring_in("syn_uk_v1p1_day2", on=days[1])
    report = bring_in("syn_uk_v1p1_day3_delta", on=days[2])
    changed = report.details[0].changes
    assert (changed["students_left"], changed["students_created"]) == (["S004"], ["S014"])
    assert Member.objects.get(source_id="S005").family_name == "Kelly"
    assert [(problem.record, problem.line) for problem in report.rejected] == [("S005", 4)]
    assert open_places("S013") == ["C7EN"] and open_places("S014") == ["C7A", "C7EN"] and open_places("S004") == []
    ended = Enrolment.objects.get(source_ids=["E901"])
    assert (ended.member.source_id, ended.ends_on) == ("S013", datetime.date(2026, 2, 10))
    assert Member.objects.filter(left_on=None).count() == 15
    assert {file: tuple(count.as_dict().values()) for file, count in report.rows.items()} == {
        "users.csv": (3, 2, 0, 1, "delta"),
        "enrollments.csv": (3, 3, 0, 0, "delta"),
    }


def test_same_changes_again_change_nothing() -> None:
    for name, day in (("syn_uk_v1p1_day1", DAY_1), ("syn_uk_v1p1_day2", DAY_2), ("syn_uk_v1p1_day3_delta", DAY_3)):
        bring_in(name, on=day)
    counts = bring_in("syn_uk_v1p1_day3_delta", on=DAY_3).counts
    assert (counts["created"], counts["updated"], counts["closed"]) == (0, 0, 0)


def test_full_export_after_changes_is_the_whole_truth_again() -> None:
    for name, day in (("syn_uk_v1p1_day2", DAY_2), ("syn_uk_v1p1_day3_delta", DAY_3)):
        bring_in(name, on=day)
    changed = bring_in("syn_uk_v1p1_day2", on=DAY_3).details[0].changes
    assert changed["students_left"] == ["S014"]
    assert open_places("S004") == ["C7A", "C7EN"]


def test_changes_without_anything_before_are_refused() -> None:
    with pytest.raises(RosterRefused, match="nothing came from SYN before"):
        bring_in("syn_uk_v1p1_day3_delta")


def test_changes_after_an_undo_need_a_full_package(before: Path) -> None:
    undo_batch(batch=Batch.objects.get(), by=None, now=timezone.now())
    with pytest.raises(RosterRefused, match="was undone"):
        changes(before, users=[person("P1", familyName="New")])


def test_row_without_its_date_or_status_is_wrong(before: Path) -> None:
    with pytest.raises(RosterRefused) as caught:
        changes(
            before, users=[person("P1", status="", dateLastModified=""), person("P2", dateLastModified="yesterday")]
        )
    assert [problem.column for problem in caught.value.problems] == ["dateLastModified", "status", "dateLastModified"]


def test_place_under_the_same_row_moves(before: Path) -> None:
    changes(before, classes=[school_class("D")])
    report = changes(before, enrollments=[place("EP1", "P1", "D", beginDate="2026-02-01")])
    assert open_places("P1") == ["D"]
    closed = Enrolment.objects.get(member__source_id="P1", school_class__source_id="C")
    assert closed.ends_on == datetime.date(2026, 2, 1)
    assert report.counts["closed"] == 1


def test_place_that_two_rows_gave_ends_with_the_second(tmp_path: Path) -> None:
    tables = small_roster()
    tables["enrollments"].append(place("EP1b", "P1"))
    folder = write_package(tmp_path / "p", tables)
    bring_in(folder, on=DAY_2)
    changes(folder, enrollments=[place("EP1", "P1", status="tobedeleted")])
    assert open_places("P1") == ["C"]
    changes(folder, enrollments=[place("EP1b", "P1", status="tobedeleted")])
    assert open_places("P1") == []


def test_older_row_about_one_that_changed_since_is_passed_over(before: Path) -> None:
    changes(before, users=[person("P1", familyName="Newest")])
    report = changes(before, users=[person("P1", familyName="Older", dateLastModified="2026-01-20")])
    assert [(problem.record, problem.blocks) for problem in report.rejected] == [("P1", False)]
    assert Member.objects.get(source_id="P1").family_name == "Newest"


def test_class_keeps_what_its_row_leaves_to_the_course(tmp_path: Path) -> None:
    tables = small_roster()
    tables["classes"][0] |= {"subjects": "Maths", "grades": "07"}
    folder = write_package(tmp_path / "p", tables)
    bring_in(folder, on=DAY_2)
    changes(folder, classes=[school_class("C", title="7A new", courseSourcedId="X")])
    changed = SchoolClass.objects.get()
    assert (changed.name, changed.year_groups, changed.closed_on) == ("7A new", [7], None)
    gone = school_class("C", status="tobedeleted", dateLastModified="2026-02-02")
    changes(folder, classes=[gone], options={"allow_leavers": True})
    assert SchoolClass.objects.get().closed_on == DAY_3 and open_places("P1") == []


def test_session_that_moves_moves_its_term_alone(before: Path) -> None:
    row = {"sourcedId": "T2", "title": "Spring term", "type": "term", "startDate": "2026-01-06"}
    row |= {"endDate": "2026-03-28", "schoolYear": "2026", "parentSourcedId": "Y"}
    counts = changes(before, academicSessions=[row]).counts
    assert (counts["created"], counts["updated"], counts["closed"]) == (0, 1, 0)
    assert Term.objects.get(source_id="T2").ends_on == datetime.date(2026, 3, 28)


def test_bulk_file_beside_a_delta_file_is_the_whole_truth_of_its_table(before: Path) -> None:
    tables = small_roster()
    modes = {"enrollments": "bulk"}
    changes(before, modes=modes, users=[person("P9")], enrollments=[*tables["enrollments"][:3], place("E9", "P9")])
    assert [open_places(id) for id in ("P1", "P2", "P3", "P9", "T")] == [["C"], ["C"], [], ["C"], ["C"]]
    assert Member.objects.filter(left_on=None).count() == 5


def test_person_whose_school_is_no_longer_named_leaves_it_with_their_last_place(before: Path) -> None:
    """A place holds: teachers named by their trust alone belong where they teach."""
    changes(before, users=[person("P1", orgs="OTHER")])
    assert Member.objects.get(source_id="P1").left_on is None
    changes(before, users=[person("P1", orgs="OTHER")], enrollments=[place("EP1", "P1", status="tobedeleted")])
    assert Member.objects.get(source_id="P1").left_on == DAY_3


def test_roles_come_and_go_with_their_rows(tmp_path: Path) -> None:
    folder = copied("syn_uk_v1p2_day1", tmp_path)
    bring_in(folder, on=DAY_1)
    row = {"orgSourcedId": "ORG-HSA", "roleType": "primary"}
    rows = [
        {"sourcedId": "N1", "userSourcedId": "T001", "role": "aide", **row},
        {"sourcedId": "N2", "userSourcedId": "T003", "role": "teacher", **row, "status": "tobedeleted"},
    ]
    place_gone = place("E027", "T003", "C7EN", role="teacher", status="tobedeleted", schoolSourcedId="ORG-HSA")
    changes(folder, version="1.2", source="SYN", roles=rows, enrollments=[place_gone])
    assert Member.objects.get(source_id="T001").roles == [Role.TEACHING_ASSISTANT]
    assert Member.objects.get(source_id="T003").left_on == DAY_3


def test_school_that_changes_say_nothing_of_gets_no_line(tmp_path: Path) -> None:
    tables = small_roster()
    tables["orgs"].append({**tables["orgs"][0], "sourcedId": "SCH2", "name": "Second"})
    tables["users"].append(person("Q", orgs="SCH2"))
    folder = write_package(tmp_path / "p", tables)
    bring_in(folder, on=DAY_2)
    changes(folder, users=[person("P1", familyName="New")])
    assert sorted(RosterRun.objects.values_list("school__name", flat=True)) == ["Second", "Test School", "Test School"]
    changes(folder, users=[person("Q", orgs="SCH2", familyName="New")])
    assert School.objects.count() == 2 and Member.objects.filter(family_name="New").count() == 2


def test_wrong_row_holds_nobody_else_back(before: Path) -> None:
    with pytest.raises(RosterRefused):
        changes(before, users=[person("", role="x"), person("P1", status="tobedeleted")])
    rows = [person("", role="x"), person("P1", status="tobedeleted")]
    changes(before, users=rows, options={"accept_rest": True})
    assert Member.objects.get(source_id="P1").left_on == DAY_3
