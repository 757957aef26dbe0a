"""Every row is accounted for, and failing rows go back."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from django.utils import timezone

from school.models import Member, RosterRun, School
from school.rosters import Incoming, InputTable, alone, carry_out, plan_import, read_oneroster
from school.rosters.accounting import touched_by_kind
from tests.factories.rosters import (
    DAY_1,
    DAY_2,
    KEPT,
    bring_in,
    person,
    place,
    small_roster,
    write_package,
)

pytestmark = pytest.mark.django_db


def carried_out(incoming: Incoming, into: School | None = None, by: Member | None = None, **answers: bool):
    with alone():
        return carry_out(plan_import(incoming, on=DAY_2, into=into), by=by, now=timezone.now(), **answers)


def read(folder: Path | str) -> Incoming:
    return read_oneroster(KEPT / folder if isinstance(folder, str) else folder, on=DAY_2)


KEPT_NAMES = (
    *("syn_uk_v1p1_day1", "edfi_grandbend_v1p1", "syn_uk_v1p2_day1", "bad_role", "bad_orphan_enrollment"),
    "bad_dates_ddmmyyyy",
)


@pytest.mark.parametrize("name", KEPT_NAMES)
def test_every_row_is_applied_unchanged_or_failed(name: str) -> None:
    incoming = read(name)
    for _again in range(2):
        rows = plan_import(incoming, on=DAY_1).rows
        came = {one.file: len(one.rows) for one in incoming.tables}
        assert {file: count.input for file, count in rows.items()} == came
        assert all(one.input == one.applied + one.unchanged + one.failed for one in rows.values())
        failed = {(problem.file, problem.line) for problem in incoming.problems}
        assert sum(one.failed for one in rows.values()) == len(failed)
        carried_out(incoming, accept_rest=True)


@pytest.mark.parametrize("name", KEPT_NAMES[:3])
def test_counting_by_identifier_says_what_counting_row_by_row_says(name: str) -> None:
    incoming = read(name)
    touched = touched_by_kind([one.plan for one in plan_import(incoming, on=DAY_1).schools])
    quickly = {one.file: one.failed_and_applied(set(), touched) for one in incoming.tables}
    assert quickly == {one.file: InputTable.failed_and_applied(one, set(), touched) for one in incoming.tables}
    assert quickly["users.csv"][1] > 0 and quickly["enrollments.csv"][1] > 0


def test_rows_that_stand_twice_are_counted_twice(tmp_path: Path) -> None:
    tables = small_roster()
    tables["enrollments"].append(tables["enrollments"][-1])
    rows = plan_import(read(write_package(tmp_path / "p", tables)), on=DAY_1).rows["enrollments.csv"]
    assert (rows.input, rows.applied) == (len(tables["enrollments"]),) * 2


def test_rows_of_the_first_and_of_the_second_time() -> None:
    first, second = bring_in("syn_uk_v1p1_day1").rows, bring_in("syn_uk_v1p1_day1").rows
    assert first["users.csv"].as_dict() == {"input": 17, "applied": 16, "unchanged": 1, "failed": 0, "mode": "bulk"}
    assert (first["enrollments.csv"].applied, first["orgs.csv"].applied) == (29, 1)
    assert {one.applied for one in second.values()} == {0}
    assert RosterRun.objects.order_by("pk")[0].rows["users.csv"]["applied"] == 16


def test_failing_rows_come_back_with_their_reason_and_without_secrets(tmp_path: Path) -> None:
    tables = small_roster()
    secrets = {"password": "pw-1", "phone": "07700", "email": "a@b", "agentSourcedIds": "M1", "ext": "fine"}
    tables["users"] += [person("wrong", role="wizard", **secrets), person("fine", **secrets)]
    tables["enrollments"].append(place("E9", "nobody"))
    files = plan_import(read(write_package(tmp_path / "p", tables)), on=DAY_1).failing_files()
    assert list(files) == ["users.csv", "enrollments.csv"]
    [row] = csv.DictReader(io.StringIO(files["users.csv"].decode("utf-8-sig")))
    assert (row["sourcedId"], row["ext"], row["reason"].split(":")[0]) == ("wrong", "fine", "role")
    assert [row[column] for column in ("password", "phone", "email", "agentSourcedIds")] == [""] * 4
    assert b"nobody" in files["enrollments.csv"] and b"EP1" not in files["enrollments.csv"]


def test_row_that_slipped_comes_back_with_its_identifier_alone(tmp_path: Path) -> None:
    folder = write_package(tmp_path / "p", small_roster())
    with (folder / "users.csv").open("a") as file:
        file.write("x9,secret-word\r\n")
    content = plan_import(read(folder), on=DAY_1).failing_files()["users.csv"]
    assert b"x9" in content and b"secret-word" not in content


def test_formula_goes_back_inert_and_comes_in_as_it_was(tmp_path: Path) -> None:
    """The office mends the failing row and sends it again."""
    tables = small_roster()
    tables["users"].append(person("x", role="wizard", givenName='=HYPERLINK("http://x.invalid")'))
    files = plan_import(read(write_package(tmp_path / "p", tables)), on=DAY_1).failing_files()
    [row] = csv.DictReader(io.StringIO(files["users.csv"].decode("utf-8-sig")))
    assert row.pop("reason") and row["givenName"] == '\'=HYPERLINK("http://x.invalid")'
    tables["users"][-1] = {**row, "role": "student"}
    bring_in(write_package(tmp_path / "p", tables))
    assert Member.objects.get(source_id="x").given_name == '=HYPERLINK("http://x.invalid")'


def test_corrected_failing_rows_are_a_file_of_their_own() -> None:
    files = plan_import(read("bad_orphan_enrollment"), on=DAY_1).failing_files()
    rows = list(csv.reader(io.StringIO(files["enrollments.csv"].decode("utf-8-sig"))))
    assert rows[0][-1] == "reason" and rows[1][0] == "E999" and "S999" in rows[1][-1]
