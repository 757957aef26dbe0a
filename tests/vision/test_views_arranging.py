"""Splitting, merging, moving and bringing back by plain forms."""

from django.urls import reverse

from tests.personas import Personas, client_for
from vision.models import Paragraph
from vision.narrative import write_paragraph
from vision.queries import live_paragraphs


def at(people: Personas, name: str, *args: object) -> str:
    return reverse(f"vision:{name}", args=[people.school.slug, *args])


def write(people: Personas, text: str) -> Paragraph:
    return write_paragraph(school=people.school, block="why", text=text, by=people.head)


def order(people: Personas) -> list[tuple[str, str]]:
    return list(live_paragraphs(people.school).order_by("block", "position").values_list("block", "text"))


def test_a_paragraph_is_split_where_the_reader_chooses(people: Personas) -> None:
    whole, client = write(people, "We want more. Children ask."), client_for(people.head)
    address = at(people, "split_text", whole.pk)
    assert "Children ask." in client.get(address).text
    assert "Choose where the second part begins" in client.post(address, {"version": 1}).text
    assert "changed this paragraph" in client.post(address, {"version": 7, "at": 14}).text
    assert client.post(address, {"version": 1, "at": 14}).status_code == 302
    assert order(people) == [("why", "We want more."), ("why", "Children ask.")]
    assert "one sentence" in client.get(address).text


def test_two_neighbours_are_merged_and_the_second_comes_back(people: Personas) -> None:
    first, second, client = write(people, "One."), write(people, "Two."), client_for(people.head)
    address = at(people, "merge_text", first.pk)
    assert "changed this paragraph" in client.post(address, {"version": 1, "other_version": 9}, follow=True).text
    page = client.post(address, {"version": 1, "other_version": 1}, follow=True).text
    assert order(people) == [("why", "One. Two.")]
    assert "merged into another paragraph" in page
    assert "no paragraph after" in client.post(address, {"version": 2, "other_version": 1}, follow=True).text
    client.post(at(people, "return_text", second.pk))
    assert order(people) == [("why", "One. Two."), ("why", "Two.")]


def test_paragraphs_are_moved_up_down_and_to_another_part(people: Personas) -> None:
    write(people, "One.")
    second, client = write(people, "Two."), client_for(people.head)
    address = at(people, "move_text", second.pk)
    client.post(address, {"way": "up"})
    assert order(people) == [("why", "Two."), ("why", "One.")]
    client.post(address, {"way": "to", "block": "path"})
    assert order(people) == [("path", "Two."), ("why", "One.")]
    assert "Choose where it goes" in client.post(address, {"way": "sideways"}, follow=True).text


def test_only_who_writes_the_vision_arranges_it(people: Personas) -> None:
    paragraph = write(people, "One. Two.")
    for name in ("split_text", "merge_text", "move_text", "return_text"):
        assert client_for(people.teacher).post(at(people, name, paragraph.pk)).status_code == 403
        assert client_for(people.stranger).post(at(people, name, paragraph.pk)).status_code == 404
