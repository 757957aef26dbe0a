"""The story, two versions side by side, and one on paper."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.personas import Personas, client_for
from vision.narrative import publish_narrative, revise_paragraph, write_paragraph


def at(people: Personas, name: str, *args: object) -> str:
    return reverse(f"vision:{name}", args=[people.school.slug, *args])


def publish(people: Personas) -> None:
    publish_narrative(school=people.school, note="", by=people.head, now=timezone.now())


def make_versions(people: Personas, number: int = 2) -> None:
    paragraph = write_paragraph(school=people.school, block="why", text="We want 0.", by=people.head)
    publish(people)
    for more in range(1, number):
        paragraph = revise_paragraph(
            paragraph=paragraph, text=f"We want {more}.", version=paragraph.version, by=people.head
        )
        publish(people)


def test_staff_read_who_wrote_and_students_what_changed(people: Personas) -> None:
    make_versions(people)
    page = client_for(people.teacher).get(at(people, "versions")).text
    assert "was reworded: 1 word out, 1 word in" in page and "written by Helen Bellamy" in page
    page = client_for(people.student).get(at(people, "versions")).text
    assert "was reworded" in page and "written by" not in page


def test_two_versions_stand_side_by_side_with_words_for_what_is_marked(people: Personas) -> None:
    make_versions(people, 3)
    client, address = client_for(people.governor), at(people, "compare")
    for query in ("?old=1&new=3", "?old=3&new=1"):
        page = client.get(address + query).text
        assert '<del><span class="sr">taken out: </span>0.' in page
        assert '<ins><span class="sr">put in: </span>2.' in page
    assert "1." in client.get(address).text and "<del>" in client.get(address + "?old=x&new=9").text


def test_a_vision_that_is_not_published_has_nothing_to_compare(people: Personas) -> None:
    assert client_for(people.teacher).get(at(people, "compare")).status_code == 404
    assert client_for(people.teacher).get(at(people, "on_paper", 1)).status_code == 404
    assert "Nothing has been published" in client_for(people.teacher).get(at(people, "versions")).text


def test_the_vision_comes_on_paper(people: Personas) -> None:
    make_versions(people)
    answer = client_for(people.student).get(at(people, "on_paper", 2))
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    assert client_for(people.stranger).get(at(people, "on_paper", 2)).status_code == 404


def test_the_story_asks_the_same_few_queries_for_two_and_thirty(people: Personas) -> None:
    client, counts = client_for(people.head), []
    for number in (2, 28):
        make_versions(people, number)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(at(people, "versions"))
        counts.append(len([query for query in queries if "SAVEPOINT" not in query["sql"]]))
    assert counts[0] == counts[1] <= 15
