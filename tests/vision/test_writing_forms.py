"""What a page sends about a paragraph, cleaned."""

from django.http import QueryDict

from vision.models import Paragraph, Wording
from vision.writing_forms import MOST_SENT, NewParagraphForm, ParagraphForm, TakeForm


def test_a_save_names_what_it_began_from_and_what_was_sent() -> None:
    sent = "&".join(f"sent=text{number}" for number in range(9))
    form = ParagraphForm(QueryDict(f"text=New&version=3&began=Old&{sent}"))
    assert form.is_valid()
    words = form.saved_words()
    assert (words["text"], words["version"], words["began"]) == ("New", 3, "Old")
    assert words["sent"] == [f"text{number}" for number in range(MOST_SENT)]


def test_each_new_paragraph_has_an_identity_from_the_start() -> None:
    assert NewParagraphForm()["uid"].value() != NewParagraphForm()["uid"].value()


def test_one_of_three_texts_is_taken() -> None:
    stands, waits = Paragraph(text="Theirs"), Wording(text="Mine")
    for take, text in (("stands", "Theirs"), ("waits", "Mine"), ("both", "Ours")):
        form = TakeForm({"take": take, "text": "Ours", "version": 2})
        assert form.is_valid()
        assert form.chosen(stands, waits) == text
    assert not TakeForm({"take": "mean", "version": 2}).is_valid()
