"""A draft as a whole: its circle, its audience, its public page."""

import pytest
from django.urls import reverse
from django.utils import timezone

from school.models import Member, Role
from tests.factories.school import make_member
from tests.personas import Personas, client_for
from vision.circles import draft_for
from vision.models import Paragraph
from vision.narrative import publish_narrative, write_paragraph


def at(people: Personas, name: str, *args: object) -> str:
    return reverse(f"vision:{name}", args=[people.school.slug, *args])


def write(people: Personas, text: str, written_for: str = "everyone") -> None:
    write_paragraph(school=people.school, block="why", text=text, by=people.head, written_for=written_for)


def publish(people: Personas, written_for: str = "everyone") -> None:
    publish_narrative(school=people.school, note="", by=people.head, now=timezone.now(), written_for=written_for)


@pytest.fixture
def leader(people: Personas) -> Member:
    return make_member(school=people.school, name="Ines Costa", roles=(Role.SENIOR_LEADER,), sign_in=True)


def test_staff_read_the_draft_once_it_is_opened_to_them(people: Personas) -> None:
    write(people, "A draft sentence.")
    publish(people)
    write(people, "Only drafted.")
    teacher, address = client_for(people.teacher), at(people, "read_draft")
    assert teacher.get(address).status_code == 404
    client_for(people.head).post(at(people, "circle"), {"circle": "staff"})
    assert "Only drafted." in teacher.get(address).text
    assert "draft of the next version is open to you" in teacher.get(at(people, "narrative")).text
    assert client_for(people.student).get(address).status_code == 404
    assert teacher.get(at(people, "write")).status_code == 403


def test_a_draft_kept_by_one_leader_is_closed_to_the_other(people: Personas, leader: Member) -> None:
    write(people, "My own thought.")
    client_for(people.head).post(at(people, "circle"), {"circle": "me"})
    refused = client_for(leader).get(at(people, "write"), follow=True).text
    assert "Helen Bellamy keeps this draft" in refused and "My own thought." not in refused
    paragraph = Paragraph.objects.get()
    for name in ("paragraph", "split_text", "writers", "done"):
        assert client_for(leader).get(at(people, name, paragraph.pk)).status_code == 404
    assert client_for(leader).post(at(people, "public_switch"), {"public": "on"}).status_code == 404
    assert "My own thought." in client_for(people.head).get(at(people, "write")).text


def test_a_circle_that_does_not_exist_is_refused(people: Personas) -> None:
    answer = client_for(people.head).post(at(people, "circle"), {"circle": "moon"}, follow=True)
    assert "Select a valid choice" in answer.text
    assert draft_for(people.school, "everyone").circle == "leaders"


def test_students_read_their_own_version_where_there_is_one(people: Personas) -> None:
    write(people, "For everyone.")
    publish(people)
    student, address = client_for(people.student), at(people, "narrative")
    assert "For everyone." in student.get(address).text
    client_for(people.head).post(at(people, "add_paragraph", "why") + "?for=students", {"text": "For us."})
    client_for(people.head).post(at(people, "publish") + "?for=students", {"note": ""})
    assert ("For us." in student.get(address).text, "For everyone." in student.get(address).text) == (True, False)
    assert "For everyone." in client_for(people.teacher).get(address).text
    assert "For us." in client_for(people.teacher).get(address + "?for=students").text


def test_the_public_page_is_there_while_it_is_switched_on(people: Personas) -> None:
    write(people, "Published words.")
    publish(people)
    write(people, "Only drafted.")
    anybody, address = client_for(None), reverse("our_vision", args=[people.school.slug])
    assert anybody.get(address).status_code == 404
    client_for(people.head).post(at(people, "public_switch"), {"public": "on"})
    page = anybody.get(address).text
    assert ("Published words." in page, "Only drafted." in page, "Helen" in page) == (True, False, False)
    paper = anybody.get(reverse("public_paper", args=[people.school.slug, "everyone"]))
    assert (paper["Content-Type"], paper.content[:5]) == ("application/pdf", b"%PDF-")
    assert anybody.get(reverse("public_paper", args=[people.school.slug, "families"])).status_code == 404
    assert anybody.get(reverse("public_vision", args=[people.school.slug, "families"])).status_code == 404
    assert anybody.get(reverse("our_vision", args=["no-such-school"])).status_code == 404
    client_for(people.head).post(at(people, "public_switch"), {"public": "off"})
    assert anybody.get(address).status_code == 404
