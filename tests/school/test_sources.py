"""Every kept file, handed to the command and through the browser's worker, ends the same."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from school.models import Member, School
from school.rosters.uploads import handing_in
from tests.factories.rosters import KEPT as PACKAGES
from tests.factories.school import make_member, make_school
from tests.factories.tablefiles import KEPT, csv_of
from tests.factories.uploads import make_ready, make_upload, make_year_now, worked_on

pytestmark = pytest.mark.django_db
EXPORTS = ["sims_style.csv", "arbor_style.csv", "wonde_style.json", "8239999_CTF_823LLLL_001.xml"]
WELL = ["syn_uk_v1p1_day1", "syn_uk_v1p2_day1", "odd_bom_lf", "odd_extension_columns", "edfi_grandbend_v1p1"]
"""Folders that come in as they are; the others are refused, with what is wrong."""
ILL = {
    "bad_no_manifest": "manifest", "bad_header_case": "SourcedID", "bad_role": "headteacher",
    "bad_orphan_enrollment": "S999", "ms_sds_uk_format_100": "School Data Sync", "ms_sds_v2p1": "School Data Sync",
}  # fmt: skip


@pytest.fixture
def school(db: None) -> School:
    school = make_school(slug="harbourside", phase="secondary")
    make_year_now(school)
    return school


@pytest.fixture(autouse=True)
def _no_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.db.transaction.on_commit", lambda act, **_options: act())
    monkeypatch.setattr(handing_in.app, "send_task", lambda name, kwargs: None)


def run(path: Path, *options: str) -> str:
    out = io.StringIO()
    call_command("import_roster", str(path), *options, stdout=out)
    return out.getvalue()


def everybody(school: School) -> set[tuple[str, str, tuple[str, ...]]]:
    found = Member.objects.filter(school=school).exclude(source="")
    return {(one.given_name, one.family_name, tuple(one.roles)) for one in found}


@pytest.mark.parametrize("name", EXPORTS)
def test_export_ends_the_same_by_command_and_in_the_browser(name: str, school: School) -> None:
    said = json.loads(run(KEPT / name, "--school", school.slug, "--accept-rest", "--json"))
    assert (said["status"], said["counts"]["students"]) == ("imported", 12 - name.endswith(".xml"))
    elsewhere = make_school()
    make_year_now(elsewhere)
    office = make_member(school=elsewhere, roles=("administrator",))
    upload = make_ready(by=office, content=KEPT / name, name=name)
    handing_in.confirm_upload(upload=upload, ticked=upload.difference["asks"], by=office, now=timezone.now())
    assert worked_on(upload).state == "done"
    assert everybody(elsewhere) == everybody(school)


def test_list_of_numbers_is_no_roster(school: School) -> None:
    with pytest.raises(CommandError, match="No column is said to be: Given name"):
        run(KEPT / "upn_vectors.csv", "--school", school.slug)


@pytest.mark.parametrize("name", WELL)
def test_good_package_ends_the_same_both_ways(name: str, school: School, tmp_path: Path) -> None:
    run(PACKAGES / name, "--school", school.slug, "--on", timezone.localdate().isoformat())
    elsewhere = make_school()
    office = make_member(school=elsewhere, roles=("administrator",))
    School.objects.filter(pk=school.pk).update(source="", source_id="")
    archive = Path(shutil.make_archive(str(tmp_path / name), "zip", PACKAGES / name))
    upload = worked_on(make_upload(by=office, content=archive, name=f"{name}.zip"))
    assert upload.state == "ready", upload.problems
    handing_in.confirm_upload(upload=upload, ticked=upload.difference["asks"], by=office, now=timezone.now())
    assert worked_on(upload).state == "done", upload.problems
    assert everybody(elsewhere) == everybody(school) != set()


@pytest.mark.parametrize("name", ILL)
def test_ill_package_says_the_same_both_ways(name: str, school: School, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=ILL[name]):
        run(PACKAGES / name, "--school", school.slug)
    office = make_member(school=school, roles=("administrator",))
    archive = Path(shutil.make_archive(str(tmp_path / name), "zip", PACKAGES / name))
    upload = worked_on(make_upload(by=office, content=archive, name=f"{name}.zip"))
    assert upload.state in ("refused", "ready")
    assert ILL[name] in " ".join(str(problem) for problem in upload.problems)
    assert everybody(school) == set()


def test_mapping_file_says_what_cannot_be_guessed(school: School, tmp_path: Path) -> None:
    table, mapping = tmp_path / "people.csv", tmp_path / "mapping.json"
    table.write_bytes(csv_of("key;vn;nn;sen", "1;Zoë;Ali;S", encoding="cp1252"))
    columns = {"key": "identifier", "vn": "given", "nn": "family", "sen": "send"}
    said = {"columns": columns, "who": "students", "source": "MIS", "values": {"send": {"S": "plan"}}, "nonsense": 1}
    mapping.write_text(json.dumps(said))
    options = ("--school", school.slug, "--mapping", str(mapping))
    with pytest.raises(CommandError, match="Windows-1252"):
        run(table, *options)
    assert "Nothing was written" in run(table, *options, "--encoding", "windows-1252", "--dry-run")
    run(table, *options, "--encoding", "windows-1252")
    member = Member.objects.get(school=school)
    assert (member.given_name, member.characteristics.send) == ("Zoë", "plan")
    mapping.write_text("[]")
    with pytest.raises(CommandError, match="one JSON object"):
        run(table, *options)


def test_table_needs_its_school(school: School) -> None:
    with pytest.raises(CommandError, match="--school"):
        run(KEPT / EXPORTS[0])


def test_packed_table_is_read_like_the_table(school: School, tmp_path: Path) -> None:
    folder = tmp_path / "packed"
    folder.mkdir()
    shutil.copy(KEPT / EXPORTS[0], folder)
    archive = Path(shutil.make_archive(str(tmp_path / "people"), "zip", folder))
    assert "12 students" in run(archive, "--school", school.slug)
