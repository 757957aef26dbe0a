"""Plans, outcomes and notes as people write them."""

from __future__ import annotations

import pytest

from enquiry.models import Plan, Plc, Session
from enquiry.room import save_notes
from tests.enquiry.access import assert_closed_to_others, get, post
from tests.factories.enquiry import make_plan, make_plc, make_session
from tests.factories.vision import make_focus
from tests.personas import Personas

WORDS = {"will_try": "Wait three seconds", "do_less": "Repeating answers"}


@pytest.fixture
def plc(people: Personas) -> Plc:
    return make_plc(lead=people.plc_lead, members=(people.teacher, people.teaching_assistant))


@pytest.fixture
def running(plc: Plc) -> Session:
    return make_session(plc=plc, state="running")


def test_plan_is_saved_with_class_and_behaviour(people: Personas, running: Session) -> None:
    behaviour = make_focus(term=people.term).behaviour
    chosen = {"school_class": people.maple.pk, "behaviour": behaviour.pk, "first_when": "Tuesday"}
    answer = post(people.teacher, people.school, "plan", running.pk, **WORDS, **chosen)
    assert answer["Location"].endswith(f"/session/{running.pk}/")
    plan = Plan.objects.get()
    assert (plan.member, plan.school_class, plan.behaviour) == (people.teacher, people.maple, behaviour)


def test_plan_by_htmx_answers_with_form_and_what_changed(people: Personas, running: Session) -> None:
    answer = post(people.teacher, people.school, "plan", running.pk, htmx=True, **WORDS).content.decode()
    assert 'id="plan-form"' in answer
    assert 'id="room-plans"' in answer
    assert "Saved" in answer
    assert "<html" not in answer


@pytest.mark.parametrize("htmx", [True, False])
def test_plan_without_less_is_refused_and_kept(people: Personas, running: Session, htmx: bool) -> None:
    answer = post(people.teacher, people.school, "plan", running.pk, htmx=htmx, will_try="Wait", do_less=" ")
    page = answer.content.decode()
    assert (answer.status_code, 'value="Wait"' in page, "id_do_less_error" in page) == (200, True, True)
    assert ("<html" in page) is not htmx
    assert not Plan.objects.exists()


def test_plan_page_is_closed_to_others(people: Personas, running: Session) -> None:
    assert_closed_to_others(people, "plan", running.pk)
    assert get(people.head, people.school, "plan", running.pk).status_code == 404


def test_plan_before_the_session_says_why_not(people: Personas, plc: Plc) -> None:
    page = post(people.teacher, people.school, "plan", make_session(plc=plc).pk, **WORDS).content.decode()
    assert "it has not begun" in page


def test_outcome_is_one_tap_from_anywhere(people: Personas, running: Session) -> None:
    plan = make_plan(session=running, member=people.teacher)
    assert "Did you try it?" in get(people.teacher, people.school, "say_outcome", plan.pk).content.decode()
    assert post(people.teacher, people.school, "say_outcome", plan.pk, outcome="tried").status_code == 302
    plan.refresh_from_db()
    assert plan.outcome == "tried"
    answer = post(people.teacher, people.school, "say_outcome", plan.pk, outcome="adapted", htmx=True)
    assert f'id="said-{plan.pk}"' in answer.content.decode()


def test_outcome_said_in_the_room_returns_there(people: Personas, plc: Plc) -> None:
    plan = make_plan(session=make_session(plc=plc, state="held"), member=people.teacher)
    room = make_session(plc=plc, state="running")
    said = {"outcome": "tried", "what_happened": "Two asked", "session": room.pk}
    plain = post(people.plc_lead, people.school, "say_outcome", plan.pk, **said)
    assert plain["Location"].endswith(f"/session/{room.pk}/")
    swapped = post(people.plc_lead, people.school, "say_outcome", plan.pk, htmx=True, **said).content.decode()
    assert f'id="room-said-{plan.pk}" class="part" hx-swap-oob="true"' in swapped
    assert "Two asked" in swapped


def test_outcome_is_for_owner_and_lead(people: Personas, running: Session) -> None:
    plan = make_plan(session=running, member=people.teacher)
    assert_closed_to_others(people, "say_outcome", plan.pk)
    said = {"outcome": "tried"}
    assert post(people.teaching_assistant, people.school, "say_outcome", plan.pk, **said).status_code == 403
    assert post(people.head, people.school, "say_outcome", plan.pk, **said).status_code == 404
    page = post(people.teacher, people.school, "say_outcome", plan.pk, outcome="failed").content.decode()
    assert "Not saved yet" in page
    plan.refresh_from_db()
    assert plan.outcome == "open"


def test_notes_are_saved_as_one_types(people: Personas, running: Session) -> None:
    answer = post(people.teacher, people.school, "notes", running.pk, htmx=True, text="One\r\nTwo", version=1)
    assert 'value="2"' in answer.content.decode()
    assert Session.objects.get().notes == "One\nTwo"
    assert post(people.teacher, people.school, "notes", running.pk, text="Three", version=2).status_code == 302
    assert_closed_to_others(people, "notes", running.pk, method="post")


@pytest.mark.parametrize("htmx", [True, False])
def test_two_who_write_notes_see_both_texts(people: Personas, running: Session, htmx: bool) -> None:
    save_notes(session=running, text="Theirs", version=1, by=people.plc_lead)
    page = post(people.teacher, people.school, "notes", running.pk, htmx=htmx, text="Mine", version=1).content.decode()
    assert "Theirs" in page
    assert "Keep both" in page
    assert htmx or "Mine</textarea>" in page
    assert Session.objects.get().notes == "Theirs"


@pytest.mark.parametrize("choice, kept", [("both", "Theirs\n\nMine"), ("mine", "Mine")])
def test_the_choice_between_two_notes_is_saved(people: Personas, running: Session, choice: str, kept: str) -> None:
    save_notes(session=running, text="Theirs", version=1, by=people.plc_lead)
    chosen = {"text": "Mine", "version": 1, choice: "2"}
    page = post(people.teacher, people.school, "notes", running.pk, htmx=True, **chosen).content.decode()
    assert Session.objects.get().notes == kept
    assert ('id="id_text"' in page) is (choice == "both")


def test_notes_that_are_too_long_say_so(people: Personas, running: Session) -> None:
    page = post(people.teacher, people.school, "notes", running.pk, htmx=True, text="x" * 4001, version=1)
    assert "at most 4000" in page.content.decode()
    assert Session.objects.get().notes == ""
