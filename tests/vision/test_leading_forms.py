"""What leaders type: only one's own school to choose from."""

import pytest

from tests.factories.dialogue import make_priority
from tests.factories.vision import make_behaviour, make_commitment
from tests.personas import Personas
from vision.leading_forms import AboutForm, DecisionForm, PresenceForm, PriorityForm, TalkForm

pytestmark = pytest.mark.django_db


def test_commitments_of_another_school_cannot_be_chosen(people: Personas) -> None:
    foreign = make_commitment(school=people.stranger.school)
    said = {"decided": "No setting", "good_enough": "Not for ours", "commitment": foreign.pk}
    assert "commitment" in DecisionForm(said, school=people.school).errors
    own = make_commitment(school=people.school)
    assert DecisionForm({**said, "commitment": own.pk}, school=people.school).is_valid()


def test_priority_that_gives_way_is_one_of_the_schools_own(people: Personas) -> None:
    foreign = make_priority(by=people.stranger)
    assert "ends" in PriorityForm({"wording": "New", "ends": foreign.pk}, school=people.school).errors


def test_log_names_a_class_of_the_year(people: Personas) -> None:
    form = PresenceForm({"school_class": "0", "kind": "visit", "on": "2026-11-03"}, term=people.term)
    assert set(form.errors) == {"school_class"}
    chosen = people.maple
    said = {"school_class": chosen.pk, "kind": "visit", "on": "2026-11-03"}
    assert PresenceForm(said, term=people.term).is_valid()


def test_no_behaviour_at_all_is_an_answer(people: Personas) -> None:
    framework = make_behaviour(school=people.school).framework
    assert AboutForm({}, framework=framework).is_valid()


def test_talk_needs_a_yes_or_a_not_yet(people: Personas) -> None:
    assert "can_say" in TalkForm({"words": "I try"}, school=people.school).errors
