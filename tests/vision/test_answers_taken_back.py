"""A wrong answer is taken back in the open, for a while, and those who were told are told."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from learningculture.tenancy import tenant
from school.models import Member
from tests.factories.dialogue import make_paragraph, make_remark, make_theme, make_unnamed_remark
from tests.factories.school import TODAY
from tests.personas import Personas
from vision.answers_taken_back import TAKE_BACK_WITHIN, may_be_taken_back, take_back_answer
from vision.asks import news_for
from vision.models import AnswerTakenBack, Remark, Theme, UnnamedRemark
from vision.remarks import margin_of, published_content, unnamed_visible_to
from vision.themes import answer_theme, gather_theme, ledger

LATER = TODAY + datetime.timedelta(days=1)


def make_answered(people: Personas, on: datetime.date = TODAY) -> Theme:
    """A theme with one remark by the teacher and one without a name, answered."""
    paragraph = make_paragraph(by=people.head)
    theme = make_theme(by=people.head)
    make_remark(by=people.teacher, paragraph=paragraph)
    make_unnamed_remark(paragraph=paragraph)
    for model in (Remark, UnnamedRemark):
        model.objects.update(theme=theme)
    return answer(people, theme, "not_now", "Next year.", on)


def answer(people: Personas, theme: Theme, outcome: str, words: str, on: datetime.date) -> Theme:
    return answer_theme(theme=theme, outcome=outcome, answer_words=words, by=people.head, on=on)


def take_back(people: Personas, theme: Theme, because: str = "I was wrong.", on: datetime.date = LATER) -> Theme:
    return take_back_answer(theme=theme, because=because, by=people.plc_lead, on=on)


def told(people: Personas, member: Member, on: datetime.date) -> list[str]:
    with tenant(people.school.pk, member_id=member.pk):
        return [str(news.text) for news in news_for(member, people.term, on)]


def test_theme_is_open_again_and_the_answer_stays_readable_with_why(people: Personas) -> None:
    theme = take_back(people, make_answered(people), "  I had not asked the governors. ")
    assert (theme.outcome, theme.answer_words, theme.answered_by, theme.answered_on) == ("open", "", None, None)
    kept = AnswerTakenBack.objects.get()
    assert (kept.outcome, kept.answer_words, kept.answered_by, kept.answered_on) == (
        "not_now",
        "Next year.",
        people.head,
        TODAY,
    )
    assert (kept.because, kept.taken_back_by, kept.taken_back_on) == (
        "I had not asked the governors.",
        people.plc_lead,
        LATER,
    )


def test_taking_back_twice_is_once(people: Personas) -> None:
    theme = make_answered(people)
    for _time in range(2):
        take_back(people, theme)
    assert AnswerTakenBack.objects.count() == 1


def test_it_is_possible_for_two_weeks(people: Personas) -> None:
    theme = make_answered(people)
    last = TODAY + datetime.timedelta(days=TAKE_BACK_WITHIN)
    assert may_be_taken_back(theme, last)
    assert not may_be_taken_back(theme, last + datetime.timedelta(days=1))
    with pytest.raises(ValidationError, match="older than 14 days"):
        take_back(people, theme, on=last + datetime.timedelta(days=1))
    assert Theme.objects.get().outcome == "not_now"


def test_it_needs_an_answer_and_a_reason(people: Personas) -> None:
    with pytest.raises(ValidationError, match="There is no answer"):
        take_back(people, make_theme(by=people.head))
    theme = make_answered(people)
    for because in (" ", "x" * 301):
        with pytest.raises(ValidationError) as refused:
            take_back(people, theme, because)
        assert list(refused.value.message_dict) == ["because"]


def test_those_who_were_told_are_told_and_told_again(people: Personas) -> None:
    theme = make_answered(people)
    assert told(people, people.teacher, TODAY) == ["What you said was answered. Time: Not now"]
    take_back(people, theme)
    assert told(people, people.teacher, LATER) == ["The answer to what you said was taken back. Time: I was wrong."]
    answer(people, theme, "adopted", "Yes, now.", LATER)
    assert told(people, people.teacher, LATER) == ["What you said was answered anew. Time: Adopted"]
    assert told(people, people.teacher, LATER + datetime.timedelta(days=15)) == []
    assert told(people, people.teaching_assistant, LATER) == []


def test_ledger_and_margin_say_so_to_all(people: Personas) -> None:
    theme = take_back(people, make_answered(people))
    [shown] = ledger(people.teaching_assistant)
    assert (shown.theme, [back.because for back in shown.theme.taken_back.all()]) == (theme, ["I was wrong."])
    margin = margin_of(people.teacher, published_content(people.school))
    assert [(said.answered, said.remark.waits_anew) for said in margin.gone] == [(False, True), (False, True)]
    answer(people, theme, "partly", "Half of it.", LATER)
    assert [each.waits_anew for each in unnamed_visible_to(people.teacher)] == [False]
    assert len(ledger(people.teacher)[0].theme.taken_back.all()) == 1


def test_an_open_theme_takes_more_in_again(people: Personas) -> None:
    theme = take_back(people, make_answered(people))
    more = make_remark(by=people.head, paragraph=Remark.objects.get().paragraph)
    assert gather_theme(school=people.school, remarks=[more], title="", into=theme, by=people.head, on=LATER) == theme


def test_ledger_stays_in_four_statements(people: Personas, django_assert_num_queries) -> None:
    for _theme in range(3):
        take_back(people, make_answered(people))
    with django_assert_num_queries(4):
        assert len(ledger(people.teacher)) == 3
