"""What is said beside the vision's words, with a name and without, and what it keeps."""

import datetime
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from tests.factories.dialogue import make_paragraph, make_remark, make_unnamed_remark, make_window, make_wording
from tests.factories.school import TODAY
from tests.personas import Personas
from vision.dialogue import forget_when_said, reply, rewrite_unnamed, say_remark, say_unnamed
from vision.models import Paragraph, Remark, RemarkReply, UnnamedRemark

WORDS = {"kind": "doubt", "text": " Will there be time? ", "quote": ""}


def paragraph_of(people: Personas, text: str = "We wait.\n\nThen we help, slowly.") -> Paragraph:
    return make_paragraph(by=people.head, text=text)


def speak(people: Personas, paragraph: Paragraph, *, key: uuid.UUID | None = None, **words: str) -> Remark:
    said = WORDS | words
    wording, key = paragraph.wordings.latest("number"), key or uuid.uuid4()
    return say_remark(wording=wording, **said, by=people.teacher, now=timezone.now(), on=TODAY, client_key=key)


def whisper(paragraph: Paragraph, *, key: uuid.UUID | None = None, **words: str) -> UnnamedRemark:
    wording, key = paragraph.wordings.latest("number"), key or uuid.uuid4()
    return say_unnamed(wording=wording, **(WORDS | words), on=TODAY, client_key=key)


def test_a_remark_keeps_the_wording_it_was_about(people: Personas) -> None:
    paragraph = paragraph_of(people)
    remark = speak(people, paragraph)
    make_wording(paragraph=paragraph, by=people.head, number=2, text="We help at once.")
    remark.refresh_from_db()
    assert (remark.wording.number, remark.paragraph, remark.text) == (1, paragraph, "Will there be time?")
    assert remark.author == people.teacher


def test_both_are_noted_in_the_window_that_is_open(people: Personas) -> None:
    paragraph = paragraph_of(people)
    make_window(by=people.head, on=TODAY - datetime.timedelta(days=40))
    assert speak(people, paragraph).window is None
    window = make_window(by=people.head, on=TODAY)
    assert (speak(people, paragraph).window, whisper(paragraph).window) == (window, window)


@pytest.mark.parametrize("quote", ["Then we help", "wait. Then  we\nhelp"])
def test_a_quote_is_kept_as_one_line(people: Personas, quote: str) -> None:
    assert speak(people, paragraph_of(people), quote=quote).quote == " ".join(quote.split())


@pytest.mark.parametrize("quote", ["We wait and help", "We **wait** and help"])
def test_a_quote_may_be_as_it_reads_or_as_it_was_written(people: Personas, quote: str) -> None:
    assert speak(people, paragraph_of(people, "We **wait** and help."), quote=quote).quote == quote


@pytest.mark.parametrize("voice", [speak, lambda people, paragraph, **words: whisper(paragraph, **words)])
def test_a_quote_that_stands_nowhere_is_refused_beside_its_field(people: Personas, voice) -> None:
    with pytest.raises(ValidationError) as refused:
        voice(people, paragraph_of(people), quote="We shout.")
    assert list(refused.value.message_dict) == ["quote"]
    assert not Remark.objects.exists() and not UnnamedRemark.objects.exists()


@pytest.mark.parametrize("bad", [{"kind": "joke"}, {"text": "  "}])
def test_what_says_nothing_is_refused(people: Personas, bad: dict[str, str]) -> None:
    paragraph = paragraph_of(people)
    for voice in (lambda: speak(people, paragraph, **bad), lambda: whisper(paragraph, **bad)):
        with pytest.raises(ValidationError):
            voice()


def test_one_form_sent_twice_is_one_remark(people: Personas) -> None:
    paragraph, key = paragraph_of(people), uuid.uuid4()
    assert speak(people, paragraph, key=key) == speak(people, paragraph, key=key, text="Again")
    assert whisper(paragraph, key=key) == whisper(paragraph, key=key, text="Again")
    assert (Remark.objects.count(), UnnamedRemark.objects.count()) == (1, 1)
    assert UnnamedRemark.objects.get().text == "Will there be time?"


def test_the_same_words_in_two_forms_are_two_remarks(people: Personas) -> None:
    paragraph = paragraph_of(people)
    assert whisper(paragraph) != whisper(paragraph)
    assert speak(people, paragraph) != speak(people, paragraph)


def test_one_form_sent_with_a_name_and_then_without_leaves_no_common_key(people: Personas) -> None:
    paragraph, key = paragraph_of(people), uuid.uuid4()
    kept = {speak(people, paragraph, key=key).client_key, whisper(paragraph, key=key).pk, key}
    assert len(kept) == 3


def test_replies_hang_under_both_and_are_once(people: Personas) -> None:
    paragraph, key = paragraph_of(people), uuid.uuid4()
    named, unnamed = make_remark(by=people.teacher, paragraph=paragraph), make_unnamed_remark(paragraph=paragraph)
    for to in (named, unnamed):
        key = uuid.uuid4()
        for _twice in range(2):
            reply(to=to, text="Yes.", by=people.head, now=timezone.now(), client_key=key)
    assert [said.text for said in (*named.replies.all(), *unnamed.replies.all())] == ["Yes.", "Yes."]
    assert RemarkReply.objects.count() == 2


def test_laying_down_anew_keeps_every_remark_and_its_replies(people: Personas) -> None:
    paragraph = paragraph_of(people)
    said = {whisper(paragraph, text=f"Doubt {number}").pk for number in range(5)}
    some = UnnamedRemark.objects.first()
    reply(to=some, text="Yes.", by=people.head, now=timezone.now(), client_key=uuid.uuid4())
    forget_when_said(people.school)
    assert set(UnnamedRemark.objects.values_list("pk", flat=True)) == said
    assert some.replies.get().text == "Yes."


def test_without_the_owner_of_the_tables_nothing_is_rewritten(monkeypatch) -> None:
    monkeypatch.delenv("DATABASE_OWNER_URL", raising=False)
    assert rewrite_unnamed() is False
