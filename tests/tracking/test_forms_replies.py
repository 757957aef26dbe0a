"""Input of a reply."""

from tracking.forms_replies import ReplyForm


def test_own_words_win_and_one_of_both_is_needed() -> None:
    form = ReplyForm({"tapped": "0", "text": "I tried again."})
    assert form.is_valid() and form.cleaned_data["text"] == "I tried again."
    assert ReplyForm({"tapped": "1"}).is_valid()
    assert set(ReplyForm({}).errors) == {"tapped"}
