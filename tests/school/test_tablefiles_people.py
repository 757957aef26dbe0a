"""Rows as people: every kept export gives the same twelve; nothing is guessed, invented or lost."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.models import Role
from school.rosters import RosterRefused
from school.rosters.tablefiles import TableFile, read_table
from school.rosters.tablefiles.answers import Answers, Open, guessed, questions
from school.rosters.tablefiles.glimpse import glimpse_of
from school.rosters.tablefiles.people import PeopleRead, PersonRow, read_people
from tests.factories.tablefiles import STUDENTS, csv_of, kept

ON = datetime.date(2026, 3, 10)
EXPORTS = ["sims_style.csv", "arbor_style.csv", "wonde_style.json", "8239999_CTF_823LLLL_001.xml"]
BASIC: dict[str, Any] = {"columns": {"id": "identifier", "given": "given", "family": "family"}, "who": "students"}


def asked_about(table: TableFile) -> Open:
    glimpse = glimpse_of(table)
    return questions(glimpse, guessed(glimpse))


def from_export(name: str, **more: Any) -> PeopleRead:
    table = read_table(name, kept(name))
    answers = guessed(glimpse_of(table))
    return read_people(table, Answers.from_dict({**answers.as_dict(), **more}), on=ON)


def from_lines(*lines: str, **said: Any) -> PeopleRead:
    table = read_table("people.csv", csv_of(*lines))
    return read_people(table, Answers.from_dict({**BASIC, **said}), on=ON)


@pytest.mark.parametrize("name", EXPORTS)
def test_every_kept_export_needs_hardly_a_question(name: str) -> None:
    table = read_table(name, kept(name))
    asked = asked_about(table)
    assert (asked.columns, asked.values, asked.order, asked.who) == ((), (), False, False)
    assert asked.complete


@pytest.mark.parametrize("name", EXPORTS)
def test_every_kept_export_gives_the_same_people(name: str) -> None:
    read = from_export(name)
    missing = name.endswith(".xml")
    assert len(read.people) == STUDENTS - missing
    people = sorted(read.people.values(), key=lambda person: person.line)
    assert [(person.family, person.given) for person in people[:6]] == [
        ("Núñez-O’Brien", "Zoë"), ("Żółć", "Łukasz"), ("Ali", "Mohammed"), ("Ali", "Mohammed"),
        ("Ní Bhriain", "Aoife"), ("van der Berg, Jr", "Sam"),
    ]  # fmt: skip
    assert [person.given for person in people if not person.family] == ["Suharto"]
    assert ("Null" in {person.family for person in people}) is not missing
    assert {person.given for person in people} >= {'=HYPERLINK("http://x.invalid")'}
    assert [person.year for person in people] == [7] * 5 + [8] * (7 - missing)
    assert {person.roles for person in people} == {(Role.STUDENT.value,)}


def test_row_without_its_only_identifier_is_set_aside() -> None:
    read = from_export(EXPORTS[3])
    assert [(problem.line, problem.column) for problem in read.problems] == [(13, "UPN")]
    assert read.unknown_held


def test_no_upn_is_kept_as_it_is() -> None:
    assert not any("823999" in id for id in from_export(EXPORTS[3]).people)
    assert set(from_export(EXPORTS[0]).people) >= {"004001", "004012"}


def test_missing_stays_missing_and_no_is_said() -> None:
    sims, arbor, wonde = (from_export(name) for name in EXPORTS[:3])
    assert [one.premium for one in sims.people.values()][:2] == ["yes", "no"]
    assert [one.premium for one in arbor.people.values()][:2] == ["yes", ""]
    assert [one.send for one in wonde.people.values()][:2] == ["", "support"]
    assert [one.send for one in arbor.people.values()][:2] == ["", "support"]


def test_blank_means_no_only_when_a_person_says_so() -> None:
    read = from_export(EXPORTS[1], values={"premium": {"": "no"}})
    assert [one.premium for one in read.people.values()][:2] == ["yes", "no"]


def test_preferred_name_stands_beside_the_given_one() -> None:
    people = from_export(EXPORTS[0]).people
    assert (people["004002"].given, people["004002"].preferred) == ("Łukasz", "Luke")
    assert people["004001"].preferred == ""


def test_several_rows_of_one_person_gather_their_classes() -> None:
    columns = {**BASIC["columns"], "class": "classes"}
    read = from_lines("id,given,family,class", "1,Zoë,Ali,7Ma", "1,Zoë,Ali,7En", "2,Sam,Ali,7Ma; 7Sc", columns=columns)
    assert [one.classes for one in read.people.values()] == [("7Ma", "7En"), ("7Ma", "7Sc")]


def test_two_people_under_one_identifier_are_refused() -> None:
    with pytest.raises(RosterRefused, match="Lines 2 and 3") as refused:
        from_lines("id,given,family", "1,Zoë,Ali", "1,Sam,Ali")
    assert "Zoë" not in str(refused.value)


def test_slipped_row_holds_its_person() -> None:
    read = from_lines("id,given,family", "1,Zoë", "2,Sam,Ali")
    assert (set(read.people), read.held, len(read.problems)) == ({"2"}, {"1"}, 1)


def test_names_in_one_cell_part_at_the_last_comma() -> None:
    columns = {"id": "identifier", "name": "both_names"}
    read = from_lines("id;name", "1;van der Berg, Jr, Sam", "2;Suharto", columns=columns)
    assert [(one.family, one.given) for one in read.people.values()] == [("van der Berg, Jr", "Sam")]
    assert read.problems[0].line == 3


def test_roles_of_staff_come_from_their_column() -> None:
    columns = {**BASIC["columns"], "job": "role"}
    said = {"columns": columns, "who": "staff", "values": {"role": {"Cook": "leave_out", "Boss": "head"}}}
    read = from_lines("id,given,family,job", "1,A,B,Teacher", "2,C,D,Cook", "3,E,F,Boss", "4,G,H,Pilot", **said)
    assert [(one.id, one.roles, one.left_out) for one in read.people.values()] == [
        ("staff/1", ("teacher",), False), ("staff/2", (), True), ("staff/3", ("head",), False),
    ]  # fmt: skip
    assert [problem.line for problem in read.problems] == [5]


def test_whoever_left_before_the_day_is_left_out() -> None:
    columns = {**BASIC["columns"], "left": "left"}
    read = from_lines(
        "id,given,family,left",
        "1,A,B,09/03/2026",
        "2,C,D,10/03/2026",
        "3,E,F,",
        "4,G,H,soon",
        columns=columns,
        order="dmy",
    )
    assert [(one.id, one.left_out) for one in read.people.values()] == [("1", True), ("2", False), ("3", False)]
    assert [(problem.line, problem.column) for problem in read.problems] == [(5, "left")]


def test_ambiguous_dates_and_unknown_values_are_asked() -> None:
    table = read_table("a.csv", csv_of("id,surname,start date,sen status,pp", "1,Ali,03/04/2026,S,Y"))
    asked = asked_about(table)
    assert (asked.order, asked.premium, [one.value for one in asked.values]) == (True, True, ["S"])


def test_wrong_check_letters_warn_and_no_more() -> None:
    read = from_lines("id,given,family,UPN", "1,A,B,A801200005001", "2,C,D,B801200005001")
    assert len(read.people) == 2 and not read.problems
    assert any("wrong check letter (line 2)" in note for note in read.notes)


@given(
    st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from(["", "X", "Y"]), st.text(max_size=5)), max_size=12)
)
def test_no_row_is_lost_or_counted_twice(rows: list[tuple[str, str, str]]) -> None:
    cells = [tuple(" ".join(cell.replace('"', "").split()) for cell in row) for row in rows]
    lines = [",".join(f'"{cell}"' for cell in row) for row in cells]
    try:
        read = from_lines("id,given,family", *lines)
    except RosterRefused:
        return
    held = sum(len(found) for id, found in read.lines.items() if id not in read.people)
    assert held == 0
    told = sum(len(found) for found in read.lines.values()) + len({problem.line for problem in read.problems})
    assert told == sum(any(row) for row in cells)
    assert isinstance(next(iter(read.people.values()), PersonRow(1, "x")), PersonRow)
