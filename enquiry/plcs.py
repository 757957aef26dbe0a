"""PLC series: the formats a school can begin from, and the planning of sessions."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from enquiry.models import AgendaBlock, Plc, PlcMember, Session
from school.access import Permission, may
from school.models import Member, School, Term
from vision.models import Commitment

FEWEST_MEMBERS = 2
"""People in a PLC, its lead among them: below this nobody reads a plan back."""


@dataclass(frozen=True)
class Block:
    """A stretch of the agenda. ``kind`` says what the room brings forward; ``minutes`` is what people can count on."""

    kind: str
    title: Any
    prompt: Any
    minutes: int


@dataclass(frozen=True)
class Template:
    """A format for a series. ``first`` is the agenda of the first meeting where that differs from the later ones."""

    name: Any
    size: Any
    rhythm: Any
    blocks: tuple[Block, ...]
    first: tuple[Block, ...] = ()

    def agenda(self, number: int) -> tuple[Block, ...]:
        """The blocks of the session with this number, counted from 1."""
        return self.first if number == 1 and self.first else self.blocks

    @property
    def minutes(self) -> int:
        """Length of a later session."""
        return sum(block.minutes for block in self.blocks)


def _begin(minutes: int) -> Block:
    return Block("begin", _("Why we are here"), _("What should be different for learners by the end?"), minutes)


def _read_back(minutes: int) -> Block:
    return Block(
        "read_back",
        _("What happened since last time"),
        _("Each plan: what did you try, and what did learners do?"),
        minutes,
    )


def _plan(minutes: int) -> Block:
    return Block(
        "plan", _("My next step"), _("One small thing to try, and one thing to do less of to make room."), minutes
    )


def _close(minutes: int) -> Block:
    return Block(
        "close", _("Was this worth our time?"), _("One thing to keep about how we met, one to change."), minutes
    )


_AGREEMENT = Block("agreement", _("How we want to work"), _("At most seven lines that we will hold each other to."), 15)
_RECAP = Block("learn", _("The idea, once more"), _("What do we still know of it without looking?"), 15)
_ACROSS = Block(
    "discuss", _("What this means across the school"), _("Where would a learner notice it on an ordinary day?"), 15
)

TEMPLATES: dict[str, Template] = {
    "learning_team": Template(
        _("Learning team"),
        _("6 to 8 people"),
        _("every four to six weeks, over two to three years"),
        (_begin(5), _read_back(15), _ACROSS, _plan(20), _close(5)),
        first=(_begin(5), _AGREEMENT, _RECAP, _ACROSS, _plan(20), _close(5)),
    ),
    "tlc": Template(
        _("Teacher learning community"),
        _("8 to 14 people"),
        _("monthly, over two years"),
        (
            _begin(5),
            Block("starter", _("A way in"), _("Something small to think about together."), 5),
            _read_back(25),
            Block("learn", _("One new idea"), _("One idea only, tried out here before it meets a class."), 20),
            _plan(15),
            _close(5),
        ),
    ),
    "four_questions": Template(
        _("Team of four questions"),
        _("3 to 8 people"),
        _("every week or two"),
        (
            _read_back(10),
            Block("aim", _("What should they learn?"), _("Say it so that a learner could check it."), 5),
            Block("know", _("How will we know?"), _("Look at work from this week, not at marks alone."), 15),
            Block(
                "respond",
                _("Who is not there yet, who is beyond?"),
                _("What will we do for each, and who does it?"),
                10,
            ),
            _plan(5),
        ),
    ),
    "spiral": Template(
        _("Spiral of inquiry"),
        _("3 to 8 people"),
        _("six phases over a year, at your own pace"),
        (
            _begin(5),
            _read_back(15),
            Block(
                "scan",
                _("What is going on for our learners?"),
                _("And how do we know? Bring what they said themselves."),
                20,
            ),
            Block(
                "hunch", _("What might we be doing that causes it?"), _("Name a hunch, and how it could be wrong."), 15
            ),
            _plan(15),
            _close(5),
        ),
    ),
    "lesson_study": Template(
        _("Lesson study"),
        _("3 people"),
        _("three research lessons a cycle"),
        (
            _read_back(10),
            Block(
                "study", _("What did the learners we watched do?"), _("First what was seen, then what it may mean."), 20
            ),
            Block("refine", _("The next research lesson"), _("What will we change, and what should we then see?"), 20),
            _plan(10),
        ),
    ),
    "coaching": Template(
        _("Coaching pair or triad"),
        _("2 or 3 people"),
        _("every two weeks"),
        (
            _read_back(10),
            Block("rehearse", _("Try it out here"), _("Say it, do it, change one thing, do it again."), 15),
            _plan(5),
        ),
    ),
}


@transaction.atomic
def start_plc(
    *,
    school: School,
    name: str,
    template: str,
    purpose: str,
    lead: Member,
    members: Iterable[Member],
    by: Member,
    on: datetime.date,
    commitment: Commitment | None = None,
) -> Plc:
    """Set up a series; the lead is a member whether listed or not."""
    people = {person.pk: person for person in (lead, *members)}
    check_can_start(name=name, template=template, purpose=purpose, people=people.values(), by=by)
    plc = Plc(school=school, name=name.strip(), template=template, purpose=purpose.strip(), lead=lead, begun_on=on)
    plc.commitment = commitment
    plc.clean_fields(exclude=["school", "lead", "commitment"])
    plc.save()
    PlcMember.objects.bulk_create(
        PlcMember(school=school, plc=plc, member=person, joined_on=on) for person in people.values()
    )
    return plc


def check_can_start(*, name: str, template: str, purpose: str, people: Iterable[Member], by: Member) -> None:
    """A name, a purpose, a known format, enough people who may take part, and someone allowed to begin."""
    people = list(people)
    if not may(by, Permission.LEAD_PLC):
        raise ValidationError(_("Only a PLC lead or a leader can start a PLC."))
    if template not in TEMPLATES:
        raise ValidationError({"template": _("Please choose one of the formats.")})
    if not name.strip():
        raise ValidationError({"name": _("Please give the group a name.")})
    if not purpose.strip():
        raise ValidationError({"purpose": _("Please say in a line what the group is about.")})
    if len(people) < FEWEST_MEMBERS:
        raise ValidationError({"members": _("A PLC needs at least one more person beside its lead.")})
    if not all(may(person, Permission.ENQUIRE) for person in people):
        raise ValidationError({"members": _("Only teaching and class-support staff can be members.")})


@transaction.atomic
def plan_session(*, plc: Plc, term: Term, starts_at: datetime.datetime, place: str, by: Member) -> Session:
    """The next session of the series, its agenda copied from the template as it is today."""
    Plc.objects.select_for_update().get(pk=plc.pk)
    check_may_run(plc, by)
    if plc.ended_on:
        raise ValidationError(_("This PLC has ended, so no more sessions can be planned."))
    last = plc.sessions.aggregate(last=Max("number"))["last"] or 0
    session = Session(school_id=plc.school_id, plc=plc, term=term, number=last + 1, starts_at=starts_at)
    session.place = place.strip()
    session.clean_fields(exclude=["school", "plc", "term"])
    session.save()
    AgendaBlock.objects.bulk_create(
        AgendaBlock(
            school_id=plc.school_id,
            session=session,
            position=position,
            kind=block.kind,
            title=str(block.title),
            prompt=str(block.prompt),
            minutes=block.minutes,
        )
        for position, block in enumerate(TEMPLATES[plc.template].agenda(session.number))
    )
    return session


def may_run(plc: Plc, member: Member) -> bool:
    """The lead, or a member of the PLC who may lead PLCs."""
    if plc.lead_id == member.pk:
        return True
    return may(member, Permission.LEAD_PLC) and is_in(plc, member)


def is_in(plc: Plc, member: Member) -> bool:
    """Whether the person has a place in the PLC now."""
    return plc.places.filter(member=member, left_on=None).exists()


def check_may_run(plc: Plc, by: Member) -> None:
    if not may_run(plc, by):
        raise ValidationError(_("Only the lead of this PLC can do that."))


def places_on(plc: Plc, day: datetime.date) -> list[PlcMember]:
    """Those who belong to the PLC on the day."""
    places = plc.places.filter(Q(left_on=None) | Q(left_on__gt=day), joined_on__lte=day)
    return list(places.select_related("member"))
