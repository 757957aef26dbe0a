"""Rows of a person as labelled facts."""

from __future__ import annotations

import datetime

import pytest

from school.privacy.person_rows import Names, full_names, sections_about, who, words_of
from tests.factories.tracking import make_noticing
from tests.personas import Personas


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ""),
        (True, "yes"),
        (datetime.date(2026, 3, 10), "10 March 2026"),
        (datetime.datetime(2026, 7, 10, 9, 5, tzinfo=datetime.UTC), "10 July 2026, 10:05"),
        (["a", "b"], "a, b"),
        (3, "3"),
    ],
)
def test_values_are_told_as_people_say_them(value: object, words: str) -> None:
    assert words_of(value) == words


def test_others_are_told_by_their_part(people: Personas) -> None:
    told = [who(person, people.teacher) for person in (people.teacher, people.head, people.student)]
    assert told == ["you", "a member of staff", "a student"]


def test_own_name_stays_in_a_text_and_others_go(people: Personas) -> None:
    names = Names(people.student)
    assert names.hidden("Idris Costa and Helen Bellamy") == "Idris Costa and [name]"
    assert Names(people.teacher).hidden("Idris did it", also=people.student) == "[name] did it"
    assert full_names(people.student) == ["Idris Costa", "Costa, Idris"]


def test_one_row_is_two_peoples_each_in_their_way(people: Personas) -> None:
    make_noticing(student=people.student, author=people.teacher, text="Asked why")
    mine, theirs = (
        next(section for section in sections_about(person) if section.model == "tracking.Noticing")
        for person in (people.student, people.teacher)
    )
    assert (mine.own, theirs.own) == (True, False)
    assert {fact.name: fact.value for fact in theirs.rows[0]}["about"] == "a student"
    assert {fact.name: fact.value for fact in mine.rows[0]}["author"] == "a member of staff"
