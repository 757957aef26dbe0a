"""Reads of the vision, its behaviours, promises and pulse."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from learningculture.disclosure import Turnout
from learningculture.prepared import Prepared
from school.models import Member, School, Term
from school.queries import staff_on, today_in
from vision.models import (
    Audience,
    Behaviour,
    Circle,
    Commitment,
    Draft,
    ExplainBack,
    Focus,
    Framework,
    LeaderCommitment,
    Paragraph,
    Phase,
    PublishedNarrative,
    Pulse,
    PulseExtra,
    PulseParticipation,
    PulseWords,
    Wording,
)
from vision.threading import threads_of_each

FEWEST_FOR_A_RATE = 5
"""Answers before a participation rate is shown."""

SOON_DAYS = 7
"""Days before its date at which a promise is called to mind: time for one leaders' meeting."""

A_DAY = 86_400
"""Seconds."""


def live_framework(school: School) -> Framework | None:
    """The framework in use; None before a school has chosen one."""
    return Framework.objects.filter(school=school, retired_on=None).first()


def live_and_earlier(school: School) -> tuple[Framework | None, list[Framework]]:
    """The framework in use, and those that are not any more, newest first: one query."""
    known = list(Framework.objects.filter(school=school))
    live = next((each for each in known if each.retired_on is None), None)
    return live, [each for each in known if each.retired_on]


def earlier_behaviours(school: School) -> list[Behaviour]:
    """The behaviours of those, newest framework first."""
    had = Behaviour.objects.filter(school=school).exclude(framework__retired_on=None).select_related("framework")
    return list(had.order_by("-framework__adopted_on", "-framework", "position"))


def focus_behaviours(term: Term) -> list[Behaviour]:
    """The behaviours declared for the term, in the framework's order; empty when none were."""
    return list(Behaviour.objects.filter(school=term.school_id, focuses__term=term).order_by("position"))


def behaviours_in(framework: Framework, term: Term | None) -> list[Behaviour]:
    """The framework's behaviours in order, each with ``in_focus``: whether the term is about it, and with its
    ``threads``: the commitments that are about it, as :func:`vision.threading.read_commitments` reads them."""
    declared = Focus.objects.filter(term=term, behaviour=OuterRef("pk"))
    return list(framework.behaviours.annotate(in_focus=Exists(declared), threads=threads_of_each()))


def phases_of(framework: Framework) -> list[Phase]:
    """The worded steps of skilfulness, in order."""
    return list(Phase.objects.filter(school=framework.school_id, framework=framework).order_by("number"))


def live_commitments(school: School) -> QuerySet[Commitment]:
    """The commitments that the vision makes today, in reading order."""
    return Commitment.objects.filter(school=school, retired_on=None)


def live_paragraphs(school: School, written_for: str = Audience.EVERYONE) -> QuerySet[Paragraph]:
    """The paragraphs of the draft for an audience, in order within their block."""
    return Paragraph.objects.filter(school=school, written_for=written_for, retired_at=None).select_related(
        "changed_by"
    )


def paragraphs_visible_to(member: Member) -> QuerySet[Paragraph]:
    return Paragraph.objects.filter(school=member.school_id).select_related("changed_by")


def draft_paragraphs_open_to(member: Member) -> QuerySet[Paragraph]:
    """Those that a writer of the vision may write in: all but the drafts that others keep to themselves."""
    today = today_in(member.school)
    kept = Draft.objects.filter(school=member.school_id, circle=Circle.ME).exclude(kept_by=member)
    kept = kept.exclude(kept_by__left_on__lte=today)
    return paragraphs_visible_to(member).exclude(written_for__in=kept.values("written_for"))


def published_audiences(school: School) -> set[str]:
    """For whom something is published."""
    return set(PublishedNarrative.objects.filter(school=school).values_list("written_for", flat=True).distinct())


def wordings_visible_to(member: Member) -> QuerySet[Wording]:
    """Every wording that paragraphs have had, those beside them included."""
    return Wording.objects.filter(school=member.school_id).select_related("written_by")


def commitments_visible_to(member: Member) -> QuerySet[Commitment]:
    return Commitment.objects.filter(school=member.school_id)


def published_narrative(school: School, written_for: str = Audience.EVERYONE) -> PublishedNarrative | None:
    """The version that an audience reads; None before the first."""
    return next(iter(_newest(school=school.pk, written_for=str(written_for))), None)


def _newest_narrative(school: int, written_for: str) -> QuerySet[PublishedNarrative]:
    there = PublishedNarrative.objects.filter(school=school, written_for=written_for)
    return there.select_related("published_by")[:1]


_newest: Prepared[PublishedNarrative] = Prepared(_newest_narrative)


def narratives_visible_to(member: Member, written_for: str = Audience.EVERYONE) -> QuerySet[PublishedNarrative]:
    """Every published version for an audience, newest first."""
    return PublishedNarrative.objects.filter(school=member.school_id, written_for=written_for).select_related(
        "published_by"
    )


def behaviours_visible_to(member: Member) -> QuerySet[Behaviour]:
    return Behaviour.objects.filter(school=member.school_id).select_related("framework")


def promises_visible_to(member: Member) -> QuerySet[LeaderCommitment]:
    """All of them: promises are made in the open."""
    return LeaderCommitment.objects.filter(school=member.school_id).select_related("made_by")


def pulse_open_on(school: School, day: datetime.date) -> Pulse | None:
    """The pulse that can be answered on the day: its morning has come and who is invited is frozen."""
    running = Pulse.objects.filter(school=school, state=Pulse.State.OPEN, invited__gt=0)
    return running.filter(opens_on__lte=day, closes_on__gte=day).first()


def open_or_due_pulse(school: School) -> Pulse | None:
    """The pulse that has not been closed yet, even when its last day has passed."""
    return Pulse.objects.filter(school=school, state=Pulse.State.OPEN).select_related("term").first()


def closed_pulses(school: School) -> QuerySet[Pulse]:
    """Pulses that are over, newest first, with what was released of them."""
    over = Pulse.objects.filter(school=school).exclude(state=Pulse.State.OPEN)
    return over.select_related("term", "public_answer__said_by").prefetch_related("results")


def live_extras(school: School) -> QuerySet[PulseExtra]:
    """The school's own statements that the next pulse asks."""
    return PulseExtra.objects.filter(school=school, retired_on=None)


def extras_visible_to(member: Member) -> QuerySet[PulseExtra]:
    return PulseExtra.objects.filter(school=member.school_id)


def words_of(pulse: Pulse) -> list[str]:
    """What some wrote, in an order that says nothing; empty unless enough did."""
    return list(PulseWords.objects.filter(pulse=pulse).values_list("text", flat=True))


def pulses_to_answer(school_id: int) -> QuerySet[Pulse]:
    """The newest pulse that was counted, as long as leaders have not answered it in public; else nothing."""
    counted = Pulse.objects.filter(school=school_id, state=Pulse.State.CLOSED)
    return Pulse.objects.filter(pk=Subquery(counted.values("pk")[:1]), public_answer=None)


def answered_pulses(school: School) -> QuerySet[Pulse]:
    """Pulses that were counted and answered in public, newest first: what all staff may read."""
    counted = Pulse.objects.filter(school=school, state=Pulse.State.CLOSED).exclude(public_answer=None)
    return counted.select_related("term", "public_answer__said_by").prefetch_related("results")


def invited_to_a_pulse(school: School, on: datetime.date) -> QuerySet[Member]:
    """Teaching and class-support staff who are here on the day and have a sign-in to answer with."""
    return staff_on(school, on).exclude(user=None)


def has_participated(pulse: Pulse, member: Member) -> bool:
    """Whether this person has voted; asked only on behalf of that person."""
    return PulseParticipation.objects.filter(pulse=pulse, user=member.user_id).exists()


def participation_rate(pulse: Pulse, today: datetime.date) -> int | None:
    """Per cent of those invited who have answered, to the nearest five; None while fewer than five have.

    That everybody has is never told, since it would say of each that they did: nearly all are told as two fewer.

    It stands still for a day at a time, so that nobody can see whose answer moved it.
    """
    key = f"pulse-{pulse.school_id}-{pulse.pk}-rate-{today:%Y%m%d}"
    return cache.get_or_set(key, lambda: _rate_now(pulse), A_DAY) or None


def hold_rate_of_the_day(school: School, today: datetime.date) -> None:
    """Work the rate of the open pulse out soon after midnight, so that nobody chooses the moment by looking first."""
    if running := pulse_open_on(school, today):
        participation_rate(running, today)


def _rate_now(pulse: Pulse) -> int:
    answered = PulseParticipation.objects.filter(pulse=pulse).count()
    if answered < FEWEST_FOR_A_RATE:
        return 0
    return Turnout(answered, pulse.invited).response


def facts_for_asks(school_id: int, term: Term | None, today: datetime.date) -> dict[str, Any]:
    """What leaders may be asked about, as columns of the school's row: see the keys below."""
    mine = {"school": OuterRef("pk")}
    soon = today + datetime.timedelta(days=SOON_DAYS)
    waiting = LeaderCommitment.objects.filter(**mine, outcome=LeaderCommitment.Outcome.OPEN)
    versions = PublishedNarrative.objects.filter(**mine).order_by("-published_at")
    return {
        "has_framework": Exists(Behaviour.objects.filter(**mine, framework__retired_on=None)),
        "has_focus": Exists(Focus.objects.filter(**mine, term=term)),
        "overdue": number_of(waiting.filter(due_on__lt=today)),
        "due_soon": number_of(waiting.filter(due_on__range=(today, soon))),
        "pulse_to_answer": Exists(pulses_to_answer(school_id)),
        "readers_wanted": Exists(ExplainBack.objects.filter(**mine, state="rating", first_rater=None)),
        "published_at": Subquery(versions.values("published_at")[:1]),
        "written_at": Subquery(Paragraph.objects.filter(**mine).order_by("-changed_at").values("changed_at")[:1]),
    }


def number_of(rows: QuerySet[Any]) -> Coalesce:
    """How many rows of a school there are, as a column of the school's own row."""
    counted = rows.order_by().values("school").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def pulses_waiting_for(member: Member, today: datetime.date) -> QuerySet[Pulse]:
    """The open pulse, while this member was invited and has not answered it; else nothing."""
    took_part = PulseParticipation.objects.filter(pulse=OuterRef("pk"), user=member.user_id)
    running = Pulse.objects.filter(school=member.school_id, state=Pulse.State.OPEN, invited__gt=0)
    return running.filter(opens_on__lte=today, closes_on__gte=today, opens_on__gte=member.joined_on).exclude(
        Exists(took_part)
    )


def new_focus(term: Term, since: datetime.date) -> list[Focus]:
    """What was declared for the term on or after a day."""
    return list(Focus.objects.filter(term=term, declared_on__gte=since).select_related("behaviour"))
