"""The leader's own log: theirs alone, in the database too."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from learningculture.tenancy import tenant
from tests.factories.dialogue import make_presence
from tests.factories.school import TODAY, make_class
from tests.personas import Personas
from vision.models import Presence
from vision.presence import HABITS, my_presence, note_presence, presence_of, remove_presence

pytestmark = pytest.mark.django_db


def test_line_is_noted_once(people: Personas) -> None:
    words = {"owner": people.head, "school_class": people.maple, "kind": "visit", "note": "Warm."}
    noted = note_presence(**words, on=TODAY, today=TODAY)
    assert note_presence(**words, on=TODAY, today=TODAY) == noted


def test_line_of_a_day_to_come_is_refused(people: Personas) -> None:
    tomorrow = TODAY + datetime.timedelta(days=1)
    with pytest.raises(ValidationError, match="has come"):
        note_presence(
            owner=people.head,
            school_class=people.maple,
            kind="visit",
            note="",
            on=tomorrow,
            today=TODAY,
        )


def test_database_shows_the_log_to_its_owner_alone(people: Personas) -> None:
    make_presence(owner=people.head, school_class=people.maple)
    for member, purpose, seen in ((people.head, "", 1), (people.teacher, "", 0), (people.teacher, "build", 1)):
        with tenant(people.school.pk, member_id=member.pk, purpose=purpose):
            assert Presence.objects.count() == seen


def test_own_term_names_the_classes_without(people: Personas) -> None:
    been, other = (
        people.maple,
        make_class(school=people.school, year=people.term.academic_year, name="Oak"),
    )
    line = make_presence(owner=people.head, school_class=been)
    Presence.objects.update(on=people.term.starts_on)
    mine = my_presence(people.head, people.term)
    assert (mine.notes, other in mine.without, been in mine.without) == ([line], True, False)
    remove_presence(line=presence_of(people.head).get())
    assert been in my_presence(people.head, people.term).without


def test_prompts_are_a_handful() -> None:
    assert len({str(habit) for habit in HABITS}) == 6
