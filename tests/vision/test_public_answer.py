"""Leaders answer a pulse in public, once; until then the next one stays shut and they are asked on Today."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from learningculture.tenancy import tenant
from tests.factories.dialogue import make_public_answer
from tests.factories.school import TODAY
from tests.factories.vision import make_pulse, make_staff
from tests.personas import Personas
from vision.asks import asks_for
from vision.models import Pulse, PulseAnswer
from vision.public_answer import WaitsForAnswer, answer_in_public, waits_for_answer
from vision.pulse import open_pulse

WORDS = {"heard": " You want time. ", "will_do": "Two meetings go. Reports stay: we must."}
CLOSES = TODAY + datetime.timedelta(days=7)


def test_next_pulse_opens_only_after_the_answer_to_the_last(people: Personas) -> None:
    make_staff(school=people.school, number=8)
    opening = {"school": people.school, "term": people.term, "closes_on": CLOSES, "by": people.head, "on": TODAY}
    old = make_pulse(term=people.term, by=people.head, closes_on=TODAY)
    assert waits_for_answer(people.school)
    with pytest.raises(WaitsForAnswer):
        open_pulse(**opening)
    answer_in_public(pulse=old, **WORDS, by=people.head, on=TODAY)
    assert not waits_for_answer(people.school)
    assert open_pulse(**opening).state == "open"


def test_only_the_newest_counted_pulse_waits(people: Personas) -> None:
    assert not waits_for_answer(people.school)
    for days, state in ((-90, "closed"), (-60, "closed"), (-30, "discarded")):
        pulse = make_pulse(term=people.term, by=people.head)
        Pulse.objects.filter(pk=pulse.pk).update(opens_on=TODAY + datetime.timedelta(days=days), state=state)
        if days == -60:
            make_public_answer(pulse=pulse, by=people.head)
    assert not waits_for_answer(people.school)


def test_an_answer_is_given_once_and_only_to_what_was_counted(people: Personas) -> None:
    pulse = make_pulse(term=people.term, by=people.head)
    assert answer_in_public(pulse=pulse, **WORDS, by=people.head, on=TODAY).heard == "You want time."
    with pytest.raises(ValidationError, match="answered already"):
        answer_in_public(pulse=pulse, **WORDS, by=people.head, on=TODAY)
    for state in ("open", "discarded"):
        other = make_pulse(term=people.term, by=people.head)
        Pulse.objects.filter(pk=other.pk).update(state=state)
        with pytest.raises(ValidationError, match="was counted"):
            answer_in_public(pulse=other, **WORDS, by=people.head, on=TODAY)
    assert PulseAnswer.objects.count() == 1


def test_leaders_are_asked_until_they_have_answered(people: Personas) -> None:
    pulse = make_pulse(term=people.term, by=people.head)
    assert asked(people, "head") == ["Answer the last pulse in public"]
    assert asked(people, "teacher") == []
    make_public_answer(pulse=pulse, by=people.head)
    assert asked(people, "head") == []


def asked(people: Personas, name: str) -> list[str]:
    member = getattr(people, name)
    with tenant(people.school.pk, member_id=member.pk):
        return [str(ask.what) for ask in asks_for(member, people.term, TODAY)]
