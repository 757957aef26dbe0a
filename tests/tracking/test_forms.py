"""Input, cleaned."""

import pytest

from tests.factories.school import TODAY
from tests.factories.vision import make_behaviour
from tests.personas import Personas
from tracking.forms import AnswerForm, GoalForm, ReviewForm
from tracking.forms_evidence import EvidenceForm


def test_answer_none_is_no_chance() -> None:
    form = AnswerForm([1, 2, 3], {"value": "none"})
    assert form.is_valid()
    assert form.chosen is None


@pytest.mark.parametrize(("own", "kept"), [("", "When I get stuck"), ("In maths", "In maths")])
def test_goal_is_chosen_by_tapping_or_in_own_words(people: Personas, own: str, kept: str) -> None:
    behaviour = make_behaviour(school=people.school)
    values = {"behaviour": behaviour.pk, "when": "0", "situation": own, "review_on": TODAY}
    form = GoalForm([behaviour], TODAY, {f"goal-{name}": value for name, value in values.items()})
    assert form.is_valid()
    assert form.cleaned_data == {"behaviour": behaviour, "situation": kept, "review_on": TODAY}


def test_review_joins_what_was_tapped_and_written() -> None:
    form = ReviewForm({"review-how": "1", "review-reflection": "I asked Sam first."})
    assert form.is_valid()
    assert form.cleaned_data == {"reflection": "It helped a bit. I asked Sam first."}


def test_evidence_needs_no_typing(people: Personas) -> None:
    behaviour = make_behaviour(school=people.school)
    form = EvidenceForm([behaviour], {"evidence-what": "0", "evidence-behaviour": behaviour.pk})
    assert form.is_valid()
    assert form.cleaned_data == {
        "title": "A piece of writing",
        "behaviour": behaviour,
        "story": behaviour.child_wording,
        "read": None,
        "seen": "",
    }
    assert behaviour.child_wording
