"""What becomes of what was said: themes, answers with a reason, words adopted with credit."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from tests.factories.dialogue import make_paragraph, make_remark, make_theme, make_unnamed_remark
from tests.factories.school import TODAY
from tests.personas import Personas
from vision.models import Remark, Theme
from vision.narrative import EditConflict, retire_paragraph, revise_paragraph
from vision.themes import (
    adopt_wording,
    answer_theme,
    answered_for,
    gather_theme,
    gathered,
    ledger,
    not_gathered,
    open_themes,
    suggested_text,
)


def gather(people: Personas, *remarks, title: str = "Time", into: Theme | None = None) -> Theme:
    return gather_theme(school=people.school, remarks=remarks, title=title, into=into, by=people.head, on=TODAY)


def answer(people: Personas, theme: Theme, outcome: str = "not_now", words: str = "Next year.", on=TODAY) -> Theme:
    return answer_theme(theme=theme, outcome=outcome, answer_words=words, by=people.head, on=on)


def test_named_and_unnamed_come_together_in_a_theme(people: Personas) -> None:
    paragraph = make_paragraph(by=people.head)
    said = make_remark(by=people.teacher, paragraph=paragraph), make_unnamed_remark(paragraph=paragraph)
    theme = gather(people, *said)
    found = gathered(open_themes(people.school))[0]
    assert (found.theme, found.remarks) == (theme, list(said))
    assert (found.names, found.without_a_name) == (["Amira Rahman"], 1)
    assert not_gathered(people.school) == []


def test_more_can_be_put_into_an_open_theme(people: Personas) -> None:
    paragraph, theme = make_paragraph(by=people.head), make_theme(by=people.head)
    assert gather(people, make_unnamed_remark(paragraph=paragraph), title="", into=theme) == theme
    assert Theme.objects.count() == 1


def test_gathering_refuses_beside_the_field(people: Personas) -> None:
    paragraph, done = make_paragraph(by=people.head), make_theme(by=people.head)
    remark = make_remark(by=people.teacher, paragraph=paragraph)
    answer(people, done)
    for field, given in (
        ("remarks", {"remarks": ()}),
        ("title", {"remarks": (remark,), "title": " "}),
        ("into", {"remarks": (remark,), "into": done}),
    ):
        with pytest.raises(ValidationError) as refused:
            gather(people, *given.pop("remarks"), **given)
        assert list(refused.value.message_dict) == [field]


@pytest.mark.parametrize(
    ("field", "outcome", "words"),
    [("answer_words", "adopted", "  "), ("outcome", "open", "Yes."), ("outcome", "x", "y")],
)
def test_an_answer_needs_what_becomes_of_it_and_why(people: Personas, field: str, outcome: str, words: str) -> None:
    theme = make_theme(by=people.head)
    with pytest.raises(ValidationError) as refused:
        answer(people, theme, outcome, words)
    assert list(refused.value.message_dict) == [field]
    assert Theme.objects.get().outcome == "open"


def test_an_answer_stays_as_it_was_given(people: Personas) -> None:
    theme = answer(people, make_theme(by=people.head))
    assert answer(people, theme).answered_on == TODAY
    with pytest.raises(ValidationError, match="stays as it was given"):
        answer(people, theme, "adopted")
    paragraph = make_paragraph(by=people.head)
    remark = make_remark(by=people.teacher, paragraph=paragraph)
    Remark.objects.update(theme=theme)
    remark.refresh_from_db()
    with pytest.raises(ValidationError, match="has been answered"):
        gather(people, remark)


def test_ledger_has_what_was_answered_newest_first(people: Personas) -> None:
    first, second, _open = (make_theme(by=people.head, title=title) for title in ("First", "Second", "Open"))
    answer(people, second)
    answer(people, first, "partly", "Half of it.", on=TODAY + datetime.timedelta(days=1))
    assert [one.theme.title for one in ledger(people.teacher)] == ["First", "Second"]
    assert ledger(people.stranger) == []


def test_those_who_gave_their_name_are_told(people: Personas) -> None:
    paragraph = make_paragraph(by=people.head)
    theme = gather(
        people, make_remark(by=people.teacher, paragraph=paragraph), make_unnamed_remark(paragraph=paragraph)
    )
    assert answered_for(people.teacher, TODAY) == []
    answer(people, theme)
    assert answered_for(people.teacher, TODAY) == [theme]
    assert answered_for(people.teacher, TODAY + datetime.timedelta(days=1)) == []
    assert answered_for(people.teaching_assistant, TODAY) == []


@pytest.mark.parametrize("named", [True, False])
def test_adopted_words_become_the_draft_and_keep_their_credit(people: Personas, named: bool) -> None:
    paragraph = make_paragraph(by=people.head, text="We wait. Then we help.")
    given = {"paragraph": paragraph, "kind": "wording", "text": "Then we ask."}
    remark = make_remark(by=people.teacher, **given) if named else make_unnamed_remark(**given)
    adopt_wording(remark=remark, paragraph=paragraph, text="We wait. Then we ask.", version=1, by=people.head)
    remark.refresh_from_db()
    assert (remark.adopted_in.text, remark.adopted_in.number) == ("We wait. Then we ask.", 2)
    assert (remark.wording.text, remark.wording.number) == ("We wait. Then we help.", 1)


def test_only_a_wording_is_adopted_and_nothing_is_overwritten(people: Personas) -> None:
    paragraph = make_paragraph(by=people.head)
    doubt = make_remark(by=people.teacher, paragraph=paragraph)
    words = make_remark(by=people.teacher, paragraph=paragraph, kind="wording")
    with pytest.raises(ValidationError, match="Only a suggested wording"):
        adopt_wording(remark=doubt, paragraph=paragraph, text="Other", version=1, by=people.head)
    revise_paragraph(paragraph=paragraph, text="Quicker.", version=1, by=people.plc_lead)
    with pytest.raises(EditConflict):
        adopt_wording(remark=words, paragraph=paragraph, text="Other", version=1, by=people.head)
    words.refresh_from_db()
    assert words.adopted_in is None


@pytest.mark.parametrize(
    ("quote", "suggested"),
    [
        ("", "Then we ask."),
        ("Then we help.", "We wait. Then we ask."),
        ("Words that went", "We wait. Then we help.\n\nThen we ask."),
    ],
)
def test_suggestion_stands_in_the_place_of_its_passage(people: Personas, quote: str, suggested: str) -> None:
    paragraph = make_paragraph(by=people.head, text="We wait. Then we help.")
    remark = make_remark(by=people.teacher, paragraph=paragraph, text="Then we ask.", quote=quote, kind="wording")
    assert suggested_text(remark, paragraph) == suggested


def test_an_answer_outlives_the_paragraph(people: Personas) -> None:
    paragraph = make_paragraph(by=people.head)
    answer(people, gather(people, make_remark(by=people.teacher, paragraph=paragraph)))
    retire_paragraph(paragraph=paragraph, by=people.head, now=paragraph.changed_at)
    assert [said.wording.text for said in ledger(people.teacher)[0].remarks] == [paragraph.text]
