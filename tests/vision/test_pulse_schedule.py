"""A pulse opens on a later school day, in the school's hours; words are kept only where many wrote."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from tests.factories.school import TODAY
from tests.factories.vision import make_staff
from tests.personas import Personas
from vision.models import Pulse, PulseWords
from vision.pulse import LONGEST_WORDS, begin_due_pulses_in, cast_ballot, close_pulse, open_pulse
from vision.pulse_forms import OpenPulseForm
from vision.queries import pulse_open_on, pulses_waiting_for

DAY = datetime.timedelta(days=1)
CLOSES = TODAY + 7 * DAY


def opened(people: Personas, **more: object) -> Pulse:
    opening = {"term": people.term, "closes_on": CLOSES, "by": people.head, "on": TODAY}
    return open_pulse(school=people.school, **opening | more)


def hour(day: datetime.date, at: int) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(at), tzinfo=timezone.get_current_timezone())


def test_it_waits_for_its_morning_and_freezes_who_is_invited_then(people: Personas) -> None:
    staff = make_staff(school=people.school, number=8)
    pulse = opened(people, opens_on=TODAY + DAY)
    make_staff(school=people.school, number=2)
    assert (pulse_open_on(people.school, TODAY + DAY), begin_due_pulses_in(people.school, hour(TODAY, 11))) == (
        None,
        [],
    )
    assert not pulses_waiting_for(staff[0], TODAY + DAY)
    with pytest.raises(ValidationError, match="has closed"):
        cast_ballot(pulse=pulse, member=staff[0], answers={"p1": 4})
    assert begin_due_pulses_in(people.school, hour(TODAY + DAY, 3)) == []
    assert begin_due_pulses_in(people.school, hour(TODAY + DAY, 11)) == [pulse]
    assert pulse_open_on(people.school, TODAY + DAY).invited == 14
    assert begin_due_pulses_in(people.school, hour(TODAY + DAY, 12)) == []


def test_a_day_without_school_is_refused_and_it_closes_on_a_school_day(people: Personas) -> None:
    make_staff(school=people.school, number=8)
    saturday = TODAY + (5 - TODAY.weekday()) * DAY
    for day, sentence in ((saturday, "school day"), (TODAY - DAY, "has not passed")):
        with pytest.raises(ValidationError, match=sentence):
            opened(people, opens_on=day)
    form = OpenPulseForm({"closes_on": saturday})
    assert form.is_valid()
    assert form.opening(people.school, TODAY)["closes_on"] == saturday - DAY


def test_it_closes_unanswered_when_too_few_are_left_on_its_morning(people: Personas) -> None:
    staff = make_staff(school=people.school, number=8)
    opened(people, opens_on=TODAY + DAY)
    for member in staff:
        type(member).objects.filter(pk=member.pk).update(left_on=TODAY)
    begin_due_pulses_in(people.school, hour(TODAY + DAY, 11))
    assert Pulse.objects.get().state == "discarded"


@pytest.mark.parametrize(("answers", "texts", "kept"), [(10, 3, 3), (9, 3, 0), (10, 2, 0), (12, 12, 12)])
def test_words_are_kept_from_ten_answers_and_three_texts_on(
    people: Personas, answers: int, texts: int, kept: int
) -> None:
    staff = make_staff(school=people.school, number=12)
    pulse = opened(people, asks_words=True)
    for number, member in enumerate(staff[:answers]):
        words = f"More time, please, {number}." if number < texts else ""
        cast_ballot(pulse=pulse, member=member, answers={"p1": 4}, words=words)
    close_pulse(pulse=pulse, on=CLOSES)
    assert PulseWords.objects.count() == kept


def test_words_too_long_or_unasked_for_are_refused(people: Personas) -> None:
    make_staff(school=people.school, number=8)
    pulse = opened(people, asks_words=True)
    cast_ballot(pulse=pulse, member=people.head, answers={"p1": 4}, words="\U0001f331" * LONGEST_WORDS)
    for words, asks in (("x" * (LONGEST_WORDS + 1), True), ("x", False)):
        pulse.asks_words = asks
        with pytest.raises(ValidationError, match="too long"):
            cast_ballot(pulse=pulse, member=people.teacher, answers={"p1": 4}, words=words)
