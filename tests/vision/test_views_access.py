"""Who may open what of the vision."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.school import TODAY
from tests.factories.vision import make_behaviour, make_commitment, make_leader_commitment, make_pulse
from tests.personas import Personas, client_for
from vision.narrative import publish_narrative, write_paragraph

READ = ("narrative", "versions", "version", "compare", "on_paper", "behaviours")
STAFF = ("promises", "pulse")
LEAD = (
    *("write", "publish", "add_commitment", "drop_commitment", "paragraph", "drop_paragraph", "add_paragraph"),
    *("split_text", "merge_text", "move_text", "return_text", "writers", "done", "beside", "circle", "public_switch"),
    *("adopt", "focus", "new_version", "add_behaviour", "reword", "promise_new", "promise_settle"),
    *("pulse_open", "pulse_results", "pulse_result"),
)
LEADS_ON = {"add_paragraph", "done", "beside"}
"""Asked for plainly, they lead to the page on which their part stands."""

POST_ONLY = {
    *("publish", "add_commitment", "drop_commitment", "drop_paragraph", "circle", "public_switch"),
    *("merge_text", "move_text", "return_text", "adopt", "focus", "new_version", "pulse_open"),
}


@pytest.fixture
def addresses(people: Personas) -> dict[str, str]:
    """Every page of the school's vision, with something behind it."""
    paragraph = write_paragraph(school=people.school, block="why", text="We want more.", by=people.head)
    publish_narrative(school=people.school, note="", by=people.head, now=timezone.now())
    last = {
        "version": 1,
        "on_paper": 1,
        **dict.fromkeys(("split_text", "merge_text", "move_text", "return_text"), paragraph.pk),
        **dict.fromkeys(("writers", "done", "beside"), paragraph.pk),
        "drop_commitment": make_commitment(school=people.school).pk,
        "paragraph": paragraph.pk,
        "drop_paragraph": paragraph.pk,
        "add_paragraph": "why",
        "reword": make_behaviour(school=people.school).pk,
        "promise_settle": make_leader_commitment(by=people.head, due_on=TODAY).pk,
        "pulse_result": make_pulse(term=people.term, by=people.head).pk,
    }
    slug = people.school.slug
    return {
        name: reverse(f"vision:{name}", args=[slug, last[name]] if name in last else [slug])
        for name in (*READ, *STAFF, *LEAD)
    }


@pytest.mark.parametrize("name", [*READ, *STAFF, *LEAD])
def test_stranger_gets_404_and_signed_out_the_sign_in(people: Personas, addresses: dict[str, str], name: str) -> None:
    for method in ("get", "post"):
        assert getattr(client_for(people.stranger), method)(addresses[name]).status_code == 404
        answer = getattr(client_for(None), method)(addresses[name])
        assert (answer.status_code, "/account/login/" in answer["Location"]) == (302, True)


@pytest.mark.parametrize("name", LEAD)
def test_only_leaders_lead(people: Personas, addresses: dict[str, str], name: str) -> None:
    for person in (people.teacher, people.student, people.governor, people.administrator):
        assert client_for(person).get(addresses[name]).status_code == 403
        assert client_for(person).post(addresses[name]).status_code == 403
    expected = 405 if name in POST_ONLY else 302 if name in LEADS_ON else 200
    assert client_for(people.head).get(addresses[name]).status_code == expected


@pytest.mark.parametrize("name", STAFF)
def test_staff_pages_are_for_staff(people: Personas, addresses: dict[str, str], name: str) -> None:
    for person in (people.student, people.governor):
        assert client_for(person).get(addresses[name]).status_code == 403
    for person in (people.teacher, people.teaching_assistant, people.head):
        assert client_for(person).get(addresses[name]).status_code == 200


@pytest.mark.parametrize("name", READ)
def test_everyone_here_reads_the_vision(people: Personas, addresses: dict[str, str], name: str) -> None:
    for person in people.members().values():
        assert client_for(person).get(addresses[name]).status_code == 200


def test_ids_of_another_school_are_404(people: Personas) -> None:
    theirs = people.stranger.school
    elsewhere = {
        "paragraph": write_paragraph(school=theirs, block="why", text="Ours", by=people.stranger).pk,
        "drop_commitment": make_commitment(school=theirs).pk,
        "reword": make_behaviour(school=theirs).pk,
        "promise_settle": make_leader_commitment(by=people.stranger, due_on=TODAY).pk,
    }
    for name, pk in elsewhere.items():
        address = reverse(f"vision:{name}", args=[people.school.slug, pk])
        assert client_for(people.head).post(address, {}).status_code == 404
