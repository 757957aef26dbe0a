"""What the dialogue's forms clean and refuse."""

import uuid

from vision.dialogue_forms import RemarkForm, ReplyForm

GIVEN = {"kind": "doubt", "text": "Is there time?", "voice": "unnamed", "client_key": str(uuid.uuid4()), "read": "1:x"}


def test_a_passage_may_be_left_out() -> None:
    form = RemarkForm(GIVEN)
    assert form.is_valid() and form.cleaned_data["quote"] == ""


def test_nobody_is_named_or_unnamed_by_forgetting() -> None:
    form = RemarkForm({**GIVEN, "voice": ""})
    assert form.errors["voice"] == ["Choose whether your name stands beside it."]
    assert RemarkForm()["voice"].value() is None


def test_each_form_has_a_key_of_its_own() -> None:
    assert RemarkForm()["client_key"].value() != RemarkForm()["client_key"].value()
    assert ReplyForm({"text": " ", "client_key": "no"}).errors.keys() == {"text", "client_key"}
