"""The session room: opening, the register, plans read back, new plans, notes, closing. Nothing is typed afterwards."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from enquiry.models import Attendance, Plan, Session
from enquiry.plcs import check_may_run, is_in, may_run, places_on
from school.models import Member, SchoolClass
from school.queries import local_time
from vision.models import Behaviour


class NotesConflictError(ValidationError):
    """Someone else saved the notes meanwhile. ``theirs`` is what they wrote, ``version`` what it is now."""

    def __init__(self, session: Session) -> None:
        super().__init__(_("Someone else has written in the notes meanwhile. Both texts are here; nothing is lost."))
        self.theirs = session.notes
        self.version = session.notes_version


@transaction.atomic
def open_session(*, session: Session, by: Member, now: datetime.datetime) -> Session:
    """Begin: the first block's clock runs, and each member of that day is expected. Opening twice changes nothing."""
    _lock(session)
    check_may_run(session.plc, by)
    if session.state == Session.State.RUNNING:
        return session
    if session.state != Session.State.PLANNED:
        raise ValidationError(_("This session is over. Plan the next one to meet again."))
    session.state = Session.State.RUNNING
    session.opened_at = session.block_began_at = now
    session.current_block = 0
    session.save()
    day = local_time(session.plc.school, session.starts_at).date()
    Attendance.objects.bulk_create(
        [
            Attendance(school_id=session.school_id, session=session, member_id=place.member_id)
            for place in places_on(session.plc, day)
        ],
        ignore_conflicts=True,
    )
    return session


@transaction.atomic
def mark_attendance(*, session: Session, member: Member, state: str, by: Member) -> Attendance:
    """The register of one person. Any member may keep it; apologies can be sent before the session begins."""
    _check_in_group(session, by)
    if state not in Attendance.State.values:
        raise ValidationError(_("Please choose one of the answers."))
    if session.state == Session.State.CANCELLED:
        raise ValidationError(_("This session was cancelled."))
    mark, made = Attendance.objects.get_or_create(
        session=session, member=member, defaults={"school_id": session.school_id, "state": state}
    )
    if made and not is_in(session.plc, member):
        raise ValidationError(_("Only members of this PLC are on its register."))
    if mark.state != state:
        mark.state = state
        mark.save(update_fields=["state"])
    return mark


@transaction.atomic
def say_outcome(*, plan: Plan, outcome: str, what_happened: str, by: Member, on: datetime.date) -> Plan:
    """Tried, adapted or not yet, and a line about it (an empty one keeps the old). "Not said yet" takes it back."""
    plan.refresh_from_db(from_queryset=Plan.objects.select_for_update())
    if plan.member_id != by.pk and not may_run(plan.session.plc, by):
        raise ValidationError(_("Only the person who made this plan, or the lead, can say what became of it."))
    if outcome not in Plan.Outcome.values:
        raise ValidationError({"outcome": _("Please choose one of the answers.")})
    plan.outcome = outcome
    plan.outcome_on = None if outcome == Plan.Outcome.OPEN else on
    plan.what_happened = what_happened.strip() or plan.what_happened
    plan.clean_fields(exclude=PLAN_REFERENCES)
    plan.save()
    return plan


PLAN_REFERENCES = ["school", "session", "member", "school_class", "behaviour"]


@transaction.atomic
def save_plan(
    *,
    session: Session,
    member: Member,
    will_try: str,
    do_less: str,
    by: Member,
    first_when: str = "",
    behaviour: Behaviour | None = None,
    school_class: SchoolClass | None = None,
) -> Plan:
    """The one plan of this member and session; saving again changes its words and keeps what became of it."""
    _check_can_plan(session, member=member, by=by)
    if not will_try.strip():
        raise ValidationError({"will_try": _("Please say what you will try.")})
    if not do_less.strip():
        raise ValidationError({"do_less": _("Please say what you will do less of. It is what makes room.")})
    plan = Plan.objects.select_for_update().filter(session=session, member=member).first()
    plan = plan or Plan(school_id=session.school_id, session=session, member=member)
    plan.will_try, plan.do_less, plan.first_when = will_try.strip(), do_less.strip(), first_when.strip()
    plan.behaviour, plan.school_class = behaviour, school_class
    plan.clean_fields(exclude=PLAN_REFERENCES)
    plan.save()
    return plan


def _check_can_plan(session: Session, *, member: Member, by: Member) -> None:
    _lock(session)
    if session.state not in (Session.State.RUNNING, Session.State.HELD):
        raise ValidationError(_("Plans are made in the session, and it has not begun."))
    if not is_in(session.plc, member):
        raise ValidationError(_("Only members of this PLC make plans in it."))
    if by.pk != member.pk and not may_run(session.plc, by):
        raise ValidationError(_("Only the lead can write down a plan for someone else."))
    later = session.plc.sessions.filter(number__gt=session.number, opened_at__isnull=False)
    if session.state == Session.State.HELD and later.exists():
        raise ValidationError(_("The next session has begun already. Make your plan there."))


@transaction.atomic
def save_notes(*, session: Session, text: str, version: int, by: Member) -> Session:
    """The notes, if nobody saved others since ``version``; otherwise :class:`NotesConflictError` with both kept."""
    _lock(session)
    _check_in_group(session, by)
    if session.state == Session.State.CANCELLED:
        raise ValidationError(_("This session was cancelled."))
    if session.notes == text:
        return session
    if session.notes_version != version:
        raise NotesConflictError(session)
    session.notes = text
    session.notes_version += 1
    session.clean_fields(exclude=["school", "plc", "term"])
    session.save(update_fields=["notes", "notes_version"])
    return session


@transaction.atomic
def move_to_block(*, session: Session, position: int, by: Member, now: datetime.datetime) -> Session:
    """Bring a block of the agenda to the middle and start its clock; the one already there keeps its own."""
    _lock(session)
    check_may_run(session.plc, by)
    if session.state != Session.State.RUNNING:
        raise ValidationError(_("The session is not running."))
    if not session.blocks.filter(position=position).exists():
        raise ValidationError(_("This session has no such block."))
    if session.current_block != position:
        session.current_block, session.block_began_at = position, now
        session.save(update_fields=["current_block", "block_began_at"])
    return session


@transaction.atomic
def close_session(*, session: Session, by: Member, now: datetime.datetime) -> Session:
    """End the session; its summary writes itself from what was captured. Closing twice changes nothing."""
    _lock(session)
    check_may_run(session.plc, by)
    if session.state == Session.State.HELD:
        return session
    if session.state != Session.State.RUNNING:
        raise ValidationError(_("Only a running session can be closed."))
    session.state, session.closed_at = Session.State.HELD, now
    session.save(update_fields=["state", "closed_at"])
    return session


def _lock(session: Session) -> None:
    session.refresh_from_db(from_queryset=Session.objects.select_for_update(of=("self",)).select_related("plc"))


def _check_in_group(session: Session, by: Member) -> None:
    if not is_in(session.plc, by):
        raise ValidationError(_("Only members of this PLC can write in its sessions."))
