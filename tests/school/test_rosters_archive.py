"""Zips: what a school's system makes comes in, what somebody built to do harm does not."""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path

import pytest

from school.models import Member
from school.rosters import RosterRefused, archive
from school.rosters.archive import files_in
from school.rosters.package import open_package
from tests.factories.rosters import KEPT, bring_in

DAY = KEPT / "syn_uk_v1p1_day1"


def zipped(tmp_path: Path, *, folder: str = "", more: dict[str, bytes] | None = None, method: int = 8) -> Path:
    path = tmp_path / "roster.zip"
    with zipfile.ZipFile(path, "w", method) as out:
        for file in sorted(DAY.glob("*.csv")):
            out.write(file, folder + file.name)
        for name, content in (more or {}).items():
            out.writestr(name, content)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(RosterRefused) as caught:
        open_package(path)
    return caught.value.problems[0].reason


def test_zip_is_the_same_package_as_its_folder(tmp_path: Path) -> None:
    ours, theirs = open_package(zipped(tmp_path)), open_package(DAY)
    rows = [{name: (table.header, list(table.rows)) for name, table in one.tables.items()} for one in (ours, theirs)]
    assert (ours.digest, rows[0], ours.notes) == (theirs.digest, rows[1], ())


def test_zip_comes_in(tmp_path: Path, db: None) -> None:
    assert bring_in(zipped(tmp_path)).counts["students"] == Member.objects.students().count() == 12


def test_one_folder_around_the_files_is_taken_and_said(tmp_path: Path) -> None:
    path = zipped(tmp_path, folder="export/", more={"__MACOSX/export/._users.csv": b"x", "export/.DS_Store": b"x"})
    [note] = open_package(path).notes
    assert "in a folder of the zip" in note


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("more/users.csv", "at its root"),
        ("../users.csv", "leads out"),
        ("/etc/users.csv", "leads out"),
        ("C:\\users.csv", "leads out"),
        ("a\\..\\users.csv", "leads out"),
    ],
)
def test_file_elsewhere_is_refused(tmp_path: Path, name: str, said: str) -> None:
    assert said in refusal(zipped(tmp_path, more={name: b"x"}))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_name_that_stands_twice_is_refused(tmp_path: Path) -> None:
    assert "twice" in refusal(zipped(tmp_path, more={"users.csv": b"x"}))


def test_link_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path)
    with zipfile.ZipFile(path, "a") as out:
        link = zipfile.ZipInfo("roles.csv")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        out.writestr(link, "/etc/passwd")
    assert "no file" in refusal(path)


def test_locked_zip_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path)
    content = bytearray(path.read_bytes())
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    path.write_bytes(content)
    assert "password" in refusal(path)


def test_unusual_packing_is_refused(tmp_path: Path) -> None:
    assert "unusual" in refusal(zipped(tmp_path, method=zipfile.ZIP_LZMA))


def test_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = zipped(tmp_path, more={"results.csv": b"0" * 20_000_000})
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda *_: pytest.fail("it was unpacked"))
    assert "larger than a roster" in refusal(path)


@pytest.mark.parametrize(("limit", "most"), [("LARGEST_ZIP", 1000), ("LARGEST_SUM", 1000), ("MOST_ENTRIES", 3)])
def test_each_limit_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, most: int) -> None:
    monkeypatch.setattr(archive, limit, most)
    assert "larger than a roster" in (said := refusal(zipped(tmp_path))) or "more than 3 files" in said


def test_folder_has_the_same_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LARGEST_SUM", 1000)
    assert "larger than a roster" in refusal(DAY)


def test_link_in_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "users.csv").symlink_to("/etc/passwd")
    assert "users.csv" not in files_in(tmp_path)


def test_damaged_or_other_file_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path)
    content = bytearray(path.read_bytes())
    content[60] ^= 0xFF
    path.write_bytes(content)
    assert "damaged" in refusal(path) or "no readable zip" in refusal(path)
    path.write_bytes(b"sourcedId,status\r\n")
    assert "no readable zip" in refusal(path)
