"""Raising a concern, and what its raiser learns of it: when it was received and when it was acknowledged."""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.core.signing import Signer
from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from learningculture.plain_words import plain_words
from school.models import Concern, ConcernStep, Member, SafeguardingContacts, School
from school.models.people import STAFF
from school.queries import day_in
from school.safeguarding.circle import open_concerns, readers_of, route_of, the_one_meant

LONGEST_WORDS = 4000
LONGEST_EXCERPT = 1500
FEWEST_LETTERS, MOST_FOUND = 2, 8
RECEIPTS_SHOWN = 10
signer = Signer(salt="a text beside which a concern is raised")


@dataclass(frozen=True)
class Seen:
    """A text on some page, with a word for its place, as its reader had it before them."""

    place: str
    text: str

    def sealed_for(self, member: Member) -> str:
        """For a button's value. The seal keeps anybody from putting words into another's mouth."""
        text = _plain(self.text)[:LONGEST_EXCERPT]
        return f"{self._seal(member, text)}|{self.place}|{text}"

    @classmethod
    def opened(cls, value: str, member: Member) -> Seen | None:
        """What a button brought; None where the seal is broken or there is no text."""
        seal, _bar, rest = value.partition("|")
        place, _bar, text = rest.partition("|")
        found = cls(place[:200], _plain(text))
        return found if found.text and seal == found._seal(member, found.text) else None

    def _seal(self, member: Member, text: str) -> str:
        return signer.signature(f"{member.pk}|{self.place}|{text}")


def _plain(text: str) -> str:
    return str(text).replace("\r\n", "\n").strip()


@dataclass(frozen=True)
class Receipt:
    """All that a raiser sees of a concern afterwards."""

    received_at: datetime.datetime
    acknowledged_at: datetime.datetime | None
    danger_now: bool


def raise_concern(
    *,
    by: Member,
    about: str,
    words: str,
    danger_now: bool,
    client_key: uuid.UUID,
    now: datetime.datetime,
    subject: Member | None = None,
    subject_named: str = "",
    seen: Seen | None = None,
) -> Concern:
    """Take a concern in and have its readers told at once. Sent twice, it is raised once.

    Raises:
        ValidationError: nobody in the school may read it; the sentence says to whom to turn.
    """
    subject = subject or the_one_meant(by.school, about, day_in(by.school, now))
    about = route_of(about, subject)
    if not readers_of(by.school, about, subject, day_in(by.school, now)):
        raise ValidationError(_nobody_here())
    named = {"subject_named": subject.display_name if subject else subject_named, "raised_by_named": by.display_name}
    what = {"about": about, "subject": subject, "words": words, **named}
    copied = {"excerpt": seen.text, "place": seen.place} if seen else {}
    with transaction.atomic(), open_concerns(by.school_id, by):
        concern, new = Concern.objects.get_or_create(
            raised_by=by,
            client_key=client_key,
            defaults={"school": by.school, "raised_at": now, "danger_now": danger_now, **what, **copied},
        )
        if new:
            _have_readers_told(concern)
    return concern


def _have_readers_told(concern: Concern) -> None:
    from school.tasks import tell_of_concern

    tell = partial(tell_of_concern.delay, school_id=concern.school_id, concern_id=concern.pk)
    transaction.on_commit(tell)


def _nobody_here() -> Any:
    return _(
        "Nobody at this school can read this without being the person it is about, so it was not sent and is kept "
        "nowhere. Please speak to the chair of governors or to the local authority’s designated officer; "
        "their lines stand above. What you wrote is still in the box."
    )


def receipts_of(member: Member) -> list[Receipt]:
    """The member's own concerns, newest first, without a word of them."""
    acknowledged = ConcernStep.objects.filter(concern=OuterRef("pk"), kind=ConcernStep.Kind.ACKNOWLEDGED)
    with open_concerns(member.school_id, member):
        rows = Concern.objects.filter(raised_by=member).annotate(seen_at=Subquery(acknowledged.values("at")[:1]))
        return [Receipt(*row) for row in rows.values_list("raised_at", "seen_at", "danger_now")[:RECEIPTS_SHOWN]]


def contacts_of(school: School) -> SafeguardingContacts:
    """The school's lines to people outside this software; empty lines where it has written none."""
    return SafeguardingContacts.objects.filter(school=school).first() or SafeguardingContacts(school=school)


def write_contacts(*, school: School, **lines: str) -> SafeguardingContacts:
    """Keep the school's lines."""
    return SafeguardingContacts.objects.update_or_create(school=school, defaults=lines)[0]


def people_named(member: Member, letters: str, today: datetime.date) -> QuerySet[Member]:
    """Those in the school whose name begins with what staff typed. Others name somebody in words."""
    if not any(role in STAFF for role in member.roles) or len("".join(plain_words(letters).split())) < FEWEST_LETTERS:
        return Member.objects.none()
    return Member.objects.filter(school=member.school_id).here_on(today).named(letters)
