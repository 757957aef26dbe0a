"""An upload from hand-in to its end: nothing is written before a yes, nothing is kept after."""

from __future__ import annotations

import stat

import pytest
from django.core.exceptions import ValidationError

from school.batches import undo_batch
from school.models import Batch, Member, RosterKeep, RosterMapping, RosterRun, RosterUpload
from school.rosters.uploads import handing_in
from school.rosters.uploads.differences import in_words
from school.rosters.uploads.files import failing_path_of, folder, path_of
from tests.factories.tablefiles import csv_of, hostile, xlsx_of
from tests.factories.uploads import make_asking, make_ready, make_upload, worked_on
from tests.personas import Personas
from tests.school.uploads_ground import SIMS, _no_broker, confirm, now, people, rows_here

pytestmark = pytest.mark.django_db
__all__ = ["_no_broker", "people"]


def test_file_lies_where_nobody_else_reads_it(people: Personas) -> None:
    path = path_of(make_upload(by=people.administrator).stored)
    assert path.parent == folder() and "people" not in path.name
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder().stat().st_mode) == 0o700


def test_whole_way_writes_only_after_the_yes_and_keeps_nothing(people: Personas) -> None:
    before, upload = rows_here(people), make_ready(by=people.administrator, content=SIMS, name="sims.csv")
    assert (upload.state, len(upload.difference["new"]), rows_here(people)) == ("ready", 12, before)
    path = path_of(upload.stored)
    confirm(upload, people.administrator)
    assert (upload.state, rows_here(people)) == ("done", before + 12)
    assert upload.run and upload.run.by == people.administrator and upload.run.batch
    assert not path.exists()
    assert [upload.found, upload.answers, upload.difference, upload.problems, upload.stored] == [{}, {}, {}, [], ""]
    assert "Zoë" not in str(RosterUpload.objects.filter(pk=upload.pk).values().get())


def test_undo_takes_the_whole_import_back(people: Personas) -> None:
    before = rows_here(people)
    upload = confirm(make_ready(by=people.administrator, content=SIMS), people.administrator)
    assert upload.run and upload.run.batch
    undo_batch(batch=upload.run.batch, by=people.administrator, now=now())
    assert rows_here(people) == before


def test_second_yes_is_no_second_import(people: Personas) -> None:
    upload = make_ready(by=people.administrator)
    for _time in range(2):
        handing_in.confirm_upload(upload=upload, ticked=[], by=people.administrator, now=now())
    worked_on(upload)
    handing_in.confirm_upload(upload=upload, ticked=[], by=people.administrator, now=now())
    worked_on(upload)
    assert (RosterRun.objects.count(), Batch.objects.count()) == (1, 1)


def test_mapping_is_remembered_for_the_same_headings(people: Personas) -> None:
    make_ready(by=people.administrator, source="Our MIS", complete=False)
    again = make_asking(by=people.administrator, content=csv_of("Surname,FORM,id,first name", "Ali,7A,1,Zoë"))
    assert (again.answers["source"], again.answers["complete"]) == ("Our MIS", False)
    assert again.found["remembered"] and RosterMapping.objects.get().by == people.administrator


def test_headings_of_another_school_are_not_remembered_here(people: Personas) -> None:
    make_ready(by=people.administrator, source="Our MIS")
    elsewhere = make_asking(by=people.stranger)
    assert elsewhere.answers["source"] != "Our MIS" and "remembered" not in elsewhere.found


def test_system_whose_identifiers_are_known_is_proposed(people: Personas) -> None:
    confirm(make_ready(by=people.administrator, source="Old MIS"), people.administrator)
    table = csv_of("mis id,forename,surname", "1,Zoë,Ali", "2,Sam,Lee")
    assert make_asking(by=people.administrator, content=table).answers["source"] == "Old MIS"


def test_namesakes_from_another_system_are_asked_about(people: Personas) -> None:
    confirm(make_ready(by=people.administrator, source="Old"), people.administrator)
    upload = make_ready(by=people.administrator, source="New")
    assert set(upload.difference["asks"]) == {"namesakes"}
    with pytest.raises(ValidationError, match="Tick"):
        handing_in.confirm_upload(upload=upload, ticked=[], by=people.administrator, now=now())


def test_many_leavers_are_asked_in_words(people: Personas) -> None:
    lines = [f"{number},Name{number},Family" for number in range(20)]
    confirm(make_ready(by=people.administrator, content=csv_of("id,first name,surname", *lines)), people.administrator)
    upload = make_ready(by=people.administrator, content=csv_of("id,first name,surname", *lines[:10]))
    assert "ten (10) people leave" in upload.difference["asks"]["leavers"]
    with pytest.raises(ValidationError):
        handing_in.confirm_upload(upload=upload, ticked=["failed"], by=people.administrator, now=now())
    assert confirm(upload, people.administrator, "leavers").state == "done"
    assert Member.objects.filter(school=people.school, source="MIS", left_on=None).count() == 10


def test_kept_field_stays_and_later_rosters_leave_it(people: Personas) -> None:
    confirm(make_ready(by=people.administrator), people.administrator)
    changed = csv_of("id,first name,surname,form", "1,Zoe,Ali-Roe,7A", "2,Sam,Lee,7B")
    upload = make_ready(by=people.administrator, content=changed)
    keys = {field["label"]: field["key"] for field in upload.difference["changed"][0]["fields"]}
    key = keys["Given name"]
    handing_in.keep_ours(
        upload=upload, shown=[*keys.values(), "forged:x"], ticked=[key, "forged:x"], by=people.administrator, now=now()
    )
    confirm(upload, people.administrator)
    zoe = Member.objects.get(school=people.school, source_id="1")
    assert (zoe.given_name, zoe.family_name) == ("Zoë", "Ali-Roe")
    assert RosterKeep.objects.get().field == "given_name"
    assert make_ready(by=people.administrator, content=changed).difference["changed"] == []


def test_difference_that_changed_meanwhile_is_shown_again(people: Personas) -> None:
    upload, other = make_ready(by=people.administrator), make_ready(by=people.head)
    confirm(other, people.head)
    confirm(upload, people.administrator)
    assert (upload.state, upload.difference["is_empty"]) == ("ready", True)


def test_failing_rows_wait_beside_the_file_and_go_with_it(people: Personas) -> None:
    content = csv_of("id,first name,surname,password", "1,Zoë,Ali,secret", ",Sam,Lee,secret")
    upload = make_ready(by=people.administrator, content=content)
    assert set(upload.difference["asks"]) == {"failed"}
    failing = failing_path_of(upload.stored)
    assert failing.read_text("utf-8-sig").splitlines() == [
        "id,first name,surname,password,reason",
        ",Sam,Lee,,\"id: There is no identifier, so this person could not be known again.\"",
    ]  # fmt: skip
    assert "secret" not in str(RosterUpload.objects.filter(pk=upload.pk).values().get())
    confirm(upload, people.administrator, "failed")
    assert not failing.exists()
    assert upload.run and upload.run.rows["people.csv"]["failed"] == 1


@pytest.mark.parametrize("name", ["far_cell.xlsx", "zip_bomb.xlsx", "outside.xml", "nul.csv", "formula.xlsx"])
def test_hostile_file_is_refused_and_deleted(name: str, people: Personas) -> None:
    upload = make_upload(by=people.administrator, content=hostile()[name], name=name)
    path = path_of(upload.stored)
    worked_on(upload)
    assert (upload.state, upload.stored, path.exists(), bool(upload.problems)) == ("refused", "", False, True)


def test_windows_1252_is_asked_and_then_read(people: Personas) -> None:
    upload = make_asking(
        by=people.administrator, content=csv_of("id,first name,surname", "1,Zoë,Ali", encoding="cp1252")
    )
    assert (upload.state, upload.found) == ("asking", {"lines": ["1,Zoë,Ali"]})
    with pytest.raises(ValidationError):
        handing_in.say_encoding(upload=upload, encoding="utf-7", by=people.administrator, now=now())
    handing_in.say_encoding(upload=upload, encoding="windows-1252", by=people.administrator, now=now())
    assert worked_on(upload).found["samples"]["first name"] == ["Zoë"]


def test_secret_columns_are_never_shown_or_kept(people: Personas) -> None:
    content = csv_of("id,first name,surname,DOB,Parent phone,Password", "1,Zoë,Ali,09/01/2014,0161,pw1")
    upload = make_asking(by=people.administrator, content=content)
    assert not {"09/01/2014", "0161", "pw1"} & set(str(upload.found).replace("'", " ").split())


def test_workbook_goes_the_same_way(people: Personas) -> None:
    content = xlsx_of([["id", "first name", "surname"], ["1", "Żółć", "Ali"]])
    upload = make_ready(by=people.administrator, content=content, name="people.xlsx")
    assert [line["name"] for line in upload.difference["new"]] == ["Ali, Żółć"]


def test_difference_reads_like_a_register_and_tells_namesakes_apart(people: Personas) -> None:
    rows = "1,Zoë,Żółć", "2,Ann,Zimmer", "3,Mo,Ali", "4,Mo,Ali", "5,Per,Åberg", "6,Jo,de Souza", "7,Jo,Evans"
    upload = make_ready(by=people.administrator, content=csv_of("id,first name,surname", *rows))
    listed = [(line["name"], line["id"] if line.get("shares_name") else "") for line in upload.difference["new"]]
    twins = [("Ali, Mo", "3"), ("Ali, Mo", "4")]
    others = ["de Souza, Jo", "Evans, Jo", "Zimmer, Ann", "Żółć, Zoë"]
    assert listed == [("Åberg, Per", ""), *twins, *((name, "") for name in others)]


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "zero"), (12, "twelve"), (43, "forty-three"), (100, "one hundred"), (115, "one hundred and fifteen"),
     (1_205, "one thousand two hundred and five"), (20_000, "20000")],
)  # fmt: skip
def test_number_in_words(number: int, words: str) -> None:
    assert in_words(number) == words
