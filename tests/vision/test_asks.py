"""What the vision asks for, of whom, and when it stops."""

import datetime

import pytest
from django.utils import timezone

from learningculture.tenancy import tenant
from school.models import Member
from school.queries import today_in
from tests.factories.dialogue import make_draft, make_message, make_paragraph, make_wording
from tests.factories.school import TODAY, make_member
from tests.factories.vision import make_focus, make_framework, make_leader_commitment, make_staff
from tests.personas import Personas
from vision.asks import asks_for, news_for
from vision.behaviours import declare_focus
from vision.models import Wording
from vision.narrative import publish_narrative, write_paragraph
from vision.pulse import cast_ballot, open_pulse
from vision.pulse_items import ITEM_KEYS
from vision.two_writers import settle_beside


def asked(people: Personas, member: Member) -> list[str]:
    with tenant(people.school.pk, member_id=member.pk):
        return [str(ask.what) for ask in asks_for(member, people.term, TODAY)]


def test_nothing_is_asked_when_nothing_is_due(people: Personas) -> None:
    for member in people.members().values():
        assert asked(people, member) == []


def test_pulse_is_asked_until_answered_and_only_of_the_invited(people: Personas) -> None:
    make_staff(school=people.school, number=6)
    pulse = open_pulse(school=people.school, term=people.term, closes_on=TODAY, by=people.head, on=TODAY)
    assert asked(people, people.teacher) == ["Answer the staff pulse"]
    for other in (people.student, people.governor, people.administrator):
        assert asked(people, other) == []
    cast_ballot(pulse=pulse, member=people.teacher, answers={ITEM_KEYS[0]: 3})
    assert asked(people, people.teacher) == []
    assert asked(people, people.head) == ["Answer the staff pulse"]


@pytest.mark.parametrize(
    ("days", "what"),
    [((-3,), ["Say what became of a promise"]), ((-3, -1, 2), ["Say what became of 2 promises"]), ((8,), [])],
)
def test_promises_are_called_to_mind(people: Personas, days: tuple[int, ...], what: list[str]) -> None:
    for later in days:
        make_leader_commitment(by=people.head, due_on=TODAY + datetime.timedelta(days=later))
    assert asked(people, people.head) == what
    assert asked(people, people.teacher) == []


def test_promise_due_within_a_week_is_announced(people: Personas) -> None:
    make_leader_commitment(by=people.head, due_on=TODAY + datetime.timedelta(days=7))
    assert asked(people, people.head) == ["A promise to staff is due soon"]


def test_focus_is_asked_for_until_declared(people: Personas) -> None:
    make_framework(school=people.school)
    assert asked(people, people.head) == ["Declare the focus of the term"]
    make_focus(term=people.term)
    assert asked(people, people.head) == []


def test_draft_is_asked_for_until_published(people: Personas) -> None:
    write_paragraph(school=people.school, block="why", text="More", by=people.head)
    assert asked(people, people.head) == ["Publish what you have written in the vision"]
    publish_narrative(school=people.school, note="", by=people.head, now=timezone.now())
    assert asked(people, people.head) == []


def make_beside(people: Personas, by: Member, ago: int = 0) -> Wording:
    """Joe's text stands; another waits beside it since so many days."""
    paragraph = make_paragraph(by=people.plc_lead)
    beside = make_wording(paragraph=paragraph, by=by, number=2, text="Mine.")
    then = datetime.datetime.combine(TODAY - datetime.timedelta(days=ago), datetime.time(9), datetime.UTC)
    Wording.objects.filter(pk=beside.pk).update(beside=True, written_at=then)
    return beside


def asked_for_texts(people: Personas, member: Member) -> list[str]:
    return [what for what in asked(people, member) if "together" in what]


def test_two_texts_are_asked_for_of_whoever_wrote_them(people: Personas) -> None:
    senior = make_member(school=people.school, roles=("senior_leader",), sign_in=True)
    beside = make_beside(people, by=people.head)
    assert asked_for_texts(people, people.head) == ["Bring two texts of a paragraph together"]
    assert asked_for_texts(people, senior) == asked_for_texts(people, people.teacher) == []
    with tenant(people.school.pk, member_id=people.head.pk):
        ask = next(ask for ask in asks_for(people.head, people.term, TODAY) if "together" in str(ask.what))
    assert ask.url.endswith(f"/vision/write/paragraphs/{beside.paragraph_id}/")
    make_beside(people, by=people.head)
    assert asked_for_texts(people, people.head) == ["Bring the texts of 2 paragraphs together"]


def test_two_texts_left_alone_are_asked_for_of_every_leader_until_they_are_settled(people: Personas) -> None:
    senior = make_member(school=people.school, roles=("senior_leader",), sign_in=True)
    beside = make_beside(people, by=people.head, ago=3)
    assert asked_for_texts(people, senior) == ["Bring two texts of a paragraph together"]
    draft = make_draft(by=people.head, circle="me")
    assert asked_for_texts(people, senior) == []
    draft.delete()
    settle_beside(beside=beside, text="Ours.", version=1, by=senior, now=timezone.now())
    assert asked_for_texts(people, senior) == asked_for_texts(people, people.head) == []


def test_news_are_the_new_version_and_the_focus_for_two_weeks(people: Personas) -> None:
    write_paragraph(school=people.school, block="why", text="More", by=people.head)
    now = datetime.datetime.combine(TODAY, datetime.time(9), datetime.UTC)
    publish_narrative(school=people.school, note="More hope", by=people.head, now=now)
    chosen = list(make_framework(school=people.school).behaviours.all()[:1])
    declare_focus(term=people.term, behaviours=chosen, by=people.head, on=TODAY)
    news = news_for(people.student, people.term, TODAY)
    assert str(news[0].text) == "Version 1 of the vision is published. More hope"
    assert news[1].chip == chosen[0]
    assert news_for(people.student, people.term, TODAY + datetime.timedelta(days=15)) == []


def test_message_of_a_leader_is_news_to_the_others(people: Personas) -> None:
    make_message(by=people.head)
    assert [str(each.text).partition(".")[0] for each in news_for(people.teacher, None, today_in(people.school))] == [
        "Helen Bellamy wrote to all staff"
    ]
    assert news_for(people.head, None, today_in(people.school)) == []
    assert news_for(people.student, None, today_in(people.school)) == []


def test_asks_and_news_take_few_statements(people: Personas, django_assert_max_num_queries) -> None:
    make_focus(term=people.term)
    with django_assert_max_num_queries(1):
        asks_for(people.head, people.term, TODAY)
    with django_assert_max_num_queries(4):
        news_for(people.head, people.term, TODAY)
    assert asks_for(people.head, None, TODAY) == []
