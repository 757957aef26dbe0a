"""What the forms offer and hand on."""

from __future__ import annotations

from enquiry.forms import NotesForm, OpenEnquiryForm, PlanForm, StageForm, StartPlcForm
from tests.factories.enquiry import make_plan, make_plc, make_session
from tests.factories.school import TODAY
from tests.factories.vision import make_behaviour, make_commitment, make_focus
from tests.personas import Personas


def test_plan_offers_the_focus_and_the_own_classes(people: Personas) -> None:
    focus = make_focus(term=people.term, key="questioning")
    session = make_session(plc=make_plc(lead=people.plc_lead, members=(people.teacher,)))
    form = PlanForm(session=session, member=people.teacher, plan=None)
    assert [label for _pk, label in form.fields["behaviour"].choices][1:] == [focus.behaviour.label]
    assert list(form.fields["school_class"].queryset) == [people.maple]


def test_plan_form_begins_with_what_was_saved(people: Personas) -> None:
    session = make_session(plc=make_plc(lead=people.plc_lead, members=(people.teacher,)), state="running")
    plan = make_plan(session=session, member=people.teacher)
    plan.behaviour = make_behaviour(school=people.school, key="revising")
    form = PlanForm(session=session, member=people.teacher, plan=plan)
    assert form.initial["will_try"] == "Wait three seconds"
    assert (plan.behaviour_id, "Revising") in form.fields["behaviour"].choices


def test_enquiry_offers_focus_first_then_the_framework(people: Personas) -> None:
    make_focus(term=people.term, key="collaboration")
    form = OpenEnquiryForm(member=people.teacher, term=people.term, today=TODAY)
    labels = [label for _pk, label in form.fields["behaviour"].choices]
    assert labels == ["Collaboration", "Perseverance", "Questioning", "Revising"]


def test_only_colleagues_can_be_chosen(people: Personas) -> None:
    mine, theirs = make_commitment(school=people.school), make_commitment(school=people.stranger.school)
    form = StartPlcForm(member=people.plc_lead, today=TODAY)
    assert set(form.fields["members"].queryset) == {people.head, people.teacher, people.teaching_assistant}
    assert mine in form.fields["commitment"].queryset
    assert theirs not in form.fields["commitment"].queryset


def test_texts_keep_their_lines_and_lose_only_carriage_returns() -> None:
    notes = NotesForm({"text": " One\r\n\r\nTwo ", "version": 1})
    stage = StageForm({"notes": "One\r\nTwo", "version": 1})
    assert notes.is_valid() and stage.is_valid()
    assert notes.cleaned_data["text"] == " One\n\nTwo "
    assert stage.cleaned_data["notes"] == "One\nTwo"
