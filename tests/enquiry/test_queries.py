"""Who sees what of PLCs and enquiries."""

from __future__ import annotations

import pytest

from enquiry.cycles import conclude_enquiry, share_enquiry
from enquiry.models import Enquiry, PlcMember
from enquiry.queries import (
    enquiries_of,
    enquiries_shared_with,
    enquiries_visible_to,
    enquiry_outlines_for,
    plans_read_back_in,
    plans_visible_to,
    plcs_visible_to,
    room_of,
    sessions_ahead,
    sessions_visible_to,
)
from enquiry.room import close_session
from learningculture.tenancy import tenant
from tests.factories.enquiry import STARTS_AT, make_enquiry, make_plan, make_plc, make_session
from tests.factories.school import TODAY
from tests.personas import Personas


@pytest.mark.parametrize(
    "ring, readers",
    [
        ("mine", {"teacher", "teaching_assistant"}),
        ("plc", {"teacher", "teaching_assistant", "plc_lead"}),
        ("school", {"teacher", "teaching_assistant", "plc_lead", "head", "administrator", "governor", "student"}),
    ],
)
def test_each_ring_has_its_readers(people: Personas, ring: str, readers: set[str]) -> None:
    make_plc(lead=people.plc_lead, members=(people.teacher,))
    enquiry = make_enquiry(owner=people.teacher, team=(people.teaching_assistant,))
    share_enquiry(enquiry=enquiry, ring=ring, by=people.teacher)
    seen = {name for name, member in people.members().items() if enquiries_visible_to(member).exists()}
    assert seen == readers
    assert not enquiries_visible_to(people.stranger).exists()


def test_database_itself_keeps_schools_apart(people: Personas) -> None:
    share_enquiry(enquiry=make_enquiry(owner=people.teacher), ring="school", by=people.teacher)
    make_session(plc=make_plc(lead=people.plc_lead, members=(people.teacher,)))
    with tenant(people.stranger.school_id, member_id=people.stranger.pk):
        assert not Enquiry.objects.exists()
        assert not sessions_visible_to(people.plc_lead).exists()


def test_those_who_left_a_plc_see_its_sessions_and_plans_no_more(people: Personas) -> None:
    plc = make_plc(lead=people.plc_lead, members=(people.teacher, people.teaching_assistant))
    make_plan(session=make_session(plc=plc, state="held"), member=people.teacher)
    assert plans_visible_to(people.teaching_assistant).count() == 1
    PlcMember.objects.filter(member=people.teaching_assistant).update(left_on=TODAY)
    for visible in (sessions_visible_to, plans_visible_to, plcs_visible_to):
        assert not visible(people.teaching_assistant).exists()


def test_leaders_see_plcs_but_not_their_sessions(people: Personas) -> None:
    make_session(plc=make_plc(lead=people.plc_lead, members=(people.teacher,)))
    assert plcs_visible_to(people.head).count() == 1
    assert not sessions_visible_to(people.head).exists()


def test_outlines_hold_title_stage_and_thread_of_what_is_in_progress(people: Personas) -> None:
    make_enquiry(owner=people.teacher)
    done = make_enquiry(owner=people.teacher, question="Done?")
    words = {"result": "Nothing", "decision": "drop", "reason": "Too slow"}
    conclude_enquiry(enquiry=done, by=people.teacher, on=TODAY, **words)
    (outline,) = enquiry_outlines_for(people.head)
    assert vars(outline) == {"question": "Do Year 4 ask more when we wait?", "stage": "Scan", "thread": ""}
    assert enquiry_outlines_for(people.plc_lead) == []


def test_mine_come_under_way_first_and_colleagues_apart(people: Personas) -> None:
    done = make_enquiry(owner=people.teacher, question="Done?")
    words = {"result": "Nothing", "decision": "drop", "reason": "Too slow"}
    conclude_enquiry(enquiry=done, by=people.teacher, on=TODAY, **words)
    share_enquiry(enquiry=done, ring="school", by=people.teacher)
    make_enquiry(owner=people.teacher, question="Open?")
    assert [one.question for one in enquiries_of(people.teacher)] == ["Open?", "Done?"]
    assert not enquiries_shared_with(people.teacher).exists()
    assert [one.question for one in enquiries_shared_with(people.head)] == ["Done?"]


def test_last_plan_of_each_member_is_read_back(people: Personas) -> None:
    plc = make_plc(lead=people.plc_lead, members=(people.teacher, people.teaching_assistant))
    first = make_session(plc=plc, state="running")
    absent_later = make_plan(session=first, member=people.teaching_assistant)
    make_plan(session=first, member=people.teacher, will_try="First idea")
    close_session(session=first, by=people.plc_lead, now=STARTS_AT)
    second = make_session(plc=plc, state="held")
    latest = make_plan(session=second, member=people.teacher, will_try="Second idea")
    third = make_session(plc=plc)
    assert plans_read_back_in(third) == [absent_later, latest]
    assert plans_read_back_in(first) == []


def test_running_session_is_ahead_of_planned_ones(people: Personas) -> None:
    plc = make_plc(lead=people.plc_lead, members=(people.teacher,))
    running = make_session(plc=plc, state="running")
    make_session(plc=plc)
    assert list(sessions_ahead(people.teacher, TODAY)) == [running]


def test_room_knows_its_blocks_and_counts(people: Personas) -> None:
    session = make_session(plc=make_plc(lead=people.plc_lead, members=(people.teacher,)), state="running")
    room = room_of(session, people.teacher)
    assert (room.block.position, room.next_block.position, room.minutes) == (0, 1, 75)
    assert (room.may_run, room.my_plan, room.my_mark) == (False, None, "expected")
    assert room.attendance["expected"] == 2
    assert room_of(session, people.plc_lead).may_run
