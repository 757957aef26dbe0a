"""Messages to all staff: one tap each, told only after the week and from ten readers on."""

import datetime
from collections import Counter

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from learningculture.tenancy import tenant
from tests.factories.dialogue import make_message, make_reaction
from tests.factories.vision import make_staff
from tests.personas import Personas
from vision.messages import OPEN_FOR, message_rows, messages_visible_to, react, send_message, told_shares
from vision.models import Message, Reaction

pytestmark = pytest.mark.django_db
NOW = timezone.now()
LATER = NOW + OPEN_FOR + datetime.timedelta(days=1)


def test_message_sent_twice_is_one(people: Personas) -> None:
    words = {"school": people.school, "text": "What I saw on Tuesday.", "by": people.head, "now": NOW}
    assert send_message(**words) == send_message(**words)
    assert list(messages_visible_to(people.teacher)) == [Message.objects.get()]


def test_reader_taps_once_and_may_change_their_mind(people: Personas) -> None:
    message = make_message(by=people.head)
    react(message=message, answer="helped", by=people.teacher, now=NOW)
    react(message=message, answer="not_clear", by=people.teacher, now=NOW)
    with tenant(people.school.pk, member_id=people.teacher.pk):
        assert Reaction.objects.get().answer == "not_clear"
        assert message_rows(people.teacher, [message], NOW)[0].mine == "not_clear"


@pytest.mark.parametrize(("answer", "by", "when"), [("wow", "teacher", NOW), ("helped", "head", NOW)])
def test_tap_that_is_none_is_refused(people: Personas, answer: str, by: str, when: datetime.datetime) -> None:
    with pytest.raises(ValidationError):
        react(message=make_message(by=people.head), answer=answer, by=getattr(people, by), now=when)


def test_tap_after_the_week_is_refused(people: Personas) -> None:
    with pytest.raises(ValidationError, match="week"):
        react(message=make_message(by=people.head), answer="helped", by=people.teacher, now=LATER)


def test_nothing_is_told_while_people_tap_or_below_ten(people: Personas) -> None:
    message, staff = make_message(by=people.head), make_staff(school=people.school, number=10)
    for member in staff[:9]:
        make_reaction(message=message, reader=member)
    with tenant(people.school.pk, member_id=people.head.pk):
        assert message_rows(people.head, [message], LATER)[0].told == ()
    make_reaction(message=message, reader=staff[9], answer="not_clear")
    with tenant(people.school.pk, member_id=people.head.pk):
        assert message_rows(people.head, [message], NOW)[0].told == ()
        assert message_rows(people.head, [message], LATER)[0].told[0] == "Helped me: 80 % or more"


def test_shares_near_all_and_none_are_told_by_their_limit() -> None:
    assert told_shares(Counter(helped=12)) == (
        "Helped me: 80 % or more",
        "Not clear: 20 % or fewer",
        "Not for me: 20 % or fewer",
    )
    assert told_shares(Counter(helped=7, not_clear=5))[:2] == ("Helped me: about 60 %", "Not clear: about 40 %")


def test_database_shows_a_tap_to_its_reader_alone(people: Personas) -> None:
    make_reaction(message=make_message(by=people.head), reader=people.teacher)
    for member, seen in ((people.teacher, 1), (people.head, 0)):
        with tenant(people.school.pk, member_id=member.pk):
            assert Reaction.objects.count() == seen


@pytest.mark.parametrize("number", [1, 30])
def test_rows_take_the_same_few_statements(people: Personas, number: int) -> None:
    messages = [make_message(by=people.head, text=f"Message {each}") for each in range(number)]
    with tenant(people.school.pk, member_id=people.teacher.pk), CaptureQueriesContext(connection) as asked:
        message_rows(people.teacher, messages, LATER)
    assert len([query for query in asked if "vision_reaction" in query["sql"]]) == 2
