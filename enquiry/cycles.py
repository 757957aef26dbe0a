"""Enquiry cycles: the stages a school can choose, the prediction that is locked, the decision that ends it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from enquiry.models import Enquiry, EnquiryMember, EnquiryStage
from school.access import Permission, may
from school.models import Member, Term
from vision.models import Behaviour, Commitment

DECIDE = "decide"
"""The stage that concluding completes."""

SHARE = "share"
"""The stage that stays optional, by the owner's choice."""


@dataclass(frozen=True)
class Stage:
    key: str
    title: Any
    prompt: Any


@dataclass(frozen=True)
class Cycle:
    name: Any
    stages: tuple[Stage, ...]


_DECIDE = Stage(DECIDE, _("Decide"), _("Adopt it, adapt it or drop it: why, and what did it cost?"))
_SHARE = Stage(SHARE, _("Share"), _("Who could use this? One page that lets a reader elsewhere repeat it."))

CYCLES: dict[str, Cycle] = {
    "default": Cycle(
        _("Eight stages"),
        (
            Stage(
                "scan",
                _("Scan"),
                _("What did you see and hear, from two sources at least, one of them the learners? Who is missing?"),
            ),
            Stage(
                "focus", _("Focus"), _("Which learners, which behaviour, where? Why does it matter, and to whom most?")
            ),
            Stage("hunch", _("Hunch"), _("What might we be doing that causes it? How did you test that belief?")),
            Stage(
                "learn", _("Learn"), _("What did you read, see or ask, how strong is it, and what do you think now?")
            ),
            Stage(
                "act",
                _("Act"),
                _("What did you change, with which classes, how often was it planned and how often done?"),
            ),
            Stage(
                "check",
                _("Check"),
                _("By the same measure as at the start: what changed for whom? What else could explain it?"),
            ),
            _DECIDE,
            _SHARE,
        ),
    ),
    "spiral": Cycle(
        _("Spiral of inquiry"),
        (
            Stage("scan", _("Scanning"), _("What is going on for our learners, and how do we know?")),
            Stage("focus", _("Focusing"), _("Where would our effort make the most difference?")),
            Stage("hunch", _("Developing a hunch"), _("What part do we play in what we see?")),
            Stage("learn", _("New learning"), _("What do we need to learn, and from whom?")),
            Stage("act", _("Taking action"), _("What will we do differently, in small and steady steps?")),
            Stage("check", _("Checking"), _("Have we made enough of a difference, and for whom not yet?")),
            _DECIDE,
        ),
    ),
    "pdsa": Cycle(
        _("Plan, do, study, act"),
        (
            Stage("plan", _("Plan"), _("What will you try, with whom, and what should then be seen?")),
            Stage("do", _("Do"), _("What happened, and what did not go as planned?")),
            Stage("study", _("Study"), _("How does what you found compare with what you predicted?")),
            Stage(DECIDE, _("Act"), _("Adopt it, adapt it or drop it, and go round again?")),
        ),
    ),
    "lesson_study": Cycle(
        _("Lesson study"),
        (
            Stage(
                "plan",
                _("Plan together"),
                _("Which two or three learners will you watch, and what do you expect each to do?"),
            ),
            Stage("teach", _("Teach and observe"), _("What did the learners you watched say and do?")),
            Stage("discuss", _("Discuss"), _("First what was seen by each, then what it may mean.")),
            Stage(
                "refine",
                _("Refine and teach again"),
                _("What did you change for the next lesson, and what changed with it?"),
            ),
            _DECIDE,
        ),
    ),
}


@transaction.atomic
def open_enquiry(
    *,
    question: str,
    why: str,
    behaviour: Behaviour,
    owner: Member,
    team: Iterable[Member],
    term: Term,
    on: datetime.date,
    cycle: str = "default",
    commitment: Commitment | None = None,
    origin: str = "own",
    names_disadvantaged: bool = False,
) -> Enquiry:
    """Begin an enquiry with its stages copied from the cycle; own choice unless ``origin`` says otherwise."""
    others = {person.pk: person for person in team if person.pk != owner.pk}.values()
    check_can_open(question=question, cycle=cycle, people=[owner, *others])
    enquiry = Enquiry(school_id=owner.school_id, question=question.strip(), why=why.strip(), owner=owner)
    enquiry.behaviour, enquiry.commitment, enquiry.origin = behaviour, commitment, origin
    enquiry.opened_on, enquiry.opened_in, enquiry.names_disadvantaged = on, term, names_disadvantaged
    enquiry.clean_fields(exclude=REFERENCES)
    enquiry.save()
    school = owner.school_id
    EnquiryMember.objects.bulk_create(EnquiryMember(school_id=school, enquiry=enquiry, member=one) for one in others)
    EnquiryStage.objects.bulk_create(
        EnquiryStage(
            school_id=school,
            enquiry=enquiry,
            position=position,
            key=stage.key,
            title=str(stage.title),
            prompt=str(stage.prompt),
        )
        for position, stage in enumerate(CYCLES[cycle].stages, start=1)
    )
    return enquiry


REFERENCES = ["school", "owner", "behaviour", "commitment", "opened_in"]


def check_can_open(*, question: str, cycle: str, people: Iterable[Member]) -> None:
    """A question, a known cycle, and people who may enquire."""
    if not question.strip():
        raise ValidationError({"question": _("Please write your question.")})
    if cycle not in CYCLES:
        raise ValidationError({"cycle": _("Please choose one of the cycles.")})
    if not all(may(person, Permission.ENQUIRE) for person in people):
        raise ValidationError(_("Only teaching and class-support staff can run an enquiry."))


@transaction.atomic
def lock_prediction(*, enquiry: Enquiry, prediction: str, baseline: str, by: Member, now: datetime.datetime) -> Enquiry:
    """Say what you expect and where you begin, once. From here on neither can be changed by anyone."""
    _lock(enquiry, by)
    if enquiry.predicted_at:
        raise ValidationError(_("The prediction is locked. It will stand beside what you find."))
    if not prediction.strip():
        raise ValidationError({"prediction": _("Please say what you expect to see.")})
    if not baseline.strip():
        raise ValidationError({"baseline": _("Please say where you begin, by the measure you will use at the end.")})
    enquiry.prediction, enquiry.baseline, enquiry.predicted_at = prediction.strip(), baseline.strip(), now
    enquiry.clean_fields(exclude=REFERENCES)
    enquiry.save()
    return enquiry


class StageConflictError(ValidationError):
    """A colleague saved this stage meanwhile. ``theirs`` is what they wrote, ``version`` what it is now."""

    def __init__(self, stage: EnquiryStage) -> None:
        super().__init__(_("A colleague has written here meanwhile. Both texts are below; nothing is lost."))
        self.theirs, self.version = stage.notes, stage.version


@transaction.atomic
def save_stage_notes(*, stage: EnquiryStage, notes: str, by: Member, version: int | None = None) -> EnquiryStage:
    """Notes of a stage, open or done, while the enquiry is under way."""
    _lock(stage.enquiry, by)
    stage.refresh_from_db()
    return _write(stage, notes, version)


@transaction.atomic
def complete_stage(
    *, stage: EnquiryStage, notes: str, by: Member, on: datetime.date, version: int | None = None
) -> EnquiryStage:
    """Finish a stage with a line or more of notes, each in its turn. Only sharing can wait until the end is decided."""
    _lock(stage.enquiry, by, concluded=stage.key == SHARE)
    stage.refresh_from_db()
    earlier = stage.enquiry.stages.filter(position__lt=stage.position, done_on=None)
    if earlier.exists():
        raise ValidationError(_("The stages go in order: an earlier one is still open."))
    if not notes.strip():
        raise ValidationError({"notes": _("Please write at least a line before this stage is done.")})
    stage.done_on = stage.done_on or on
    return _write(stage, notes, version)


def _write(stage: EnquiryStage, notes: str, version: int | None) -> EnquiryStage:
    """Save unless others saved since ``version``; None saves over whatever is there."""
    if version not in (None, stage.version) and stage.notes != notes.strip():
        raise StageConflictError(stage)
    stage.notes = notes.strip()
    stage.version += 1
    stage.clean_fields(exclude=["school", "enquiry"])
    stage.save(update_fields=["notes", "version", "done_on"])
    return stage


@transaction.atomic
def conclude_enquiry(
    *, enquiry: Enquiry, result: str, decision: str, reason: str, by: Member, on: datetime.date
) -> Enquiry:
    """End with what was found, by the same measure as at the start, and a decision with its reason.

    Dropping with a reason is a success, and needs no baseline; adopting and adapting do.
    """
    _lock(enquiry, by)
    check_can_conclude(enquiry, result=result, decision=decision, reason=reason)
    enquiry.result, enquiry.decision, enquiry.decision_reason = result.strip(), decision, reason.strip()
    enquiry.state, enquiry.concluded_on = Enquiry.State.CONCLUDED, on
    enquiry.clean_fields(exclude=REFERENCES)
    enquiry.save()
    if not enquiry.stages.exclude(key__in=(DECIDE, SHARE)).filter(done_on=None).exists():
        enquiry.stages.filter(key=DECIDE, done_on=None).update(done_on=on, notes=enquiry.decision_reason)
    return enquiry


def check_can_conclude(enquiry: Enquiry, *, result: str, decision: str, reason: str) -> None:
    if decision not in Enquiry.Decision.values:
        raise ValidationError({"decision": _("Please choose adopt, adapt or drop.")})
    if not result.strip():
        raise ValidationError({"result": _("Please say what you found, even if it is that nothing changed.")})
    if not reason.strip():
        raise ValidationError({"reason": _("Please give the reason. It is what others learn from.")})
    if decision != Enquiry.Decision.DROP and not enquiry.baseline:
        raise ValidationError(_("To keep something, say first where you began: lock your prediction and baseline."))


@transaction.atomic
def share_enquiry(*, enquiry: Enquiry, ring: str, by: Member) -> Enquiry:
    """Who else may read it: only us, our PLC, or the school. The owner decides, and can take it back."""
    enquiry.refresh_from_db(from_queryset=Enquiry.objects.select_for_update())
    if enquiry.owner_id != by.pk:
        raise ValidationError(_("Only the owner decides who may read this enquiry."))
    if ring not in Enquiry.Ring.values:
        raise ValidationError({"ring": _("Please choose who may read it.")})
    enquiry.ring = ring
    enquiry.save(update_fields=["ring"])
    return enquiry


def is_ours(enquiry: Enquiry, member: Member) -> bool:
    """Whether the member owns the enquiry or is in its team."""
    return enquiry.owner_id == member.pk or enquiry.team.filter(member=member).exists()


def _lock(enquiry: Enquiry, by: Member, *, concluded: bool = False) -> None:
    enquiry.refresh_from_db(from_queryset=Enquiry.objects.select_for_update())
    if not is_ours(enquiry, by):
        raise ValidationError(_("Only the owner and the team can write in this enquiry."))
    if enquiry.state == Enquiry.State.CONCLUDED and not concluded:
        raise ValidationError(_("This enquiry is concluded. Its record stays as it is."))
