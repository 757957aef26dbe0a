"""Reads of the rounds in which staff explain the vision back."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from school.models import Member, School
from school.models.people import LEADERS
from vision.models import ExplainBack, ExplainBackInvited, ExplainBackParticipation, Explanation, ExplanationCode
from vision.queries import invited_to_a_pulse, pulses_waiting_for


def rounds_of(school: School) -> QuerySet[ExplainBack]:
    """Every round, newest first."""
    rounds = ExplainBack.objects.filter(school=school)
    return rounds.select_related("term", "first_rater", "second_rater")


def round_of_turn(member: Member, today: datetime.date) -> ExplainBack | None:
    """The open round in which it is this member's turn, answered or not."""
    turn = ExplainBackInvited.objects.filter(round=OuterRef("pk"), member=member)
    running = ExplainBack.objects.filter(school=member.school_id, state=ExplainBack.State.OPEN)
    return running.filter(Exists(turn), opens_on__lte=today, closes_on__gte=today).first()


def has_explained(sitting: ExplainBack, member: Member) -> bool:
    """Whether this person has answered; asked only on behalf of that person."""
    return ExplainBackParticipation.objects.filter(round=sitting, user=member.user_id).exists()


def round_to_read(member: Member) -> ExplainBack | None:
    """The round whose texts this member reads."""
    mine = Q(first_rater=member) | Q(second_rater=member)
    return ExplainBack.objects.filter(mine, school=member.school_id, state=ExplainBack.State.RATING).first()


def texts_visible_to(member: Member) -> QuerySet[Explanation]:
    """Texts of the rounds that this member reads."""
    mine = Q(round__first_rater=member) | Q(round__second_rater=member)
    texts = Explanation.objects.filter(mine, school=member.school_id, round__state=ExplainBack.State.RATING)
    return texts.select_related("round")


def unread_texts(sitting: ExplainBack, member: Member) -> QuerySet[Explanation]:
    """Texts of the round that this member has not coded, in an order that says nothing."""
    coded = ExplanationCode.objects.filter(explanation=OuterRef("pk"), rater=member)
    return Explanation.objects.filter(~Exists(coded), round=sitting)


def raters_to_choose_from(school: School, on: datetime.date, *, by: Member) -> QuerySet[Member]:
    """Staff with a sign-in, by name; neither those who lead the school nor whoever chooses, who never see a text."""
    staff = invited_to_a_pulse(school, on).exclude(pk=by.pk).exclude(roles__overlap=[str(role) for role in LEADERS])
    return staff.order_by("family_name", "given_name", "pk")


def sealed_things_waiting_for(member: Member, today: datetime.date) -> dict[str, Any]:
    """What sealed boxes ask of a member, as columns of the school's row.

    ``pulse`` and ``explain`` are the days on which they close, ``texts`` whether there is something to read; else None
    and False.
    """
    turn = ExplainBackInvited.objects.filter(round=OuterRef("pk"), member=member)
    answered = ExplainBackParticipation.objects.filter(round=OuterRef("pk"), user=member.user_id)
    coded = ExplanationCode.objects.filter(explanation=OuterRef("pk"), rater=member)
    unread = Explanation.objects.filter(~Exists(coded), round=OuterRef("pk"))
    rounds = ExplainBack.objects.filter(school=OuterRef("pk"))
    words = rounds.filter(Exists(turn), ~Exists(answered), state="open", opens_on__lte=today, closes_on__gte=today)
    mine = Q(first_rater=member) | Q(second_rater=member)
    return {
        "pulse": Subquery(pulses_waiting_for(member, today).values("closes_on")[:1]),
        "explain": Subquery(words.values("closes_on")[:1]),
        "texts": Exists(rounds.filter(mine, Exists(unread), state="rating")),
    }
