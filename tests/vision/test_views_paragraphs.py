"""Editing one paragraph: saved while it is typed, two writers, the outbox."""

import uuid

import pytest
from django.urls import reverse

from school.models import Member, Role
from tests.factories.school import make_member
from tests.personas import Personas, client_for
from vision.models import Paragraph, Wording
from vision.narrative import revise_paragraph, write_paragraph

HTMX, OUTBOX = {"HX-Request": "true"}, {"X-Outbox": "1"}


def at(people: Personas, name: str, *args: object) -> str:
    return reverse(f"vision:{name}", args=[people.school.slug, *args])


def make_senior(people: Personas) -> Member:
    return make_member(school=people.school, name="Ines Costa", roles=(Role.SENIOR_LEADER,), sign_in=True)


@pytest.fixture
def paragraph(people: Personas) -> Paragraph:
    return write_paragraph(school=people.school, block="why", text="We want more. Children ask.", by=people.head)


@pytest.fixture
def waits(people: Personas, paragraph: Paragraph) -> Wording:
    """What Helen sent after Joe had saved."""
    revise_paragraph(paragraph=paragraph, text="Joe was quicker", version=1, by=people.plc_lead)
    words = {"text": "Helen typed this", "version": 1, "began": paragraph.text}
    client_for(people.head).post(at(people, "paragraph", paragraph.pk), words, headers=OUTBOX)
    return Wording.objects.get(beside=True)


def test_the_form_opens_in_its_place_and_saves_plainly(people: Personas, paragraph: Paragraph) -> None:
    client, address = client_for(people.head), at(people, "paragraph", paragraph.pk)
    assert client.get(address, headers=HTMX).text.strip().startswith(f'<div id="p-{paragraph.pk}"')
    answer = client.post(address, {"text": "Better.", "version": 1})
    assert answer["Location"] == at(people, "write") + f"#p-{paragraph.pk}"
    assert Paragraph.objects.get().text == "Better."
    assert client.get(at(people, "done", paragraph.pk))["Location"] == answer["Location"]
    assert "Better." in client.get(at(people, "done", paragraph.pk), headers=HTMX).text


def test_a_text_saved_while_it_is_typed_is_answered_with_the_clock(people: Personas, paragraph: Paragraph) -> None:
    client, address = client_for(people.head), at(people, "paragraph", paragraph.pk)
    told = client.post(address, {"text": "Better.", "version": 1}, headers=OUTBOX).json()
    assert (told["state"], told["version"], told["url"]) == ("saved", 2, address)
    assert told["words"].startswith("Saved ") and len(told["words"]) == len("Saved 10:42")
    refused = client.post(address, {"text": " ", "version": 2}, headers=OUTBOX)
    assert (refused.status_code, refused.json()) == (422, {"sentence": "Please fill this in."})


def test_the_second_writer_is_told_and_both_texts_stand(people: Personas, paragraph: Paragraph, waits: Wording) -> None:
    client, address = client_for(people.head), at(people, "paragraph", paragraph.pk)
    words = {"text": "Helen typed this", "version": 1, "began": paragraph.text}
    told = client.post(address, words, headers=OUTBOX).json()
    assert (told["state"], told["words"].startswith("Joe Okoro changed this paragraph")) == ("beside", True)
    assert Paragraph.objects.get().text == "Joe was quicker"
    page = client.post(address, words, follow=True).text
    for seen in ("Joe was quicker", "Helen typed this", "Joe Okoro changed this paragraph", "<del>", "<ins>"):
        assert seen in page


@pytest.mark.parametrize(
    ("take", "text"), [("stands", "Joe was quicker"), ("waits", "Helen typed this"), ("both", "Us")]
)
def test_one_of_three_texts_is_taken(people: Personas, waits: Wording, take: str, text: str) -> None:
    address = at(people, "take", waits.paragraph_id, waits.pk)
    client_for(people.head).post(address, {"take": take, "text": "Us", "version": 2}, headers=HTMX)
    waits.refresh_from_db()
    assert (Paragraph.objects.get().text, waits.settled_at is not None) == (text, True)


def test_taking_from_an_older_page_shows_what_stands_now(people: Personas, waits: Wording) -> None:
    address = at(people, "take", waits.paragraph_id, waits.pk)
    for headers in (HTMX, {}):
        answer = client_for(people.head).post(address, {"take": "waits", "version": 1}, headers=headers, follow=True)
        assert "Joe Okoro changed this paragraph" in answer.text
    assert Paragraph.objects.get().text == "Joe was quicker"


@pytest.mark.parametrize("headers", [HTMX, {}])
def test_what_was_typed_of_both_outlives_a_refusal(people: Personas, waits: Wording, headers: dict[str, str]) -> None:
    address = at(people, "take", waits.paragraph_id, waits.pk)
    typed = {"take": "both", "text": "Joe and Helen, brought together by hand", "version": 1}
    answer = client_for(people.head).post(address, typed, headers=headers)
    assert "Joe Okoro changed this paragraph" in answer.text
    assert "Joe and Helen, brought together by hand</textarea>" in answer.text
    waits.refresh_from_db()
    assert waits.settled_at is None


def test_text_beside_a_paragraph_taken_out_is_found_and_can_stand(people: Personas, waits: Wording) -> None:
    client = client_for(people.head)
    client.post(at(people, "drop_paragraph", waits.paragraph_id))
    address = at(people, "paragraph", waits.paragraph_id)
    assert f'href="{address}">A text waits beside it' in client.get(at(people, "write")).text
    assert "Bring it back if the text beside it shall stand." in client.get(address).text
    client.post(at(people, "return_text", waits.paragraph_id))
    client.post(at(people, "take", waits.paragraph_id, waits.pk), {"take": "waits", "version": 2})
    paragraph = Paragraph.objects.get()
    assert (paragraph.text, paragraph.retired_at) == ("Helen typed this", None)


def test_writers_see_each_other_and_a_newer_text(people: Personas, paragraph: Paragraph) -> None:
    address, leader = at(people, "writers", paragraph.pk), make_senior(people)
    assert "is writing here" not in client_for(leader).get(address, headers=HTMX).text
    seen = client_for(people.head).get(address, {"version": 1}, headers=HTMX).text
    assert "Ines Costa is writing here" in seen and "newer text" not in seen
    revise_paragraph(paragraph=paragraph, text="Newer", version=1, by=leader)
    assert "saved a newer text" in client_for(people.head).get(address, {"version": 1}, headers=HTMX).text


def test_a_new_paragraph_is_one_however_often_it_is_sent(people: Personas) -> None:
    client, address, uid = client_for(people.head), at(people, "add_paragraph", "path"), str(uuid.uuid4())
    told = client.post(address, {"text": "This", "uid": uid}, headers=OUTBOX).json()
    client.post(address, {"text": "This year", "uid": uid, "sent": ["This"]}, headers=OUTBOX)
    made = Paragraph.objects.get()
    assert (made.text, told["url"]) == ("This year", at(people, "paragraph", made.pk))
    assert client.get(address, headers=HTMX).text.strip().startswith('<section id="block-path"')


def test_who_does_not_write_the_vision_gets_no_form(people: Personas, waits: Wording) -> None:
    client = client_for(people.teacher)
    for name, args in (("writers", ()), ("beside", ()), ("done", ()), ("take", (waits.pk,))):
        assert client.post(at(people, name, waits.paragraph_id, *args)).status_code == 403
    assert client_for(people.stranger).get(at(people, "writers", waits.paragraph_id)).status_code == 404
