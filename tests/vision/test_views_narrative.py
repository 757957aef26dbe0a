"""Reading and writing the vision."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories.dialogue import make_remark
from tests.factories.vision import make_commitment
from tests.personas import Personas, client_for
from vision.models import Commitment, Paragraph, PublishedNarrative
from vision.narrative import publish_narrative, revise_paragraph, write_paragraph
from vision.themes import adopt_wording

HTMX = {"HX-Request": "true"}


def at(people: Personas, name: str, *args: object) -> str:
    return reverse(f"vision:{name}", args=[people.school.slug, *args])


def write(people: Personas, text: str = "We want more.") -> Paragraph:
    return write_paragraph(school=people.school, block="why", text=text, by=people.head)


def test_empty_vision_teaches_leaders_and_tells_others(people: Personas) -> None:
    assert "Write the first paragraph" in client_for(people.head).get(at(people, "narrative")).text
    assert "is being written" in client_for(people.teacher).get(at(people, "narrative")).text


def test_readers_see_the_published_words_and_not_the_draft(people: Personas) -> None:
    paragraph = write(people)
    make_commitment(school=people.school, wording="name what they saw")
    publish_narrative(school=people.school, note="First", by=people.head, now=timezone.now())
    revise_paragraph(paragraph=paragraph, text="Not yet for all", version=1, by=people.head)
    page = client_for(people.student).get(at(people, "narrative")).text
    assert "We want more." in page
    assert "name what they saw" in page
    assert "Not yet for all" not in page
    assert "not published" in client_for(people.head).get(at(people, "narrative")).text


def test_earlier_versions_stay_readable(people: Personas) -> None:
    for text in ("First words", "Second words"):
        write(people, text)
        publish_narrative(school=people.school, note=f"Added {text}", by=people.head, now=timezone.now())
    client = client_for(people.governor)
    listed = client.get(at(people, "versions")).text
    assert "Added First words" in listed
    old = client.get(at(people, "version", 1)).text
    assert ("First words" in old, "Second words" in old, "earlier version" in old) == (True, False, True)
    assert client.get(at(people, "version", 9)).status_code == 404


def test_accepted_words_bear_their_credit_on_the_plain_page_and_on_earlier_versions(people: Personas) -> None:
    paragraph = write(people)
    publish_narrative(school=people.school, note="", by=people.head, now=timezone.now())
    remark = make_remark(by=people.teacher, paragraph=paragraph, kind="wording", text="We want most.")
    adopt_wording(remark=remark, paragraph=paragraph, text="We want most.", version=1, by=people.head)
    for text in ("", "Something else."):
        if text:
            revise_paragraph(paragraph=paragraph, text=text, version=2, by=people.head)
        publish_narrative(school=people.school, note="", by=people.head, now=timezone.now())
    staff, student = client_for(people.plc_lead), client_for(people.student)
    credited = [number for number in (1, 2, 3) if "Amira Rahman" in staff.get(at(people, "version", number)).text]
    assert credited == [2]
    page = student.get(at(people, "version", 2)).text
    assert ("Amira" in page, "In the words of somebody who works here" in page) == (False, True)
    assert staff.get(at(people, "on_paper", 2)).content[:5] == b"%PDF-"


def test_paragraph_is_added_plainly_and_by_htmx(people: Personas) -> None:
    client, address = client_for(people.head), at(people, "add_paragraph", "path")
    answer = client.post(address, {"text": "This year we begin."})
    assert answer["Location"] == at(people, "write") + "#block-path"
    fragment = client.post(address, {"text": "Next year we go on."}, headers=HTMX).text.strip()
    assert fragment.startswith('<section id="block-path"')
    assert "Next year we go on." in fragment
    assert Paragraph.objects.filter(block="path").count() == 2


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_paragraph_without_words_shows_its_error(people: Personas, headers: dict[str, str]) -> None:
    answer = client_for(people.head).post(at(people, "add_paragraph", "path"), {"text": " "}, headers=headers)
    assert answer.status_code == 200
    assert "Please fill this in" in answer.text
    assert not Paragraph.objects.exists()


def test_unknown_block_is_404(people: Personas) -> None:
    assert client_for(people.head).post(at(people, "add_paragraph", "moon"), {"text": "x"}).status_code == 404


def test_taking_out_and_ending_answer_with_the_block(people: Personas) -> None:
    client, paragraph, commitment = client_for(people.head), write(people), make_commitment(school=people.school)
    gone = client.post(at(people, "drop_paragraph", paragraph.pk), headers=HTMX).text
    assert "We want more." not in gone
    assert client.post(at(people, "drop_commitment", commitment.pk)).status_code == 302
    assert Commitment.objects.get().retired_on


def test_commitment_is_made_or_refused_with_what_was_typed(people: Personas) -> None:
    client, address = client_for(people.head), at(people, "add_commitment")
    refused = client.post(address, {"who": "nobody", "wording": "ask before they tell"})
    assert "ask before they tell" in refused.text
    assert not Commitment.objects.exists()
    client.post(address, {"who": "adults", "wording": "ask before they tell"}, headers=HTMX)
    assert Commitment.objects.get().wording == "ask before they tell"


def test_publishing_and_its_refusal(people: Personas) -> None:
    client, address = client_for(people.head), at(people, "publish")
    assert "nothing to publish yet" in client.post(address, {"note": "Now"}).text
    write(people)
    assert client.post(address, {"note": "Now"})["Location"] == at(people, "narrative")
    assert PublishedNarrative.objects.get().note == "Now"


@pytest.mark.parametrize("name", ["narrative", "write", "versions"])
def test_pages_ask_the_same_few_queries_for_one_and_thirty(people: Personas, name: str) -> None:
    client, counts = client_for(people.head), []
    for number in (1, 3, 30):
        for extra in range(number):
            write(people, f"Paragraph {number} {extra}")
            make_commitment(school=people.school)
            publish_narrative(school=people.school, note="", by=people.head, now=timezone.now())
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(at(people, name))
        counts.append(len([query for query in queries if "SAVEPOINT" not in query["sql"]]))
    assert len(set(counts)) == 1
    assert counts[0] <= 15
