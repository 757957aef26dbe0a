"""The vision with its margin, speaking and replying."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories.dialogue import (
    make_draft,
    make_paragraph,
    make_remark,
    make_reply,
    make_unnamed_remark,
    make_window,
)
from tests.personas import Personas, client_for
from vision.models import Paragraph, Remark, RemarkReply, UnnamedRemark
from vision.narrative import draft_content, publish_narrative
from vision.remarks import margin_of, published_content

HTMX = {"HX-Request": "true"}


def at(people: Personas, name: str, *args: object) -> str:
    return reverse(f"vision:{name}", args=[people.school.slug, *args])


@pytest.fixture
def paragraph(people: Personas) -> Paragraph:
    found = make_paragraph(by=people.head, text="We wait. Then we help.")
    publish_narrative(school=people.school, note="", by=people.head, now=timezone.now())
    return found


def given(people: Personas, paragraph: Paragraph, **more: str) -> dict[str, str]:
    passage = margin_of(people.teacher, published_content(people.school)).passage(paragraph.pk)
    words = {"kind": "doubt", "quote": "", "text": "Will there be time?", "voice": "named"}
    return {**words, "client_key": str(uuid.uuid4()), "read": passage.seal if passage else "", **more}


def test_an_empty_vision_says_so(people: Personas) -> None:
    assert "nothing to speak about yet" in client_for(people.teacher).get(at(people, "dialogue")).text


def test_margin_shows_names_where_they_were_given(people: Personas, paragraph: Paragraph) -> None:
    remark = make_remark(by=people.teacher, paragraph=paragraph, text="A story", quote="Then we help")
    make_reply(by=people.head, remark=remark, text="Thank you for it")
    make_unnamed_remark(paragraph=paragraph, text="A doubt")
    make_window(by=people.head)
    page = client_for(people.teaching_assistant).get(at(people, "dialogue")).text
    for words in ("Amira Rahman", "A story", "Then we help", "Thank you for it", "without a name", "A doubt"):
        assert words in page
    assert "Is this what you see in class?" in page and "Open until the end of" in page


@pytest.mark.parametrize("person", ["student", "governor"])
def test_dialogue_is_for_staff(people: Personas, paragraph: Paragraph, person: str) -> None:
    client = client_for(getattr(people, person))
    for address in (at(people, "dialogue"), at(people, "say", paragraph.pk)):
        assert client.get(address).status_code == 403
    assert client_for(people.stranger).get(at(people, "dialogue")).status_code == 404


@pytest.mark.parametrize("voice", ["named", "unnamed"])
def test_speaking_leads_back_to_the_paragraph(people: Personas, paragraph: Paragraph, voice: str) -> None:
    answer = client_for(people.teacher).post(at(people, "say", paragraph.pk), given(people, paragraph, voice=voice))
    assert answer["Location"] == at(people, "dialogue") + f"#margin-{paragraph.pk}"
    assert (Remark.objects.count(), UnnamedRemark.objects.count()) == ((1, 0) if voice == "named" else (0, 1))


def test_form_and_margin_come_as_fragments(people: Personas, paragraph: Paragraph) -> None:
    client, address = client_for(people.teacher), at(people, "say", paragraph.pk)
    form = client.get(address, headers=HTMX).text.strip()
    assert form.startswith(f'<aside class="margin" id="margin-{paragraph.pk}"') and "<form" in form
    assert "any of the 5 people" in form and "It cannot hide the way you write" in form
    margin = client.post(address, given(people, paragraph), headers=HTMX).text
    assert "Will there be time?" in margin and "<form" not in margin and "It stands beside the paragraph" in margin


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_refusal_shows_its_error_and_keeps_what_was_typed(people, paragraph: Paragraph, headers) -> None:
    body = given(people, paragraph, quote="We shout.", voice="")
    answer = client_for(people.teacher).post(at(people, "say", paragraph.pk), body, headers=headers)
    assert answer.status_code == 200
    assert "Choose whether your name stands beside it" in answer.text and "Will there be time?" in answer.text
    body |= {"voice": "unnamed"}
    again = client_for(people.teacher).post(at(people, "say", paragraph.pk), body, headers=headers)
    assert "These words do not stand in the paragraph" in again.text
    assert not Remark.objects.exists() and not UnnamedRemark.objects.exists()


def test_words_rewritten_in_between_are_read_again_before_it_is_said(people: Personas) -> None:
    paragraph, client = make_paragraph(by=people.head, text="We wait."), client_for(people.teacher)
    type(make_draft(by=people.head)).objects.update(circle="staff")
    seal = margin_of(people.teacher, draft_content(people.school)).passage(paragraph.pk).seal
    body = given(people, paragraph, voice="unnamed", read=seal)
    for model in (paragraph, paragraph.wordings.get()):
        type(model).objects.filter(pk=model.pk).update(text="We wait. Then we ask.")
    for read in (seal, "1:made-up"):
        page = client.post(at(people, "say_draft", paragraph.pk), body | {"read": read}).text
        assert "changed while you were writing" in page and "Will there be time?" in page
    assert not UnnamedRemark.objects.exists()


def test_draft_is_spoken_about_only_in_the_circle_of_staff(people: Personas) -> None:
    paragraph, client = make_paragraph(by=people.head, text="Not yet for all."), client_for(people.teacher)
    addresses = at(people, "dialogue_draft"), at(people, "say_draft", paragraph.pk)
    make_draft(by=people.head, circle="leaders")
    assert [client.get(address).status_code for address in addresses] == [404, 404]
    type(make_draft(by=people.head, written_for="families")).objects.update(circle="staff")
    assert all("Not yet for all." in client.get(address).text for address in addresses)
    assert client.get(at(people, "say", paragraph.pk)).status_code == 404


def test_replies_stand_under_both(people: Personas, paragraph: Paragraph) -> None:
    named, unnamed = make_remark(by=people.teacher, paragraph=paragraph), make_unnamed_remark(paragraph=paragraph)
    client = client_for(people.head)
    for name, remark in (("reply", named), ("reply_unnamed", unnamed)):
        address = at(people, name, remark.pk)
        assert remark.text in client.get(address).text
        assert "Please fill this in" in client.post(address, {"text": ""}).text
        answer = client.post(address, {"text": "Yes.", "client_key": str(uuid.uuid4())})
        assert answer["Location"] == at(people, "dialogue") + f"#said-{remark.pk}"
    assert RemarkReply.objects.count() == 2


def test_page_asks_the_same_few_queries_for_one_remark_and_thirty(people: Personas, paragraph: Paragraph) -> None:
    client, counts = client_for(people.teacher), []
    make_window(by=people.head)
    for number in (1, 30):
        for _each in range(number):
            make_reply(by=people.head, remark=make_remark(by=people.teacher, paragraph=paragraph))
            make_unnamed_remark(paragraph=paragraph)
        with CaptureQueriesContext(connection) as queries:
            client.get(at(people, "dialogue"))
        counts.append(len([query for query in queries if "SAVEPOINT" not in query["sql"]]))
    assert counts[0] == counts[1] <= 15


def test_the_vision_leads_staff_to_the_dialogue_and_nobody_else(people: Personas, paragraph: Paragraph) -> None:
    told = {
        who: at(people, "dialogue") in client_for(getattr(people, who)).get(at(people, "narrative")).text
        for who in ("teacher", "head", "student", "governor")
    }
    assert told == {"teacher": True, "head": True, "student": False, "governor": False}
