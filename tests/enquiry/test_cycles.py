"""Enquiry cycles from question to decision."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from enquiry.cycles import (
    CYCLES,
    StageConflictError,
    complete_stage,
    conclude_enquiry,
    lock_prediction,
    save_stage_notes,
    share_enquiry,
)
from enquiry.models import Enquiry
from learningculture.tenancy import tenant
from tests.factories.enquiry import STARTS_AT, make_enquiry
from tests.factories.school import TODAY
from tests.personas import Personas

ENDING = {"result": "9 of 28 now ask", "decision": "adapt", "reason": "It helps in talk, less in writing", "on": TODAY}


def predict(enquiry: Enquiry, **changed: object) -> Enquiry:
    asked = {"prediction": "Ten will ask", "baseline": "4 of 28 asked", "by": enquiry.owner, "now": STARTS_AT}
    return lock_prediction(enquiry=enquiry, **{**asked, **changed})


@pytest.mark.parametrize("cycle", CYCLES)
def test_stages_are_copied_from_the_cycle(people: Personas, cycle: str) -> None:
    enquiry = make_enquiry(owner=people.teacher, cycle=cycle)
    copied = [(stage.position, stage.key, stage.prompt) for stage in enquiry.stages.all()]
    assert copied == [(n, stage.key, str(stage.prompt)) for n, stage in enumerate(CYCLES[cycle].stages, start=1)]


def test_default_cycle_has_the_eight_stages() -> None:
    keys = [stage.key for stage in CYCLES["default"].stages]
    assert keys == ["scan", "focus", "hunch", "learn", "act", "check", "decide", "share"]


def test_enquiry_is_own_focus_and_private_until_said_otherwise(people: Personas) -> None:
    enquiry = make_enquiry(owner=people.teacher, team=(people.teacher, people.teaching_assistant))
    assert (enquiry.origin, enquiry.ring, enquiry.state) == ("own", "mine", "active")
    assert [place.member for place in enquiry.team.all()] == [people.teaching_assistant]


def test_enquiry_needs_question_cycle_and_staff(people: Personas) -> None:
    with pytest.raises(ValidationError, match="write your question"):
        make_enquiry(owner=people.teacher, question=" ")
    with pytest.raises(ValidationError, match="one of the cycles"):
        make_enquiry(owner=people.teacher, cycle="fad")
    with pytest.raises(ValidationError, match="Only teaching"):
        make_enquiry(owner=people.governor)
    assert not Enquiry.objects.exists()


def test_prediction_is_locked_once(people: Personas) -> None:
    enquiry = make_enquiry(owner=people.teacher)
    stale = Enquiry.objects.get()
    with tenant(people.school.pk, member_id=people.teacher.pk):
        predict(enquiry)
        with pytest.raises(ValidationError, match="is locked"):
            predict(stale, prediction="Nobody will ask")
    stored = Enquiry.objects.get()
    assert (stored.prediction, stored.baseline, stored.predicted_at) == ("Ten will ask", "4 of 28 asked", STARTS_AT)


@pytest.mark.parametrize("missing", ["prediction", "baseline"])
def test_prediction_needs_both_parts(people: Personas, missing: str) -> None:
    with pytest.raises(ValidationError) as refused:
        predict(make_enquiry(owner=people.teacher), **{missing: " "})
    assert list(refused.value.message_dict) == [missing]


def test_stages_are_completed_in_order_with_notes(people: Personas) -> None:
    first, second = make_enquiry(owner=people.teacher).stages.all()[:2]
    done = {"notes": "We listened to six", "by": people.teacher, "on": TODAY}
    with pytest.raises(ValidationError, match="in order"):
        complete_stage(stage=second, **done)
    with pytest.raises(ValidationError, match="at least a line"):
        complete_stage(stage=first, **{**done, "notes": ""})
    complete_stage(stage=first, **done)
    complete_stage(stage=second, **done)
    assert (first.done_on, second.done_on, first.notes) == (TODAY, TODAY, "We listened to six")


def test_only_owner_and_team_write(people: Personas) -> None:
    enquiry = make_enquiry(owner=people.teacher, team=(people.teaching_assistant,))
    stage = enquiry.stages.get(position=1)
    save_stage_notes(stage=stage, notes="Seen", by=people.teaching_assistant)
    with pytest.raises(ValidationError, match="Only the owner and the team"):
        save_stage_notes(stage=stage, notes="Mine", by=people.head)
    with pytest.raises(ValidationError, match="Only the owner decides"):
        share_enquiry(enquiry=enquiry, ring="school", by=people.teaching_assistant)


def test_two_writers_of_a_stage_both_survive(people: Personas) -> None:
    stage = make_enquiry(owner=people.teacher).stages.get(position=1)
    save_stage_notes(stage=stage, notes="Theirs", by=people.teacher, version=1)
    with pytest.raises(StageConflictError) as refused:
        complete_stage(stage=stage, notes="Mine", by=people.teacher, on=TODAY, version=1)
    stage.refresh_from_db()
    assert (refused.value.theirs, stage.notes, stage.done_on) == ("Theirs", "Theirs", None)


def test_concluding_keeps_prediction_beside_result(people: Personas) -> None:
    enquiry = predict(make_enquiry(owner=people.teacher))
    conclude_enquiry(enquiry=enquiry, by=people.teacher, **ENDING)
    assert (enquiry.state, enquiry.prediction, enquiry.result) == ("concluded", "Ten will ask", "9 of 28 now ask")
    with pytest.raises(ValidationError, match="stays as it is"):
        conclude_enquiry(enquiry=enquiry, by=people.teacher, **ENDING)


@pytest.mark.parametrize("missing", ["result", "decision", "reason"])
def test_concluding_needs_result_decision_and_reason(people: Personas, missing: str) -> None:
    enquiry = predict(make_enquiry(owner=people.teacher))
    with pytest.raises(ValidationError) as refused:
        conclude_enquiry(enquiry=enquiry, by=people.teacher, **{**ENDING, missing: ""})
    assert list(refused.value.message_dict) == [missing]


def test_dropping_needs_no_baseline_but_adopting_does(people: Personas) -> None:
    enquiry = make_enquiry(owner=people.teacher)
    with pytest.raises(ValidationError, match="where you began"):
        conclude_enquiry(enquiry=enquiry, by=people.teacher, **ENDING)
    conclude_enquiry(enquiry=enquiry, by=people.teacher, **{**ENDING, "decision": "drop"})
    assert (enquiry.state, enquiry.decision) == ("concluded", "drop")


def test_concluding_after_the_last_stage_completes_the_decision(people: Personas) -> None:
    enquiry = predict(make_enquiry(owner=people.teacher, cycle="pdsa"))
    for stage in enquiry.stages.exclude(key="decide"):
        complete_stage(stage=stage, notes="Done", by=people.teacher, on=TODAY)
    conclude_enquiry(enquiry=enquiry, by=people.teacher, **ENDING)
    assert enquiry.stages.get(key="decide").notes == ENDING["reason"]


def test_owner_shares_and_takes_back(people: Personas) -> None:
    enquiry = make_enquiry(owner=people.teacher)
    for ring in ("school", "plc", "mine"):
        share_enquiry(enquiry=enquiry, ring=ring, by=people.teacher)
        assert Enquiry.objects.get().ring == ring
    with pytest.raises(ValidationError, match="who may read"):
        share_enquiry(enquiry=enquiry, ring="world", by=people.teacher)
