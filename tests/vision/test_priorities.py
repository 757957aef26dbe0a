"""At most three priorities, each making room; decisions and stopped things in the open."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from tests.factories.dialogue import make_priority
from tests.factories.school import TODAY
from tests.personas import Personas
from vision.models import Decision, Priority, Stopped
from vision.priorities import (
    begin_priority,
    decisions_of,
    end_priority,
    live_priorities,
    priorities_with_age,
    record_decision,
    stop,
    things_stopped,
)

pytestmark = pytest.mark.django_db


def begin(people: Personas, wording: str = "Talk in every lesson", **changes: object) -> Priority:
    words = {"stops": "Weekly data drops", **changes}
    return begin_priority(school=people.school, wording=wording, by=people.head, on=TODAY, **words)


def test_priority_begins_with_what_stops_for_it(people: Personas) -> None:
    begun = begin(people)
    assert begin(people) == begun
    assert [(each.thing, each.makes_room_for) for each in things_stopped(people.school)] == [
        ("Weekly data drops", begun)
    ]


def test_priority_that_stops_nothing_is_refused(people: Personas) -> None:
    with pytest.raises(ValidationError, match="what stops to make room"):
        begin(people, stops=" ")
    assert not Priority.objects.exists()


def test_fourth_priority_needs_one_that_gives_way(people: Personas) -> None:
    first, *_others = [make_priority(by=people.head, wording=f"Priority {number}") for number in range(3)]
    with pytest.raises(ValidationError, match="gives way"):
        begin(people)
    begun = begin(people, stops="", ends=first)
    first.refresh_from_db()
    assert (first.ended_on, first.ended_because) == (TODAY, "It gave way to “Talk in every lesson”.")
    assert begun in live_priorities(people.school)
    assert Stopped.objects.get().thing == "Priority 0"


def test_priority_ends_with_a_reason_once(people: Personas) -> None:
    priority = make_priority(by=people.head)
    with pytest.raises(ValidationError, match="why it ends"):
        end_priority(priority=priority, because=" ", by=people.head, on=TODAY)
    end_priority(priority=priority, because="Reached", by=people.head, on=TODAY)
    later = TODAY + datetime.timedelta(days=1)
    assert end_priority(priority=priority, because="Other", by=people.head, on=later).ended_because == "Reached"


def test_age_counts_the_terms_begun_since(people: Personas) -> None:
    old = make_priority(by=people.head, wording="Old", on=people.term.starts_on - datetime.timedelta(days=500))
    new = make_priority(by=people.head, wording="New", on=TODAY)
    ages = {each.priority: each.terms for each in priorities_with_age(people.school, TODAY)}
    assert ages[new] == 1
    assert ages[old] >= 1
    assert priorities_with_age(people.school, TODAY)[-1].age == "in its first term"


def test_decision_needs_its_reason_and_is_one_when_sent_twice(people: Personas) -> None:
    words = {"school": people.school, "decided": "No setting in Year 3", "by": people.head, "on": TODAY}
    with pytest.raises(ValidationError):
        record_decision(**words, good_enough=" ")
    made = record_decision(**words, good_enough="We would not want it for ours.")
    assert record_decision(**words, good_enough="We would not want it for ours.") == made
    assert list(decisions_of(people.school)) == [Decision.objects.get()]


def test_thing_stopped_twice_on_a_day_is_one(people: Personas) -> None:
    words = {"school": people.school, "thing": "Graded lessons", "by": people.head, "on": TODAY}
    assert stop(**words) == stop(**words)
