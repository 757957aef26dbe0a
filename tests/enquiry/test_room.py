"""What happens in the session room."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError

from enquiry.models import Plan, Plc, PlcMember, Session
from enquiry.room import (
    NotesConflictError,
    close_session,
    mark_attendance,
    move_to_block,
    open_session,
    save_notes,
    save_plan,
    say_outcome,
)
from learningculture.tenancy import tenant
from tests.factories.enquiry import STARTS_AT, make_plan, make_plc, make_session
from tests.factories.school import TODAY, make_member
from tests.personas import Personas

LATER = STARTS_AT + datetime.timedelta(minutes=10)


@pytest.fixture
def plc(people: Personas) -> Plc:
    return make_plc(lead=people.plc_lead, members=(people.teacher, people.teaching_assistant))


@pytest.fixture
def running(plc: Plc) -> Session:
    return make_session(plc=plc, state="running")


def test_opening_expects_the_members_of_that_day(people: Personas, plc: Plc) -> None:
    gone, not_yet = make_member(school=people.school), make_member(school=people.school)
    week = datetime.timedelta(days=7)
    PlcMember.objects.create(school=people.school, plc=plc, member=gone, joined_on=TODAY - week, left_on=TODAY)
    PlcMember.objects.create(school=people.school, plc=plc, member=not_yet, joined_on=TODAY + week)
    session = make_session(plc=plc)
    with tenant(people.school.pk, member_id=people.plc_lead.pk):
        open_session(session=session, by=people.plc_lead, now=STARTS_AT)
        marks = {mark.member: mark.state for mark in session.attendance.all()}
    members = (people.plc_lead, people.teacher, people.teaching_assistant)
    assert marks == dict.fromkeys(members, "expected")
    assert (session.state, session.opened_at, session.block_began_at) == ("running", STARTS_AT, STARTS_AT)


def test_opening_twice_changes_nothing(people: Personas, running: Session) -> None:
    open_session(session=running, by=people.plc_lead, now=LATER)
    assert running.opened_at == STARTS_AT


def test_only_the_lead_opens_moves_and_closes(people: Personas, plc: Plc, running: Session) -> None:
    planned = make_session(plc=plc)
    with pytest.raises(ValidationError, match="Only the lead"):
        open_session(session=planned, by=people.teacher, now=LATER)
    with pytest.raises(ValidationError, match="Only the lead"):
        move_to_block(session=running, position=1, by=people.teacher, now=LATER)
    with pytest.raises(ValidationError, match="Only the lead"):
        close_session(session=running, by=people.teacher, now=LATER)


def test_apologies_sent_before_survive_the_opening(people: Personas, plc: Plc) -> None:
    session = make_session(plc=plc)
    mark_attendance(session=session, member=people.teacher, state="apology", by=people.teacher)
    open_session(session=session, by=people.plc_lead, now=STARTS_AT)
    assert session.attendance.get(member=people.teacher).state == "apology"
    assert session.attendance.count() == 3


def test_register_is_kept_by_members_for_members(people: Personas, running: Session) -> None:
    mark_attendance(session=running, member=people.teacher, state="cover_failed", by=people.teaching_assistant)
    assert running.attendance.get(member=people.teacher).state == "cover_failed"
    for member, by in ((people.teacher, people.head), (people.head, people.plc_lead)):
        with pytest.raises(ValidationError, match="Only members"):
            mark_attendance(session=running, member=member, state="present", by=by)
    with pytest.raises(ValidationError, match="choose one"):
        mark_attendance(session=running, member=people.teacher, state="late", by=people.plc_lead)


def test_clock_of_a_block_starts_once(people: Personas, running: Session) -> None:
    move_to_block(session=running, position=2, by=people.plc_lead, now=LATER)
    move_to_block(session=running, position=2, by=people.plc_lead, now=LATER + datetime.timedelta(minutes=3))
    assert (running.current_block, running.block_began_at) == (2, LATER)
    with pytest.raises(ValidationError, match="no such block"):
        move_to_block(session=running, position=99, by=people.plc_lead, now=LATER)


def test_saving_a_plan_again_changes_the_one(people: Personas, running: Session) -> None:
    first = make_plan(session=running, member=people.teacher)
    again = make_plan(session=running, member=people.teacher, will_try="Wait five seconds")
    assert (again.pk, Plan.objects.count()) == (first.pk, 1)
    assert Plan.objects.get().will_try == "Wait five seconds"


@pytest.mark.parametrize("missing", ["will_try", "do_less"])
def test_plan_needs_both_sides(people: Personas, running: Session, missing: str) -> None:
    words = {"will_try": "Wait", "do_less": "Talk", missing: "  "}
    with pytest.raises(ValidationError) as refused:
        save_plan(session=running, member=people.teacher, by=people.teacher, **words)
    assert list(refused.value.message_dict) == [missing]
    assert not Plan.objects.exists()


def test_plans_are_made_in_the_session_by_its_members(people: Personas, plc: Plc, running: Session) -> None:
    with pytest.raises(ValidationError, match="Only members"):
        make_plan(session=running, member=people.head)
    with pytest.raises(ValidationError, match="for someone else"):
        save_plan(session=running, member=people.teacher, by=people.teaching_assistant, will_try="a", do_less="b")
    later = make_session(plc=plc)
    with pytest.raises(ValidationError, match="has not begun"):
        make_plan(session=later, member=people.teacher)
    close_session(session=running, by=people.plc_lead, now=LATER)
    make_plan(session=running, member=people.teacher)
    open_session(session=later, by=people.plc_lead, now=LATER)
    with pytest.raises(ValidationError, match="next session"):
        make_plan(session=running, member=people.teaching_assistant)


def test_outcome_is_said_by_owner_or_lead_and_can_be_taken_back(people: Personas, running: Session) -> None:
    plan = make_plan(session=running, member=people.teacher)
    said = {"outcome": "tried", "what_happened": "Two asked at once", "on": TODAY}
    say_outcome(plan=plan, by=people.teacher, **said)
    say_outcome(plan=plan, by=people.plc_lead, **{**said, "outcome": "adapted", "what_happened": ""})
    assert (plan.outcome, plan.what_happened, plan.outcome_on) == ("adapted", "Two asked at once", TODAY)
    say_outcome(plan=plan, by=people.teacher, **{**said, "outcome": "open"})
    assert (plan.outcome, plan.outcome_on) == ("open", None)
    with pytest.raises(ValidationError, match="Only the person"):
        say_outcome(plan=plan, by=people.teaching_assistant, **said)
    with pytest.raises(ValidationError, match="choose one"):
        say_outcome(plan=plan, by=people.teacher, **{**said, "outcome": "failed"})


def test_notes_of_two_people_both_survive(people: Personas, running: Session) -> None:
    save_notes(session=running, text="First", version=1, by=people.teacher)
    save_notes(session=running, text="First", version=1, by=people.teacher)
    with pytest.raises(NotesConflictError) as refused:
        save_notes(session=running, text="Second", version=1, by=people.plc_lead)
    assert (refused.value.theirs, refused.value.version) == ("First", 2)
    assert Session.objects.get().notes == "First"
    with pytest.raises(ValidationError, match="Only members"):
        save_notes(session=running, text="Third", version=2, by=people.head)


def test_closing_asks_for_nothing_and_holds(people: Personas, running: Session) -> None:
    close_session(session=running, by=people.plc_lead, now=LATER)
    close_session(session=running, by=people.plc_lead, now=LATER + datetime.timedelta(hours=1))
    assert (running.state, running.closed_at) == ("held", LATER)
    with pytest.raises(ValidationError, match="is over"):
        open_session(session=running, by=people.plc_lead, now=LATER)
    with pytest.raises(ValidationError, match="not running"):
        move_to_block(session=running, position=1, by=people.plc_lead, now=LATER)


def test_planned_session_cannot_be_closed(people: Personas, plc: Plc) -> None:
    with pytest.raises(ValidationError, match="Only a running"):
        close_session(session=make_session(plc=plc), by=people.plc_lead, now=LATER)
