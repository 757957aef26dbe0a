"""Input of the school's own check-in questions."""

from tracking.forms_own_items import QuestionsForm


def test_all_three_are_needed() -> None:
    assert not QuestionsForm({"one": "I try.", "two": "I ask."}).is_valid()
    form = QuestionsForm({"one": "I try.", "two": "I ask.", "three": "I look."})
    assert form.is_valid() and form.wordings == ["I try.", "I ask.", "I look."]
