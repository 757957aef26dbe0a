"""Starting PLCs and planning sessions."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError

from enquiry.models import Session
from enquiry.plcs import TEMPLATES, may_run, plan_session, start_plc
from learningculture.tenancy import tenant
from school.models import Role
from tests.factories.enquiry import STARTS_AT, make_plc, make_session
from tests.factories.school import TODAY, make_member
from tests.personas import Personas


def start(people: Personas, **changed):
    asked = {
        "school": people.school,
        "name": "Talk group",
        "template": "tlc",
        "purpose": "Better questions",
        "lead": people.plc_lead,
        "members": [people.teacher, people.plc_lead],
        "by": people.plc_lead,
        "on": TODAY,
    }
    return start_plc(**{**asked, **changed})


def test_plc_holds_lead_and_members_once(people: Personas) -> None:
    with tenant(people.school.pk, member_id=people.plc_lead.pk):
        plc = start(people)
        assert {place.member for place in plc.places.all()} == {people.plc_lead, people.teacher}


@pytest.mark.parametrize(
    "changed, field",
    [
        ({"template": "fad"}, "template"),
        ({"name": " "}, "name"),
        ({"purpose": ""}, "purpose"),
        ({"members": []}, "members"),
    ],
)
def test_plc_needs_its_parts(people: Personas, changed: dict, field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        start(people, **changed)
    assert list(refused.value.message_dict) == [field]


def test_plc_is_for_staff_and_started_by_a_lead(people: Personas) -> None:
    with pytest.raises(ValidationError, match="Only teaching"):
        start(people, members=[people.student])
    with pytest.raises(ValidationError, match="Only a PLC lead"):
        start(people, by=people.teacher)


@pytest.mark.parametrize("template", TEMPLATES)
def test_session_numbers_run_up_and_agenda_is_copied(people: Personas, template: str) -> None:
    plc = make_plc(lead=people.plc_lead, members=(people.teacher,), template=template)
    sessions = [make_session(plc=plc), make_session(plc=plc)]
    assert [session.number for session in sessions] == [1, 2]
    for session in sessions:
        copied = [(block.kind, block.title, block.minutes) for block in session.blocks.all()]
        wanted = TEMPLATES[template].agenda(session.number)
        assert copied == [(block.kind, str(block.title), block.minutes) for block in wanted]


def test_first_learning_team_meets_75_minutes_then_60() -> None:
    team = TEMPLATES["learning_team"]
    assert sum(block.minutes for block in team.agenda(1)) == 75
    assert team.minutes == 60


def test_every_format_reads_plans_back_and_makes_new_ones() -> None:
    assert all({"read_back", "plan"} <= {block.kind for block in one.blocks} for one in TEMPLATES.values())


def test_only_lead_or_member_who_may_lead_runs_sessions(people: Personas) -> None:
    second = make_member(school=people.school, roles=(Role.PLC_LEAD,))
    plc = make_plc(lead=people.plc_lead, members=(people.teacher, second))
    runners = [people.plc_lead, second, people.teacher, people.head]
    assert [may_run(plc, member) for member in runners] == [True, True, False, False]
    with pytest.raises(ValidationError, match="Only the lead"):
        plan_session(plc=plc, term=people.term, starts_at=STARTS_AT, place="", by=people.teacher)
    assert not Session.objects.exists()


def test_ended_plc_plans_no_more(people: Personas) -> None:
    plc = make_plc(lead=people.plc_lead, members=(people.teacher,))
    plc.ended_on = TODAY - datetime.timedelta(days=1)
    plc.save()
    with pytest.raises(ValidationError, match="has ended"):
        make_session(plc=plc)
