"""The pulse's forms: skipped items send a character too, an answer to staff needs both halves."""

from tests.factories.vision import make_pulse
from tests.personas import Personas
from vision.pulse_forms import LONGEST_ANSWER, PublicAnswerForm, PulseForm


def test_every_item_is_asked_and_a_skipped_one_is_none(people: Personas) -> None:
    form = PulseForm({"p1": "5", "p2": "0"}, pulse=make_pulse(term=people.term, by=people.head))
    assert form.is_valid()
    assert form.answers() == {"p1": 5} | dict.fromkeys([f"p{number}" for number in range(2, 9)])


def test_an_answer_needs_what_was_heard_and_what_follows() -> None:
    assert set(PublicAnswerForm({"heard": " ", "will_do": ""}).errors) == {"heard", "will_do"}
    assert not PublicAnswerForm({"heard": "x" * (LONGEST_ANSWER + 1), "will_do": "y"}).is_valid()
    assert PublicAnswerForm({"heard": "Time.", "will_do": "Two meetings go."}).is_valid()
