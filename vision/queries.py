"""Reads of the vision, its behaviours, promises and pulse."""

from __future__ import annotations

import datetime

from django.core.cache import cache
from django.db.models import QuerySet

from school.models import Member, School, Term
from school.queries import staff_on
from vision.models import (
    Behaviour,
    Commitment,
    Framework,
    LeaderCommitment,
    Paragraph,
    Phase,
    PublishedNarrative,
    Pulse,
    PulseParticipation,
)

FEWEST_FOR_A_RATE = 5
"""Answers before a participation rate is shown."""

RATE_STEP = 5
"""Per cent to which the rate is rounded while the pulse is open."""

A_DAY = 86_400
"""Seconds."""


def live_framework(school: School) -> Framework | None:
    """The framework in use; None before a school has chosen one."""
    return Framework.objects.filter(school=school, retired_on=None).first()


def focus_behaviours(term: Term) -> list[Behaviour]:
    """The behaviours declared for the term, in the framework's order; empty when none were."""
    return list(Behaviour.objects.filter(school=term.school_id, focuses__term=term).order_by("position"))


def phases_of(framework: Framework) -> list[Phase]:
    """The worded steps of skilfulness, in order."""
    return list(Phase.objects.filter(school=framework.school_id, framework=framework).order_by("number"))


def live_commitments(school: School) -> QuerySet[Commitment]:
    """The commitments that the vision makes today, in reading order."""
    return Commitment.objects.filter(school=school, retired_on=None)


def live_paragraphs(school: School) -> QuerySet[Paragraph]:
    """The draft's paragraphs, in order within their block."""
    return Paragraph.objects.filter(school=school, retired_at=None).select_related("changed_by")


def paragraphs_visible_to(member: Member) -> QuerySet[Paragraph]:
    return Paragraph.objects.filter(school=member.school_id).select_related("changed_by")


def commitments_visible_to(member: Member) -> QuerySet[Commitment]:
    return Commitment.objects.filter(school=member.school_id)


def published_narrative(school: School) -> PublishedNarrative | None:
    """The version that everyone reads; None before the first."""
    return PublishedNarrative.objects.filter(school=school).select_related("published_by").first()


def narratives_visible_to(member: Member) -> QuerySet[PublishedNarrative]:
    """Every published version, newest first."""
    return PublishedNarrative.objects.filter(school=member.school_id).select_related("published_by")


def behaviours_visible_to(member: Member) -> QuerySet[Behaviour]:
    return Behaviour.objects.filter(school=member.school_id).select_related("framework")


def promises_visible_to(member: Member) -> QuerySet[LeaderCommitment]:
    """All of them: promises are made in the open."""
    return LeaderCommitment.objects.filter(school=member.school_id).select_related("made_by")


def promises_open_by(school: School, day: datetime.date) -> QuerySet[LeaderCommitment]:
    """Promises due by the day, of which nobody has said yet whether they were kept."""
    return LeaderCommitment.objects.filter(school=school, outcome=LeaderCommitment.Outcome.OPEN, due_on__lte=day)


def pulse_open_on(school: School, day: datetime.date) -> Pulse | None:
    """The pulse that can be answered on the day."""
    return Pulse.objects.filter(school=school, state=Pulse.State.OPEN, opens_on__lte=day, closes_on__gte=day).first()


def closed_pulses(school: School) -> QuerySet[Pulse]:
    """Pulses that are over, newest first, with what was released of them."""
    over = Pulse.objects.filter(school=school).exclude(state=Pulse.State.OPEN)
    return over.select_related("term").prefetch_related("results")


def invited_to_a_pulse(school: School, on: datetime.date) -> QuerySet[Member]:
    """Teaching and class-support staff who are here on the day and have a sign-in to answer with."""
    return staff_on(school, on).exclude(user=None)


def has_participated(pulse: Pulse, member: Member) -> bool:
    """Whether this person has voted; asked only on behalf of that person."""
    return PulseParticipation.objects.filter(pulse=pulse, user=member.user_id).exists()


def participation_rate(pulse: Pulse, today: datetime.date) -> int | None:
    """Per cent of those invited who have answered, to the nearest five; None while fewer than five have.

    It stands still for a day at a time, so that nobody can see whose answer moved it.
    """
    key = f"pulse-{pulse.school_id}-{pulse.pk}-rate-{today:%Y%m%d}"
    rate: int = cache.get_or_set(key, lambda: _rate_now(pulse), A_DAY)
    return rate or None


def _rate_now(pulse: Pulse) -> int:
    answered = PulseParticipation.objects.filter(pulse=pulse).count()
    if answered < FEWEST_FOR_A_RATE:
        return 0
    return min(100, RATE_STEP * round(100 * answered / pulse.invited / RATE_STEP))
