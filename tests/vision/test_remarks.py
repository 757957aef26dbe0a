"""Each remark beside the words that it was about, through every redraft, split, merge and retirement."""

from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from learningculture.tenancy import tenant
from tests.factories.dialogue import make_draft, make_paragraph, make_remark, make_reply, make_theme, make_wording
from tests.factories.dialogue import make_unnamed_remark as make_unnamed
from tests.factories.school import TODAY
from tests.personas import Personas
from vision.models import Descent, Paragraph, Remark, Theme
from vision.narrative import draft_content, publish_narrative
from vision.remarks import (
    Margin,
    could_have_said,
    margin_of,
    published_content,
    staff_read_the_draft,
    wording_read,
)

OLD = "We wait. Then we help."
numbers = count(2)


def margin(people: Personas) -> Margin:
    return margin_of(people.teacher, draft_content(people.school))


def redraft(paragraph: Paragraph, text: str) -> None:
    number = next(numbers)
    make_wording(paragraph=paragraph, by=paragraph.changed_by, number=number, text=text)
    Paragraph.objects.filter(pk=paragraph.pk).update(text=text, version=number)


def led_to(ancestor: Paragraph, *descendants: Paragraph, how: str = "split") -> None:
    for descendant in descendants:
        Descent.objects.create(
            school=ancestor.school, ancestor=ancestor, descendant=descendant, how=how, on=timezone.now()
        )
    Paragraph.objects.filter(pk=ancestor.pk).update(retired_at=timezone.now())


def test_what_was_said_stands_beside_its_paragraph(people: Personas) -> None:
    paragraph, other = make_paragraph(by=people.head, text=OLD), make_paragraph(by=people.head, text="Another.")
    named = make_remark(by=people.teacher, paragraph=paragraph)
    reply = make_reply(by=people.head, remark=named)
    unnamed = make_unnamed(paragraph=paragraph)
    passage = margin(people).passage(paragraph.pk)
    assert [said.remark for said in passage.said] == [named, unnamed]
    assert [(said.author, said.replies) for said in passage.said] == [(people.teacher, [reply]), (None, [])]
    assert [said.about for said in passage.said] == ["", ""]
    assert margin(people).passage(other.pk).said == []


def test_after_a_redraft_the_old_wording_stands_there(people: Personas) -> None:
    paragraph = make_paragraph(by=people.head, text=OLD)
    make_remark(by=people.teacher, paragraph=paragraph)
    make_remark(by=people.teacher, paragraph=paragraph, quote="We wait.")
    make_remark(by=people.teacher, paragraph=paragraph, quote="we help")
    redraft(paragraph, "We wait. And watch.")
    told = [(said.about, said.has_changed) for said in margin(people).passage(paragraph.pk).said]
    assert told == [(OLD, True), ("We wait.", False), ("we help", True)]


@pytest.mark.parametrize("how", ["split", "merged"])
def test_after_a_split_or_merge_it_stands_beside_what_came_of_it(people: Personas, how: str) -> None:
    old, between, first, second = (make_paragraph(by=people.head, text=text) for text in (OLD, "1", "2", "3"))
    make_remark(by=people.teacher, paragraph=old)
    led_to(old, between, how=how)
    led_to(between, first, second)
    found = margin(people)
    assert [said.about for said in found.passage(first.pk).said] == [OLD]
    assert (found.passage(second.pk).said, found.gone) == ([], [])


def test_after_a_retirement_it_stands_at_the_end_with_its_answer(people: Personas) -> None:
    paragraph, theme = make_paragraph(by=people.head, text=OLD), make_theme(by=people.head)
    Theme.objects.filter(pk=theme.pk).update(
        outcome="not_now", answer_words="Next year.", answered_on=TODAY, answered_by=people.head
    )
    remark = make_remark(by=people.teacher, paragraph=paragraph)
    Remark.objects.filter(pk=remark.pk).update(theme=theme)
    make_unnamed(paragraph=paragraph)
    led_to(paragraph)
    gone = margin(people).gone
    assert [(said.about, said.has_changed, said.answered) for said in gone] == [(OLD, True, True), (OLD, True, False)]
    assert gone[0].theme.answer_words == "Next year."


def test_on_the_published_page_a_remark_is_about_the_published_words(people: Personas) -> None:
    paragraph = make_paragraph(by=people.head, text=OLD)
    publish_narrative(school=people.school, note="", by=people.head, now=timezone.now())
    redraft(paragraph, "Not yet for all.")
    published = margin_of(people.teacher, published_content(people.school)).passage(paragraph.pk)
    assert (published.text, published.wording_id) == (OLD, paragraph.wordings.get(number=1).pk)
    assert margin(people).passage(paragraph.pk).wording_id == paragraph.wordings.latest("number").pk


def test_adopted_words_name_whose_they_are(people: Personas) -> None:
    paragraph = make_paragraph(by=people.head, text=OLD)
    remark = make_remark(by=people.teacher, paragraph=paragraph, kind="wording")
    assert margin(people).passage(paragraph.pk).credit == ""
    Remark.objects.filter(pk=remark.pk).update(adopted_in=paragraph.wordings.get())
    assert margin(people).passage(paragraph.pk).credit == "In the words of Amira Rahman"


def test_the_seal_says_which_wording_was_read_and_only_ours_does(people: Personas) -> None:
    paragraph = make_paragraph(by=people.head, text=OLD)
    seal = margin(people).passage(paragraph.pk).seal
    redraft(paragraph, "New.")
    assert wording_read(people.teacher, seal).text == OLD
    assert wording_read(people.stranger, seal) is None
    assert wording_read(people.teacher, f"{paragraph.pk}:made-up") is None
    paragraph.wordings.filter(number=1).update(text="Rewritten within one sitting.")
    assert wording_read(people.teacher, seal) is None


def test_the_draft_is_open_to_staff_only_in_that_circle(people: Personas) -> None:
    assert not staff_read_the_draft(people.school)
    draft = make_draft(by=people.head, circle="leaders")
    assert not staff_read_the_draft(people.school)
    type(draft).objects.update(circle="staff")
    assert staff_read_the_draft(people.school)


def test_among_whom_it_stands(people: Personas) -> None:
    assert could_have_said(people.school, TODAY) == 5


def test_margin_takes_five_statements_however_much_is_said(people: Personas) -> None:
    counts = []
    for number in (1, 30):
        for _each in range(number):
            paragraph = make_paragraph(by=people.head, text=f"Words {next(numbers)}")
            make_reply(by=people.head, remark=make_remark(by=people.teacher, paragraph=paragraph))
            make_unnamed(paragraph=paragraph)
        content = draft_content(people.school)
        with tenant(people.school.pk), CaptureQueriesContext(connection) as queries:
            margin_of(people.teacher, content)
        counts.append(len(queries))
    assert counts == [5, 5]
