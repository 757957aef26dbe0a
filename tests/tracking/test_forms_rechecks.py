"""Input of the list of what to look at again."""

from tests.personas import Personas
from tracking.forms_rechecks import OutcomeForm, RecheckForm
from tracking.queries import members_of_class


def test_both_are_asked_for_with_a_sentence(people: Personas) -> None:
    form = RecheckForm(members_of_class(people.maple, people.term.starts_on), {})
    assert set(form.errors) == {"text", "students"}


def test_only_three_answers() -> None:
    assert OutcomeForm({"outcome": "known"}).is_valid()
    assert not OutcomeForm({"outcome": "failed"}).is_valid()
