"""Enquiry pages from opening to sharing."""

from __future__ import annotations

import pytest

from enquiry.cycles import complete_stage, lock_prediction, save_stage_notes
from enquiry.models import Enquiry
from tests.enquiry.access import MOST_QUERIES, assert_closed_to_others, get, post, queries_of
from tests.factories.enquiry import STARTS_AT, make_enquiry
from tests.factories.school import TODAY, make_member
from tests.factories.vision import make_behaviour
from tests.personas import Personas

GUESS = {"prediction": "Ten will ask", "baseline": "4 of 28 asked"}
ENDING = {"result": "9 of 28 ask", "decision": "drop", "reason": "Too slow for us"}


@pytest.fixture
def enquiry(people: Personas) -> Enquiry:
    return make_enquiry(owner=people.teacher, team=(people.teaching_assistant,))


def test_teacher_opens_an_enquiry(people: Personas) -> None:
    behaviour = make_behaviour(school=people.school)
    words = {"question": "Do they ask more?", "behaviour": behaviour.pk, "cycle": "pdsa", "origin": "own"}
    answer = post(people.teacher, people.school, "open", **words, team=[people.plc_lead.pk])
    enquiry = Enquiry.objects.get()
    assert answer["Location"].endswith(f"/enquiries/{enquiry.pk}/")
    assert (enquiry.owner, enquiry.stages.count(), enquiry.team.get().member) == (people.teacher, 4, people.plc_lead)


def test_opening_needs_a_question_and_keeps_the_rest(people: Personas) -> None:
    behaviour = make_behaviour(school=people.school)
    words = {"question": "", "why": "It matters", "behaviour": behaviour.pk, "cycle": "pdsa", "origin": "own"}
    page = post(people.teacher, people.school, "open", **words).content.decode()
    assert "id_question_error" in page
    assert "It matters" in page
    assert not Enquiry.objects.exists()


def test_opening_page_teaches_before_there_is_a_framework(people: Personas) -> None:
    assert "First the school chooses" in get(people.teacher, people.school, "open").content.decode()
    assert_closed_to_others(people, "open")


def test_enquiry_is_seen_by_owner_and_team_only_until_shared(people: Personas, enquiry: Enquiry) -> None:
    for person, status in (
        (people.teacher, 200),
        (people.teaching_assistant, 200),
        (people.plc_lead, 404),
        (people.head, 404),
    ):
        assert get(person, people.school, "enquiry", enquiry.pk).status_code == status
    post(people.teacher, people.school, "share", enquiry.pk, ring="school")
    assert get(people.head, people.school, "enquiry", enquiry.pk).status_code == 200
    assert_closed_to_others(people, "enquiry", enquiry.pk)


def test_readers_write_nothing(people: Personas, enquiry: Enquiry) -> None:
    post(people.teacher, people.school, "share", enquiry.pk, ring="school")
    stage = enquiry.stages.first()
    page = get(people.head, people.school, "enquiry", enquiry.pk).content.decode()
    assert "<textarea" not in page
    for view, pk in (("predict", enquiry.pk), ("conclude", enquiry.pk), ("share", enquiry.pk), ("stage", stage.pk)):
        assert post(people.head, people.school, view, pk, notes="x", version=1).status_code == 403
        assert_closed_to_others(people, view, pk, method="post")


def test_only_the_owner_shares(people: Personas, enquiry: Enquiry) -> None:
    assert post(people.teaching_assistant, people.school, "share", enquiry.pk, ring="plc").status_code == 403
    page = post(people.teacher, people.school, "share", enquiry.pk, ring="world").content.decode()
    assert "Not saved yet" in page or "valid choice" in page
    assert Enquiry.objects.get().ring == "mine"


def test_prediction_is_locked_and_shown_beside_the_result(people: Personas, enquiry: Enquiry) -> None:
    post(people.teacher, people.school, "predict", enquiry.pk, **GUESS)
    post(people.teacher, people.school, "predict", enquiry.pk, prediction="All", baseline="None")
    page = get(people.teacher, people.school, "enquiry", enquiry.pk).content.decode()
    assert "Ten will ask" in page
    assert "Not known yet" in page
    assert 'name="prediction"' not in page
    assert Enquiry.objects.get().prediction == "Ten will ask"


def test_prediction_without_baseline_is_refused_and_kept(people: Personas, enquiry: Enquiry) -> None:
    page = post(people.teacher, people.school, "predict", enquiry.pk, prediction="Ten", baseline="").content.decode()
    assert 'value="Ten"' in page
    assert "id_baseline_error" in page
    assert Enquiry.objects.get().predicted_at is None


def test_stage_is_kept_while_typing_and_done_on_demand(people: Personas, enquiry: Enquiry) -> None:
    stage = enquiry.stages.first()
    kept = post(people.teacher, people.school, "stage", stage.pk, htmx=True, notes="We saw", version=1)
    assert 'id="stage-state"' in kept.content.decode()
    assert 'value="2"' in kept.content.decode()
    done = post(people.teacher, people.school, "stage", stage.pk, notes="We saw six", version=2, done="1")
    stage.refresh_from_db()
    assert (done.status_code, stage.notes, stage.done_on is not None) == (302, "We saw six", True)


def test_stage_without_notes_is_not_done(people: Personas, enquiry: Enquiry) -> None:
    page = post(people.teacher, people.school, "stage", enquiry.stages.first().pk, notes="", version=1, done="1")
    assert "at least a line" in page.content.decode()
    assert enquiry.stages.filter(done_on=None).count() == 8


@pytest.mark.parametrize("htmx", [True, False])
def test_two_who_write_a_stage_see_both_texts(people: Personas, enquiry: Enquiry, htmx: bool) -> None:
    stage = enquiry.stages.first()
    save_stage_notes(stage=stage, notes="Theirs", by=people.teaching_assistant)
    page = post(people.teacher, people.school, "stage", stage.pk, htmx=htmx, notes="Mine", version=1)
    assert "Theirs" in page.content.decode()
    assert htmx or "Mine</textarea>" in page.content.decode()
    post(people.teacher, people.school, "stage", stage.pk, htmx=htmx, notes="Theirs and mine", version=1, mine="2")
    stage.refresh_from_db()
    assert stage.notes == "Theirs and mine"


def test_dropping_with_a_reason_is_told_as_a_success(people: Personas, enquiry: Enquiry) -> None:
    lock_prediction(enquiry=enquiry, by=people.teacher, now=STARTS_AT, **GUESS)
    assert post(people.teacher, people.school, "conclude", enquiry.pk, **ENDING).status_code == 302
    page = get(people.teacher, people.school, "enquiry", enquiry.pk).content.decode()
    for word in ("Dropped, with a reason", "Too slow for us", "Ten will ask", "4 of 28 asked", "9 of 28 ask"):
        assert word in page


def test_concluding_needs_a_reason(people: Personas, enquiry: Enquiry) -> None:
    page = post(people.teacher, people.school, "conclude", enquiry.pk, **{**ENDING, "reason": ""}).content.decode()
    assert "id_reason_error" in page
    assert "9 of 28 ask" in page
    adopt = post(people.teacher, people.school, "conclude", enquiry.pk, **{**ENDING, "decision": "adopt"})
    assert "say first where you began" in adopt.content.decode()
    assert Enquiry.objects.get().state == "active"


def test_enquiry_page_costs_the_same_for_a_large_team(people: Personas) -> None:
    asked = []
    for size in (1, 3, 30):
        team = tuple(make_member(school=people.school) for _ in range(size))
        enquiry = make_enquiry(owner=people.teacher, team=team)
        for stage in enquiry.stages.all()[: min(size, 6)]:
            complete_stage(stage=stage, notes="Seen", by=people.teacher, on=TODAY)
        asked.append(queries_of(people.teacher, people.school, "enquiry", enquiry.pk))
    assert asked[0] == asked[1] == asked[2] <= MOST_QUERIES
