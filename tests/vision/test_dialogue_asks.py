"""What the dialogue about the vision asks, of whom, when it stops, and who is told of an answer."""

import datetime

from learningculture.tenancy import tenant
from school.models import Member
from tests.factories.dialogue import make_paragraph, make_remark, make_theme, make_unnamed_remark, make_window
from tests.factories.school import TODAY
from tests.personas import Personas
from vision.asks import asks_for, news_for
from vision.models import Remark, UnnamedRemark
from vision.themes import answer_theme


def asked(people: Personas, member: Member) -> list[str]:
    with tenant(people.school.pk, member_id=member.pk):
        return [str(ask.what) for ask in asks_for(member, people.term, TODAY)]


def test_staff_are_asked_while_leaders_ask_until_they_speak_with_a_name(people: Personas) -> None:
    window, paragraph = make_window(by=people.head, on=TODAY), make_paragraph(by=people.head)
    assert asked(people, people.teacher) == ["Say what you think of the vision"]
    assert asked(people, people.head) == ["Publish what you have written in the vision"]
    assert asked(people, people.student) == asked(people, people.governor) == []
    UnnamedRemark.objects.filter(pk=make_unnamed_remark(paragraph=paragraph).pk).update(window=window)
    assert asked(people, people.teacher) == ["Say what you think of the vision"]
    Remark.objects.filter(pk=make_remark(by=people.teacher, paragraph=paragraph).pk).update(window=window)
    assert asked(people, people.teacher) == []


def test_who_asked_and_has_not_answered_is_reminded(people: Personas) -> None:
    window = make_window(by=people.head, on=TODAY - datetime.timedelta(days=60), days=0)
    remark = make_remark(by=people.teacher, paragraph=make_paragraph(by=people.head))
    Remark.objects.filter(pk=remark.pk).update(window=window)
    assert "Answer what a colleague said about the vision" in asked(people, people.head)
    assert asked(people, people.teacher) == []
    theme = make_theme(by=people.head)
    Remark.objects.filter(pk=remark.pk).update(theme=theme)
    answer_theme(theme=theme, outcome="partly", answer_words="Half.", by=people.head, on=TODAY)
    assert "Answer what a colleague said about the vision" not in asked(people, people.head)


def test_who_spoke_with_a_name_reads_the_answer_as_news(people: Personas) -> None:
    theme, paragraph = make_theme(by=people.head, title="Time"), make_paragraph(by=people.head)
    Remark.objects.filter(pk=make_remark(by=people.teacher, paragraph=paragraph).pk).update(theme=theme)
    answer_theme(theme=theme, outcome="not_now", answer_words="Next year.", by=people.head, on=TODAY)
    with tenant(people.school.pk, member_id=people.teacher.pk):
        told = [str(news.text) for news in news_for(people.teacher, people.term, TODAY)]
        assert told == ["What you said was answered. Time: Not now"]
        assert news_for(people.teaching_assistant, people.term, TODAY) == []
