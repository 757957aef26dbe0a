"""Whose words the vision's are, for whom, and as long as they stand."""

import pytest

from school.models import Member
from tests.factories.dialogue import make_paragraph, make_remark, make_unnamed_remark
from tests.personas import Personas
from vision.credit import credit_for, credits_in
from vision.models import Paragraph
from vision.narrative import draft_content, revise_paragraph
from vision.themes import Either, adopt_wording

OLD = "We wait. Then we help."
BETTER = "We wait. Then we ask."


def suggest(people: Personas, paragraph: Paragraph, text: str, by: Member | None) -> Either:
    given = {"paragraph": paragraph, "kind": "wording", "text": text}
    return make_remark(by=by, **given) if by else make_unnamed_remark(**given)


def accept(people: Personas, paragraph: Paragraph, remark: Either, text: str) -> None:
    paragraph.refresh_from_db()
    adopt_wording(remark=remark, paragraph=paragraph, text=text, version=paragraph.version, by=people.head)


def line(people: Personas, paragraph: Paragraph, reader: Member | None = None) -> str:
    return credits_in(draft_content(people.school), reader or people.plc_lead).get(str(paragraph.uid), "")


@pytest.mark.parametrize(
    ("named", "reader", "said"),
    [
        (True, "teaching_assistant", "In the words of Amira Rahman"),
        (False, "teaching_assistant", "In a colleague’s words"),
        (True, "governor", "In the words of somebody who works here"),
        (True, "student", "In the words of somebody who works here"),
        (False, "student", "In the words of somebody who works here"),
    ],
)
def test_names_are_for_those_to_whom_they_were_given(people: Personas, named: bool, reader: str, said: str) -> None:
    paragraph = make_paragraph(by=people.head, text=OLD)
    remark = suggest(people, paragraph, "Then we ask.", people.teacher if named else None)
    assert line(people, paragraph) == ""
    accept(people, paragraph, remark, BETTER)
    assert line(people, paragraph, getattr(people, reader)) == said


def test_credit_lasts_as_long_as_the_words(people: Personas) -> None:
    paragraph = make_paragraph(by=people.head, text=OLD)
    accept(people, paragraph, suggest(people, paragraph, "Then we ask.", people.teacher), BETTER)
    for text, said in (
        ("We always wait. Then we ask.", "In the words of Amira Rahman"),
        ("We wait. Then we go.", ""),
        (BETTER, "In the words of Amira Rahman"),
    ):
        paragraph.refresh_from_db()
        revise_paragraph(paragraph=paragraph, text=text, version=paragraph.version, by=people.head)
        assert line(people, paragraph) == said


def test_words_that_stood_before_were_nobodys_suggestion(people: Personas) -> None:
    paragraph = make_paragraph(by=people.head, text=OLD)
    before = draft_content(people.school)
    accept(people, paragraph, suggest(people, paragraph, "We wait.", people.teacher), "We wait.")
    assert credits_in(before, people.plc_lead) == {}
    assert line(people, paragraph) == "In the words of Amira Rahman"


def test_two_whose_words_stand_together_are_both_named(people: Personas) -> None:
    paragraph = make_paragraph(by=people.head, text=OLD)
    accept(people, paragraph, suggest(people, paragraph, "Then we ask.", people.teacher), BETTER)
    accept(people, paragraph, suggest(people, paragraph, "First we look.", None), f"First we look. {BETTER}")
    assert line(people, paragraph) == "In the words of Amira Rahman and a colleague"


def test_names_are_joined_in_words(people: Personas) -> None:
    paragraph = make_paragraph(by=people.head)
    who = (people.teacher, people.plc_lead, people.teacher, people.head)
    remarks = [make_remark(by=each, paragraph=paragraph) for each in who]
    names = [each.display_name for each in (people.teacher, people.plc_lead, people.head)]
    assert credit_for(remarks) == f"In the words of {names[0]}, {names[1]} and {names[2]}"
    assert credit_for([]) == ""


def test_another_schools_remarks_give_no_credit(people: Personas) -> None:
    paragraph = make_paragraph(by=people.head, text=OLD)
    accept(people, paragraph, suggest(people, paragraph, "Then we ask.", people.teacher), BETTER)
    assert credits_in(draft_content(people.school), people.stranger) == {}


def test_many_credits_take_three_statements(people: Personas, django_assert_num_queries) -> None:
    for text in (OLD, "We look.", "We try."):
        paragraph = make_paragraph(by=people.head, text=text)
        accept(people, paragraph, suggest(people, paragraph, "Yes.", people.teacher), f"{text} Yes.")
    content = draft_content(people.school)
    with django_assert_num_queries(3):
        assert len(credits_in(content, people.plc_lead)) == 3
