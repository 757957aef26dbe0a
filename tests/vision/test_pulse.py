"""The pulse: who may, what is counted, what is never released."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from learningculture.tenancy import tenant
from school.models import Member
from tests.factories.school import TODAY, make_member, make_user
from tests.factories.vision import make_pulse, make_staff
from tests.personas import Personas
from vision.ballot_box import key_path
from vision.models import Pulse, PulseBallot, PulseItemResult, PulseParticipation
from vision.pulse import AlreadyAnswered, cast_ballot, close_due_pulses_in, close_pulse, open_pulse
from vision.pulse_items import ITEM_KEYS
from vision.queries import has_participated, participation_rate

CLOSES = TODAY + datetime.timedelta(days=7)


def opened(people: Personas, extra: int = 8) -> tuple[Pulse, list[Member]]:
    """An open pulse and ``extra`` invited teachers, beside the four personas who are invited too."""
    staff = make_staff(school=people.school, number=extra)
    pulse = open_pulse(school=people.school, term=people.term, closes_on=CLOSES, by=people.head, on=TODAY)
    return pulse, staff


def vote(pulse: Pulse, *members: Member, **answers: int | None) -> None:
    for member in members:
        cast_ballot(pulse=pulse, member=member, answers=answers or dict.fromkeys(ITEM_KEYS, 4))


def test_opening_freezes_items_and_the_invited(people: Personas) -> None:
    make_member(school=people.school)
    make_member(school=people.school, sign_in=True, left_on=TODAY)
    pulse, _ = opened(people)
    make_staff(school=people.school, number=1)
    pulse.refresh_from_db()
    assert pulse.invited == 12
    assert [item["key"] for item in pulse.items] == list(ITEM_KEYS)
    path = key_path(bytes(pulse.public_key))
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.read_bytes() != bytes(pulse.public_key)


def test_a_small_staff_has_no_pulse(people: Personas) -> None:
    make_staff(school=people.school, number=3)
    with pytest.raises(ValidationError, match="at least 8"):
        open_pulse(school=people.school, term=people.term, closes_on=CLOSES, by=people.head, on=TODAY)
    assert not Pulse.objects.exists()


def test_only_one_pulse_is_open_and_it_closes_ahead(people: Personas) -> None:
    opened(people)
    for closes_on, sentence in ((CLOSES, "open already"), (TODAY - datetime.timedelta(days=1), "has not passed")):
        with pytest.raises(ValidationError, match=sentence):
            open_pulse(school=people.school, term=people.term, closes_on=closes_on, by=people.head, on=TODAY)


def test_second_vote_is_refused_and_the_first_counts(people: Personas) -> None:
    pulse, staff = opened(people)
    with tenant(people.school.pk, member_id=people.teacher.pk):
        vote(pulse, people.teacher, *staff[:3])
        assert has_participated(pulse, people.teacher)
        assert not has_participated(pulse, people.head)
        with pytest.raises(AlreadyAnswered):
            vote(pulse, people.teacher)
    assert (PulseBallot.objects.count(), PulseParticipation.objects.count()) == (4, 4)


@pytest.mark.parametrize("answers", [{}, {"p1": None}, {"p1": 6}, {"p1": 0}, {"p9": 3}])
def test_a_sheet_without_a_valid_answer_is_refused(people: Personas, answers: dict[str, int | None]) -> None:
    pulse, _ = opened(people)
    with pytest.raises(ValidationError):
        cast_ballot(pulse=pulse, member=people.teacher, answers=answers)
    assert not PulseBallot.objects.exists()


def test_only_those_invited_may_vote(people: Personas) -> None:
    pulse, _ = opened(people)
    late = make_member(school=people.school, sign_in=True, joined_on=TODAY + datetime.timedelta(days=1))
    for outsider in (people.student, people.governor, late, make_member(school=people.school)):
        with pytest.raises(ValidationError, match="staff who were here"):
            vote(pulse, outsider)


def test_closing_keeps_counts_only_and_twice_changes_nothing(people: Personas) -> None:
    pulse, staff = opened(people)
    vote(pulse, *staff, p1=5, p2=1)
    vote(pulse, people.teacher, p1=2, p3=3)
    with tenant(people.school.pk):
        close_pulse(pulse=pulse, on=CLOSES)
        close_pulse(pulse=pulse, on=CLOSES)
    assert (pulse.state, pulse.answered) == ("closed", 9)
    kept = dict(PulseItemResult.objects.values_list("item", "counts"))
    assert kept == {"p1": [4, 0, 0, 5, 0], "p2": [5, 0, 0, 3, 0]}  # of 8 in 9 and 0 in 8 no more than the limits
    assert not PulseBallot.objects.exists()
    assert not PulseParticipation.objects.exists()


def test_four_answers_are_deleted_unopened(people: Personas, django_capture_on_commit_callbacks) -> None:
    pulse, staff = opened(people)
    vote(pulse, *staff[:4])
    with django_capture_on_commit_callbacks(execute=True):
        close_pulse(pulse=pulse, on=CLOSES)
    assert (pulse.state, pulse.answered) == ("discarded", 4)
    assert not PulseItemResult.objects.exists()
    assert not PulseBallot.objects.exists()
    assert not key_path(bytes(pulse.public_key)).exists()


@pytest.mark.parametrize(("voters", "released"), [(5, 6), (9, 6), (10, 8)])
def test_items_about_leaders_need_ten_answers(people: Personas, voters: int, released: int) -> None:
    pulse, staff = opened(people, extra=10)
    vote(pulse, *staff[:voters])
    close_pulse(pulse=pulse, on=CLOSES)
    assert pulse.results.count() == released


def test_a_lost_key_or_a_stuffed_box_discards_the_pulse(people: Personas) -> None:
    pulse, staff = opened(people)
    vote(pulse, *staff[:6])
    PulseBallot.objects.create(school=people.school, pulse=pulse, sealed=b"stuffed")
    close_pulse(pulse=pulse, on=CLOSES)
    assert pulse.state == "discarded"
    pulse = open_pulse(school=people.school, term=people.term, closes_on=CLOSES, by=people.head, on=TODAY)
    vote(pulse, *staff[:6])
    key_path(bytes(pulse.public_key)).unlink()
    assert close_pulse(pulse=pulse, on=CLOSES).state == "discarded"
    assert not PulseItemResult.objects.exists()


def test_nobody_votes_after_the_close(people: Personas) -> None:
    pulse, staff = opened(people)
    before = Pulse.objects.get()
    close_pulse(pulse=pulse, on=CLOSES)
    with pytest.raises(ValidationError, match="has closed"):
        vote(before, staff[0])


def test_due_pulses_close_after_their_last_day(people: Personas) -> None:
    pulse, _ = opened(people)
    assert close_due_pulses_in(people.school, CLOSES) == []
    assert close_due_pulses_in(people.school, CLOSES + datetime.timedelta(days=1)) == [pulse]
    with pytest.raises(ValidationError, match="not opened"):
        close_pulse(pulse=pulse, on=TODAY - datetime.timedelta(days=1))


def test_rate_is_silent_below_five_rounded_and_still_for_a_day(people: Personas) -> None:
    pulse, staff = opened(people)
    tomorrow = TODAY + datetime.timedelta(days=1)
    vote(pulse, *staff[:4])
    assert participation_rate(pulse, TODAY) is None
    vote(pulse, staff[4])
    assert participation_rate(pulse, TODAY) is None
    assert participation_rate(pulse, tomorrow) == 40


def test_that_everybody_has_answered_is_never_told(people: Personas) -> None:
    """Ten, eleven and twelve of twelve are one rate: nobody is known to have answered because all have."""
    pulse, staff = opened(people)
    everybody = [*staff, people.teacher, people.head, people.plc_lead, people.teaching_assistant]
    rates = set()
    for number, member in enumerate(everybody, start=1):
        vote(pulse, member)
        if number >= 10:
            rates.add(participation_rate(pulse, TODAY + datetime.timedelta(days=number)))
    assert rates == {85}


def test_deleting_a_person_after_the_close_changes_no_number(people: Personas) -> None:
    pulse = make_pulse(term=people.term, by=people.head, counts={"p1": [0, 0, 1, 4, 5]}, answered=10)
    make_user().delete()
    people.teaching_assistant.user.delete()
    pulse.refresh_from_db()
    assert (pulse.answered, pulse.results.get().counts) == (10, [0, 0, 1, 4, 5])
