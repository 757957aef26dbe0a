"""A few words of leaders to all staff, and whether they helped: one tap, of which only counts leave."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from learningculture.disclosure import COARSE_STEP, Bound, told_percent
from learningculture.tenancy import further_purpose
from school.models import Member, School
from vision.models import Commitment, Message, Reaction

FEWEST_REACTIONS = 10
"""Readers who tapped, before shares are shown (Q2.6): fewer, and a known reader could be made out."""

OPEN_FOR = datetime.timedelta(days=7)
"""How long readers may tap. Shares are told once, after it: shares that moved while people tap would tell who did."""


@dataclass(frozen=True)
class MessageRow:
    """A message as one reader sees it. ``mine`` is their own tap, ``told`` what may be told of everybody's."""

    message: Message
    mine: str
    is_open: bool
    is_own: bool
    told: tuple[str, ...]

    @property
    def choices(self) -> list[tuple[str, Any, bool]]:
        return [(answer.value, answer.label, answer == self.mine) for answer in Reaction.Answer]


def messages_visible_to(member: Member) -> QuerySet[Message]:
    """All of them: they are written to all staff."""
    return Message.objects.filter(school=member.school_id).select_related("sent_by", "commitment")


@transaction.atomic
def send_message(
    *, school: School, text: str, by: Member, now: datetime.datetime, commitment: Commitment | None = None
) -> Message:
    """A message that all staff can read. The same text sent twice by one leader within the week is one message."""
    lately = Message.objects.filter(school=school, sent_by=by, sent_at__gt=now - OPEN_FOR)
    if twice := lately.filter(text=text.strip()).first():
        return twice
    message = Message(school=school, text=text.strip(), commitment=commitment, sent_by=by, sent_at=now)
    message.full_clean()
    message.save()
    return message


@transaction.atomic
def react(*, message: Message, answer: str, by: Member, now: datetime.datetime) -> Reaction:
    """One tap of one reader; another tap takes its place. Writers do not react to themselves."""
    if answer not in Reaction.Answer.values:
        raise ValidationError(_("Choose one of the three."))
    if message.sent_by_id == by.pk:
        raise ValidationError(_("This is your own message."))
    if not takes_reactions(message, now):
        raise ValidationError(_("The week for this message is over."))
    tapped, _made = Reaction.objects.update_or_create(
        school=message.school, message=message, reader=by, defaults={"answer": answer}
    )
    return tapped


def takes_reactions(message: Message, now: datetime.datetime) -> bool:
    return now < message.sent_at + OPEN_FOR


def message_rows(member: Member, messages: Iterable[Message], now: datetime.datetime) -> list[MessageRow]:
    """Each message with the reader's own tap and what may be told of all taps. Two statements beside the messages'."""
    messages = list(messages)
    over = [message for message in messages if not takes_reactions(message, now)]
    mine = dict(Reaction.objects.filter(message__in=messages, reader=member).values_list("message_id", "answer"))
    counts = _counts(over)
    return [
        MessageRow(
            message=message,
            mine=mine.get(message.pk, ""),
            is_open=message not in over,
            is_own=message.sent_by_id == member.pk,
            told=told_shares(counts[message.pk]) if message.pk in counts else (),
        )
        for message in messages
    ]


def _counts(messages: list[Message]) -> dict[int, Counter[str]]:
    """How often each answer was tapped; the one place that counts beyond the reader's own taps."""
    counts: dict[int, Counter[str]] = {message.pk: Counter() for message in messages}
    with further_purpose("build"):
        tapped = Reaction.objects.filter(message__in=messages).order_by().values_list("message_id", "answer")
        for message_id, answer, n in tapped.annotate(n=Count("id")):
            counts[message_id][answer] = n
    return counts


def told_shares(counts: Counter[str]) -> tuple[str, ...]:
    """Shares to the nearest five per cent, near all and near none by their limit; nothing below ten readers."""
    total = counts.total()
    if total < FEWEST_REACTIONS:
        return ()
    return tuple(
        _told(answer.label, *told_percent(counts[answer], total, step=COARSE_STEP)) for answer in Reaction.Answer
    )


def _told(label: Any, share: int, bound: Bound) -> str:
    words = {"answer": label, "share": share}
    if bound == Bound.OR_MORE:
        return _("%(answer)s: %(share)d %% or more") % words
    if bound == Bound.OR_FEWER:
        return _("%(answer)s: %(share)d %% or fewer") % words
    return _("%(answer)s: about %(share)d %%") % words
