"""Readings: who writes which, and two writers at once."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from portfolio.models import Reading
from portfolio.readings import SomebodyWrote, write_reading
from school.models import Role
from tests.factories.portfolio import make_reading
from tests.factories.school import make_member
from tests.personas import Personas


def write(people: Personas, **more: object) -> Reading:
    return write_reading(
        **{"term": people.term, "question": "Q1", "kind": "head", "text": "It grows.", "by": people.head} | more
    )


def test_reading_is_written_and_rewritten(people: Personas) -> None:
    assert write(people).version == 1
    again = write(people, text=" It grows slowly. ", version=1)
    assert (again.text, again.version, Reading.objects.count()) == ("It grows slowly.", 2, 1)


def test_second_first_reading_is_refused_with_the_one_that_stands(people: Personas) -> None:
    write(people)
    with pytest.raises(SomebodyWrote) as refusal:
        write(people, text="Mine.")
    assert refusal.value.theirs.text == "It grows."
    assert Reading.objects.get().text == "It grows."


def test_outdated_version_overwrites_nothing(people: Personas) -> None:
    write(people)
    write(people, text="Second.", version=1)
    with pytest.raises(SomebodyWrote, match="Helen Bellamy has saved a reading meanwhile"):
        write(people, text="Third.", version=1)
    assert Reading.objects.get().text == "Second."


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"text": "  "}, "Write a sentence or two"),
        ({"text": "x" * 2001}, "at most 2000"),
        ({"question": "Q9"}, "no such reading"),
        ({"kind": "contrary"}, "not by the head"),
    ],
)
def test_refusals(people: Personas, change: dict[str, str], sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        write(people, **change)
    assert Reading.objects.count() == 0


def test_teacher_does_not_write_the_heads_reading(people: Personas) -> None:
    with pytest.raises(ValidationError, match="by the head or a senior leader"):
        write(people, by=people.teacher)


def test_contrary_reading_is_by_any_other_colleague(people: Personas) -> None:
    assert write(people, kind="contrary", by=people.plc_lead).author == people.plc_lead
    with pytest.raises(ValidationError, match="by a colleague"):
        write(people, kind="contrary", by=people.student, version=1)


def test_nobody_contradicts_themself(people: Personas) -> None:
    deputy = make_member(school=people.school, roles=(Role.SENIOR_LEADER,))
    make_reading(term=people.term, by=deputy, question="Q1")
    with pytest.raises(ValidationError, match="needs somebody else"):
        write(people, kind="contrary", by=deputy)
