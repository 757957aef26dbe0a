"""Which school a roster is about: claimed by the command, only heard in the browser."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from school.models import Member, RosterUpload, School
from tests.factories.rosters import bring_in, small_roster, write_package
from tests.factories.school import make_school
from tests.factories.uploads import make_upload, worked_on
from tests.personas import Personas
from tests.school.uploads_ground import _no_broker, confirm, people

pytestmark = pytest.mark.django_db
__all__ = ["_no_broker", "people"]


def handed_in(people: Personas, folder: Path) -> RosterUpload:
    archive = shutil.make_archive(str(folder), "zip", folder)
    return worked_on(make_upload(by=people.administrator, content=Path(archive), name="roster.zip"))


def package(folder: Path, id: str) -> Path:
    roster = small_roster()
    roster["orgs"][0]["sourcedId"] = id
    for table in ("classes", "enrollments"):
        for row in roster[table]:
            row["schoolSourcedId"] = id
    for row in roster["users"]:
        row["orgSourcedIds"] = id
    return write_package(folder, roster)


def test_upload_that_names_another_school_claims_nothing_and_tells_nothing(people: Personas, tmp_path: Path) -> None:
    other = bring_in(package(tmp_path / "theirs", "THEIRS")).schools[0]
    said = []
    for id in ("THEIRS", "NOBODYS"):
        upload = handed_in(people, package(tmp_path / f"ours-{id}", id))
        said.append((upload.state, [note for note in upload.difference["notes"] if id in note]))
    assert said[0] == said[1] == ("ready", [])
    confirm(upload, people.administrator, *upload.difference["asks"])
    people.school.refresh_from_db()
    assert (people.school.source_id, people.school.source_claimed) == ("NOBODYS", False)
    assert bring_in(package(tmp_path / "again", "THEIRS")).schools == (other,)


def test_what_a_school_heard_is_not_followed_by_a_roster_of_many(people: Personas, tmp_path: Path) -> None:
    folder = package(tmp_path / "p", "THEIRS")
    upload = handed_in(people, folder)
    confirm(upload, people.administrator, *upload.difference["asks"])
    before = Member.objects.filter(school=people.school).count()
    (found,) = bring_in(folder).schools
    assert found != people.school and found.source_claimed
    assert Member.objects.filter(school=people.school).count() == before


def test_upload_about_another_identifier_is_refused_with_our_own(people: Personas, tmp_path: Path) -> None:
    first = handed_in(people, package(tmp_path / "first", "OURS"))
    confirm(first, people.administrator, *first.difference["asks"])
    bring_in(package(tmp_path / "theirs", "THEIRS"))
    for id in ("THEIRS", "NOBODYS"):
        upload = handed_in(people, package(tmp_path / f"second-{id}", id))
        assert upload.state == "refused"
        (problem,) = upload.problems
        assert problem["reason"].startswith("The file is not about this school, which is OURS to")


def test_command_claims_what_was_heard(people: Personas, tmp_path: Path) -> None:
    folder = package(tmp_path / "p", "OURS")
    upload = handed_in(people, folder)
    confirm(upload, people.administrator, *upload.difference["asks"])
    bring_in(folder, into=School.objects.get(pk=people.school.pk))
    people.school.refresh_from_db()
    assert people.school.source_claimed
    assert bring_in(folder).schools == (people.school,)


def test_claimed_identifier_is_taken(tmp_path: Path) -> None:
    school, other = make_school(), make_school()
    bring_in(package(tmp_path / "p", "OURS"), into=school)
    with pytest.raises(Exception, match="belongs to another"):
        bring_in(package(tmp_path / "q", "OURS"), into=other)
