"""Columns and values: recognised where they speak for themselves, asked about where they do not."""

from __future__ import annotations

import csv
import datetime
import io

import pytest

from school.models import Role
from school.rosters.tablefiles import read_table
from school.rosters.tablefiles.dates import date_of, order_of
from school.rosters.tablefiles.fields import HEADINGS, Field, guessed_columns, plain
from school.rosters.tablefiles.recognising import family_of, is_school_data_sync, signature_of
from school.rosters.tablefiles.upn import has_right_letter, is_shaped, veiled
from school.rosters.tablefiles.values import choices_of, is_ticks, meaning, unmapped
from tests.factories.tablefiles import csv_of, kept

VECTORS = list(csv.DictReader(io.StringIO(kept("upn_vectors.csv").decode())))
LETTER_RIGHT_ELSEWHERE = {"E000200005001", "e823999925001"}
"""Not valid in the list for their authority number or their case; the letter itself is right."""


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["kind"])
def test_upn_check_letter(vector: dict[str, str]) -> None:
    right = vector["valid"] == "1" or vector["upn"] in LETTER_RIGHT_ELSEWHERE
    assert has_right_letter(vector["upn"]) == right


def test_upn_is_kept_veiled_and_the_same_each_time() -> None:
    assert veiled(" e823999925001 ") == veiled("E823999925001")
    assert "823999" not in veiled("E823999925001") and len(veiled("E823999925001")) <= 120
    assert is_shaped("E82399992411A") and not is_shaped("004001")


GUESSES = {
    "sims_style.csv": ("sims", {"Adno": "identifier", "Legal Surname": "family", "Legal Forename": "given",
        "Preferred Surname": "preferred_family", "Preferred Forename": "preferred", "Gender": "sex",
        "Reg Group": "registration", "Year": "year", "SEN Status": "send", "EAL": "eal",
        "Pupil Premium Indicator": "premium"}),
    "arbor_style.csv": ("arbor", {"Student ID": "identifier", "Legal First Name": "given", "Legal Last Name": "family",
        "Preferred First Name": "preferred", "Preferred Last Name": "preferred_family", "Sex": "sex",
        "Registration Form": "registration", "Year group": "year", "SEN Status": "send", "EAL Status": "eal",
        "Pupil Premium Eligible": "premium"}),
    "wonde_style.json": ("wonde", {"mis_id": "identifier", "legal_surname": "family", "legal_forename": "given",
        "gender": "sex", "form_group": "registration", "current_nc_year": "year", "sen_status": "send",
        "english_as_additional_language": "eal", "premium_pupil_indicator": "premium"}),
    "8239999_CTF_823LLLL_001.xml": ("ctf", {"UPN": "identifier", "Surname": "family", "Forename": "given",
        "Gender": "sex", "NCyearActual": "year"}),
}  # fmt: skip


@pytest.mark.parametrize("name", GUESSES)
def test_kept_exports_are_recognised(name: str) -> None:
    table = read_table(name, kept(name))
    assert (family_of(table).key, guessed_columns(table.header)) == GUESSES[name]


@pytest.mark.parametrize(
    ("header", "family", "expected"),
    [
        ("LearnerId,LearnerCode,Forename,LegalForename,Surname,LegalSurname,Gender,Year,DateOfBirth,UPN", "bromcom",
         {"LearnerId": "identifier", "LegalForename": "given", "LegalSurname": "family"}),
        ("Id,UPN,ULN,Forename,Surname,Preferred Name,DOB,Gender,NC Year,Form/Tutor Group,Academic House", "independent",
         {"Id": "identifier", "Preferred Name": "preferred", "Form/Tutor Group": "registration", "NC Year": "year"}),
        ("year_code,upn,former_upn,mis_id,pan,first_name,legal_first_name,last_name,legal_last_name,start_date,end_date",
         "assembly", {"mis_id": "identifier", "legal_first_name": "given", "start_date": "joined", "end_date": "left"}),
        ("SURNAME FORENAME,reg group,UPN", "other",
         {"SURNAME FORENAME": "both_names", "reg group": "registration", "UPN": "identifier"}),
    ],
)  # fmt: skip
def test_other_systems_headings(header: str, family: str, expected: dict[str, str]) -> None:
    table = read_table("a.csv", csv_of(header, ",".join("x" for _ in header.split(","))))
    guessed = guessed_columns(table.header)
    assert family_of(table).key == family
    assert {name: guessed.get(name) for name in expected} == expected


def test_no_heading_means_two_things() -> None:
    said = [plain(heading) for headings in HEADINGS.values() for heading in headings]
    assert len(said) == len(set(said)) + sum(said.count(one) - 1 for one in set(said))
    fields: dict[str, set[str]] = {}
    for field, headings in HEADINGS.items():
        for heading in headings:
            fields.setdefault(plain(heading), set()).add(field)
    assert {heading for heading, found in fields.items() if len(found) > 1} == set()


def test_signature_knows_the_headings_in_any_order_and_case() -> None:
    assert signature_of(["A b", "C"], "csv") == signature_of(["c", "a B"], "xlsx")
    assert signature_of(["A"], "csv") != signature_of(["B"], "csv") != signature_of(["B"], "ctf")


def test_school_data_sync_is_not_taken_for_oneroster() -> None:
    assert is_school_data_sync(["School.csv", "Section.csv", "Student.csv", "StudentEnrollment.csv", "Teacher.csv"])
    assert is_school_data_sync(["orgs.csv", "users.csv", "roles.csv", "userFlags.csv", "enrollments.csv"])
    assert not is_school_data_sync(["manifest.csv", "orgs.csv", "users.csv", "roles.csv", "relationships.csv"])
    assert not is_school_data_sync(["orgs.csv", "users.csv", "roles.csv", "classes.csv"])


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        ("year", "Year 7", "7"), ("year", "R", "0"), ("year", "N1", "-1"), ("year", "07", "7"), ("year", "9R", None),
        ("sex", "F", "female"), ("sex", "U", "not_known"), ("sex", "Q", None), ("sex", "", ""),
        ("send", "N", "none"), ("send", "K", "support"), ("send", "E", "plan"), ("send", "EHCP", "plan"),
        ("send", "S", None), ("send", "", ""), ("eal", "EAL", "yes"), ("eal", "No", "no"), ("eal", "", ""),
        ("premium", "✓", "yes"), ("premium", "T", "yes"), ("premium", "F", "no"), ("premium", "x", None),
        ("premium", "Ever 6", None), ("role", "Teaching assistant", "teaching_assistant"), ("role", "Caretaker", None),
        ("role", "Teacher, PLC lead", "teacher,plc_lead"), ("school", "Harbour Lane", None),
    ],
)  # fmt: skip
def test_value_means_what_it_says_or_is_asked(field: str, text: str, expected: str | None) -> None:
    assert meaning(field, text) == expected


def test_values_without_a_meaning_are_listed_once_with_their_count() -> None:
    found = unmapped("send", {"N": 1, "A": 1, "S": 2, "": 1}, {"A": "support"})
    assert [(one.value, one.count) for one in found] == [("S", 2)]
    assert is_ticks(["", "✓", "✓"]) and not is_ticks(["Y", "N"]) and not is_ticks(["Y", "N", ""])
    assert (Role.TEACHER.value, Role.TEACHER.label) in choices_of(Field.ROLE)


@pytest.mark.parametrize(
    ("texts", "order"),
    [(["03/04/2026", "13/04/2026"], "dmy"), (["4/13/2026"], "mdy"), (["03/04/2026"], None), (["2026-04-03"], ""),
     (["9 Jan 2014"], ""), (["13/01/2026", "01/13/2026"], None)],
)  # fmt: skip
def test_order_of_day_and_month_is_proved_or_asked(texts: list[str], order: str | None) -> None:
    assert order_of(texts) == order


def test_dates_are_read_as_said() -> None:
    day = datetime.date(2026, 4, 3)
    assert date_of("03/04/2026", "dmy") == date_of("04/03/2026", "mdy") == date_of("2026-04-03", "") == day
    assert date_of("03 Apr 2026", "") == date_of("3 April 2026", "") == day
    assert date_of("03/04/2026", "") is None and date_of("31/02/2026", "dmy") is None
