"""What a folder must be before a single row is looked at."""

from __future__ import annotations

from pathlib import Path

import pytest

from school.rosters.package import open_package
from school.rosters.problems import Problem, RosterRefused
from tests.factories.rosters import KEPT, copied, edit, small_roster, write_package


def refusal(folder: Path) -> Problem:
    with pytest.raises(RosterRefused) as caught:
        open_package(folder)
    [problem] = caught.value.problems
    return problem


def test_package_knows_its_sender_and_version() -> None:
    package = open_package(KEPT / "edfi_grandbend_v1p1")
    assert (package.source, package.version, package.named) == ("ClassLink", "1.1", True)
    assert len(package.tables["enrollments"].rows) == 24


def test_package_without_a_named_source_says_so(tmp_path: Path) -> None:
    package = open_package(write_package(tmp_path / "p", small_roster(), source=""))
    assert (package.source, package.named) == ("oneroster", False)


@pytest.mark.parametrize("name", ["bad_no_manifest", "ms_sds_v2p1", "ms_sds_uk_format_100"])
def test_folder_without_manifest_is_refused(name: str) -> None:
    assert refusal(KEPT / name).file == "manifest.csv"


def test_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "nowhere").reason == "There is no such folder or file."


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("oneroster.version,1.1", "oneroster.version,2.0", "oneroster.version must be"),
        ("manifest.version,1.0", "manifest.version,7", "manifest.version must be"),
        ("file.users,bulk", "file.users,absent", "file.users is absent"),
        ("file.users,bulk", "file.users,some", "must be absent, bulk or delta"),
        ("file.users,bulk", "file.users,bulk\r\nfile.users,absent", "stands twice"),
        ("propertyName,value", "name,value", "header must be"),
        ("file.users,bulk", "file.users,bulk,today", "a property and its value"),
    ],
)
def test_odd_manifest_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    problem = refusal(edit(copied("syn_uk_v1p1_day1", tmp_path), "manifest.csv", old, new))
    assert problem.file == "manifest.csv" and said in problem.reason


def test_file_named_in_the_manifest_but_missing_is_refused(tmp_path: Path) -> None:
    folder = copied("syn_uk_v1p1_day1", tmp_path)
    (folder / "courses.csv").unlink()
    assert refusal(folder).file == "courses.csv"


@pytest.mark.parametrize("content", [b"", b"\r\n", b"sourcedId,status\r\n", b"\xef\xbb\xbf"])
def test_empty_or_header_only_file_is_refused(tmp_path: Path, content: bytes) -> None:
    folder = copied("syn_uk_v1p1_day1", tmp_path)
    (folder / "enrollments.csv").write_bytes(content)
    problem = refusal(folder)
    assert problem.file == "enrollments.csv" and "empty" in problem.reason.lower()


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"a,b\n1,2\n3,\xe9\n", 3),
        (b"a,b\n1,\x002\n", 2),
        (b'a,b\n1,2\n"3,4\n5,6\n', 3),
        (b"a,a\n1,2\n", 1),
        ("a,b\n1,2\n".encode("utf-16"), 0),
    ],
)
def test_unreadable_file_is_refused_at_its_line(tmp_path: Path, content: bytes, line: int) -> None:
    folder = copied("syn_uk_v1p1_day1", tmp_path)
    (folder / "users.csv").write_bytes(content)
    problem = refusal(folder)
    assert (problem.file, problem.line) == ("users.csv", line)


def test_line_numbers_survive_quoted_line_breaks_and_blank_lines(tmp_path: Path) -> None:
    folder = copied("syn_uk_v1p1_day1", tmp_path)
    (folder / "orgs.csv").write_bytes(b'sourcedId,name,type\r\n1,"two\r\nlines",school\r\n\r\n2,b,school\r\n')
    assert [line for line, _cells in open_package(folder).tables["orgs"].rows] == [2, 5]
