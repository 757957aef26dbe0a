"""A visit from its proposal to the look back at the agreed step."""

from __future__ import annotations

import datetime
import uuid

import pytest
from django.core.exceptions import ValidationError

from learningculture.tenancy import tenant
from observations.models import Aspect, Sighting, Visit
from observations.queries import visits_visible_to
from observations.visits import (
    adopt_aspects,
    answer_visit,
    record_conversation,
    record_visit,
    review_step,
    write_account,
)
from tests.factories.observations import MORNING, make_aspect, make_visit
from tests.factories.school import TODAY
from tests.factories.vision import make_behaviour
from tests.observations.test_planning import propose
from tests.personas import Personas

LATER = TODAY + datetime.timedelta(days=14)


def agreed(people: Personas, **changes) -> Visit:
    return make_visit(host=people.teacher, visitor=people.plc_lead, **{"state": Visit.State.AGREED, **changes})


def cell(people: Personas, seen: str = "many", did: str = "Asked each other first", aspect: str = "talking"):
    behaviour = make_behaviour(school=people.school)
    return {(behaviour, make_aspect(school=people.school, key=aspect)): (seen, did)}


def record(people: Personas, visit: Visit, **changes) -> Visit:
    given = {"sightings": cell(people), "wondering": "What if they chose?", "by": people.plc_lead, "now": MORNING}
    return record_visit(visit=visit, **{**given, **changes})


def test_aspects_are_adopted_once_and_the_schools_own_stay(people: Personas) -> None:
    first, second = (adopt_aspects(school=people.school) for _ in range(2))
    assert [aspect.key for aspect in first] == ["relating", "talking", "constructing", "celebrating"]
    assert first == second
    Aspect.objects.filter(school=people.school).exclude(key="talking").delete()
    assert [aspect.key for aspect in adopt_aspects(school=people.school)] == ["talking"]


def test_host_proposal_is_agreed_and_a_request_waits(people: Personas) -> None:
    assert propose(people).state == Visit.State.AGREED
    asked = propose(people, by=people.plc_lead)
    assert (asked.state, asked.host_asked, asked.proposed_by) == (Visit.State.INVITED, False, people.plc_lead)


def test_whole_path_works_under_row_level_security(people: Personas) -> None:
    school, host, visitor = people.school, people.teacher, people.plc_lead
    behaviour = make_behaviour(school=school)
    with tenant(school.pk, member_id=visitor.pk):
        visit = propose(people, by=visitor, behaviours=[behaviour])
    with tenant(school.pk, member_id=host.pk):
        answer_visit(visit=visit, agree=True, by=host, question="Who is stuck well?")
    with tenant(school.pk, member_id=visitor.pk):
        record(people, visit)
    with tenant(school.pk, member_id=host.pk):
        seen = visits_visible_to(host).get()
        assert (seen.state, seen.question, seen.sightings.count()) == (Visit.State.HELD, "Who is stuck well?", 4)


@pytest.mark.parametrize(("agree", "state"), [(True, Visit.State.AGREED), (False, Visit.State.DECLINED)])
def test_host_answers(people: Personas, agree: bool, state: str) -> None:
    visit = agreed(people, state=Visit.State.INVITED, question="First")
    answer_visit(visit=visit, agree=agree, by=people.teacher)
    visit.refresh_from_db()
    assert (visit.state, visit.question) == (state, "First")


def test_only_the_host_answers_and_only_once(people: Personas) -> None:
    visit = agreed(people, state=Visit.State.INVITED)
    with pytest.raises(ValidationError, match="Only the host"):
        answer_visit(visit=visit, agree=True, by=people.plc_lead)
    answer_visit(visit=visit, agree=False, by=people.teacher)
    with pytest.raises(ValidationError, match="answered already"):
        answer_visit(visit=visit, agree=True, by=people.teacher)


def test_agreed_visit_can_be_called_off_by_those_who_take_part(people: Personas) -> None:
    visit = agreed(people)
    with pytest.raises(ValidationError, match="Only the host and the visitors"):
        answer_visit(visit=visit, agree=False, by=people.head)
    assert answer_visit(visit=visit, agree=True, by=people.teacher).state == Visit.State.AGREED
    assert answer_visit(visit=visit, agree=False, by=people.plc_lead).state == Visit.State.DECLINED


def test_record_keeps_every_cell_and_tells_not_looked_for_from_none(people: Personas) -> None:
    visit = record(people, agreed(people), sightings=cell(people, seen="none", did=" "))
    assert dict(visit.sightings.values_list("aspect__key", "seen")) == {
        "relating": "not_looked_for",
        "talking": "none",
        "constructing": "not_looked_for",
        "celebrating": "not_looked_for",
    }
    assert (visit.wondering, visit.recorded_at) == ("What if they chose?", MORNING)


def test_replay_with_the_same_key_changes_nothing(people: Personas) -> None:
    key, visit = uuid.uuid4(), agreed(people)
    record(people, visit, client_key=key)
    again = record(people, visit, client_key=key, wondering="Another")
    assert (again.wondering, Sighting.objects.filter(visit=visit).count()) == ("What if they chose?", 4)


def test_second_record_is_refused(people: Personas) -> None:
    visit = agreed(people)
    record(people, visit, client_key=uuid.uuid4())
    for key in (None, uuid.uuid4()):
        with pytest.raises(ValidationError, match="recorded already"):
            record(people, visit, client_key=key)


def test_key_of_another_visit_is_refused(people: Personas) -> None:
    key = uuid.uuid4()
    record(people, agreed(people), client_key=key)
    with pytest.raises(ValidationError, match="another visit"):
        record(people, agreed(people), client_key=key)


@pytest.mark.parametrize("by", ["teacher", "head"])
def test_only_a_visitor_records(people: Personas, by: str) -> None:
    visit = agreed(people)
    with pytest.raises(ValidationError, match="Only a visitor"):
        record(people, visit, by=getattr(people, by))
    assert not visit.sightings.exists()


def test_host_records_a_self_look(people: Personas) -> None:
    visit = make_visit(host=people.teacher, kind=Visit.Kind.SELF_LOOK, state=Visit.State.AGREED)
    with pytest.raises(ValidationError, match="Only the host"):
        record(people, visit, by=people.plc_lead)
    assert record(people, visit, by=people.teacher).is_recorded


@pytest.mark.parametrize("state", [Visit.State.INVITED, Visit.State.DECLINED])
def test_only_an_agreed_visit_is_recorded(people: Personas, state: str) -> None:
    with pytest.raises(ValidationError, match="has agreed to"):
        record(people, agreed(people, state=state))


def test_visit_is_not_recorded_before_its_day(people: Personas) -> None:
    with pytest.raises(ValidationError, match="not happened yet"):
        record(people, agreed(people, on=LATER))


def test_record_says_something_and_stays_in_its_focus(people: Personas) -> None:
    other = {(make_behaviour(school=people.school, key="revising"), make_aspect(school=people.school)): ("many", "")}
    for sightings, sentence in (
        ({}, "at least one line"),
        (cell(people, seen="not_looked_for", did=""), "at least one line"),
        (other, "agreed beforehand"),
        (cell(people, seen="grade 2"), "not a valid choice"),
        (cell(people, did="x" * 281), "at most 280"),
    ):
        with pytest.raises(ValidationError, match=sentence):
            record(people, agreed(people), sightings=sightings)
    assert not Visit.objects.filter(state=Visit.State.HELD).exists()


def test_conversation_needs_a_step_and_a_day_to_come(people: Personas) -> None:
    visit = make_visit(host=people.teacher, visitor=people.plc_lead)
    talk = {"visit": visit, "agreed_step": "Wait five seconds", "step_review_on": LATER, "on": TODAY}
    for change, sentence in (
        ({"agreed_step": " "}, "one thing to try"),
        ({"step_review_on": TODAY - datetime.timedelta(days=1)}, "still to come"),
        ({"by": people.head}, "Only the host and the visitors"),
    ):
        with pytest.raises(ValidationError, match=sentence):
            record_conversation(**{**talk, "by": people.teacher, **change})
    record_conversation(**talk, by=people.plc_lead)
    visit.refresh_from_db()
    assert (visit.agreed_step, visit.step_review_on, visit.talked_on) == ("Wait five seconds", LATER, TODAY)


def test_only_the_host_looks_back_and_gives_an_account(people: Personas) -> None:
    visit = make_visit(host=people.teacher, visitor=people.plc_lead)
    with pytest.raises(ValidationError, match="no agreed step"):
        review_step(visit=visit, by=people.teacher, on=TODAY)
    for call in (lambda by: write_account(visit=visit, text=" Fire drill ", by=by),):
        with pytest.raises(ValidationError, match="Only the host"):
            call(people.plc_lead)
        assert call(people.teacher).host_account == "Fire drill"
    Visit.objects.filter(pk=visit.pk).update(agreed_step="Wait")
    assert review_step(visit=visit, by=people.teacher, on=LATER).step_reviewed_on == LATER


def test_account_waits_for_the_record(people: Personas) -> None:
    with pytest.raises(ValidationError, match="no record"):
        write_account(visit=agreed(people), text="Early", by=people.teacher)
