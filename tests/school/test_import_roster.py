"""The command: what it prints and how it ends."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from school.models import School
from tests.factories.rosters import KEPT
from tests.factories.school import make_school

pytestmark = pytest.mark.django_db


def run(name: str, *options: str) -> str:
    out = io.StringIO()
    call_command("import_roster", str(KEPT / name), *options, stdout=out)
    return out.getvalue()


def refused(name: str, *options: str) -> tuple[CommandError, str]:
    out = io.StringIO()
    with pytest.raises(CommandError) as caught:
        call_command("import_roster", str(KEPT / name), *options, stdout=out)
    return caught.value, out.getvalue()


def test_import_says_what_came_in() -> None:
    said = run("edfi_grandbend_v1p1")
    assert "Grand Bend High School" in said
    assert "8 students" in said and "2 staff" in said and "10 student memberships" in said


def test_dry_run_writes_nothing_and_says_so() -> None:
    assert "Nothing was written" in run("edfi_grandbend_v1p1", "--dry-run")
    assert not School.objects.exists()


def test_json_is_one_document() -> None:
    report: dict[str, Any] = json.loads(run("edfi_grandbend_v1p1", "--json"))
    assert report["status"] == "imported"
    assert report["counts"]["student_memberships"] == 10
    assert [school["slug"] for school in report["schools"]] == ["grand-bend-high-school"]


def test_refusal_names_file_line_and_reason() -> None:
    error, said = refused("bad_role")
    assert error.returncode == 1 and said == ""
    assert "users.csv, line 14, role: “headteacher” is not one of" in str(error)


def test_refusal_as_json_is_one_document_too() -> None:
    _error, said = refused("bad_orphan_enrollment", "--json")
    report = json.loads(said)
    assert report["status"] == "refused"
    assert [(one["file"], one["line"], one["record"]) for one in report["problems"]] == [
        ("enrollments.csv", 31, "E999")
    ]


def test_rest_is_taken_when_accepted() -> None:
    report = json.loads(run("bad_orphan_enrollment", "--accept-rest", "--json"))
    assert [one["record"] for one in report["rejected"]] == ["E999"]


def test_school_is_chosen_by_slug() -> None:
    school = make_school()
    run("syn_uk_v1p1_day1", "--school", school.slug, "--on", "2025-09-10")
    school.refresh_from_db()
    assert school.source_id == "ORG-HSA"
    assert "There is no school" in str(refused("syn_uk_v1p1_day1", "--school", "nowhere")[0])


def test_process_ends_with_1_when_refused() -> None:
    """Under the application's own login, as in production."""
    environ = {**os.environ, "DATABASE_URL": os.environ["LC_TEST_APP_LOGIN"], "LC_DATABASE_APP_ROLE": ""}
    command = [sys.executable, "manage.py", "import_roster", str(KEPT / "bad_role"), "--json", "--skip-checks"]
    ended = subprocess.run(command, cwd=settings.BASE_DIR, env=environ, capture_output=True, text=True)
    assert (ended.returncode, json.loads(ended.stdout)["status"]) == (1, "refused")
