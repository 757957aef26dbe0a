"""The guided step into the next year."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from school.models import Batch, SchoolClass
from tests.factories.school import make_class
from tests.personas import Personas, client_for

PAGE = "/s/harbour-lane/school/calendar/next/"


class Fields(HTMLParser):
    """What the browser would send of a page's main form."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.sent: dict[str, str] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        ticked = given.get("type") != "checkbox" or "checked" in given
        if tag == "input" and given.get("name") and ticked and given["name"] != "q":
            self.sent[str(given["name"])] = given.get("value") or ("on" if given.get("type") == "checkbox" else "")


@pytest.mark.parametrize(
    ("person", "status"), [("administrator", 200), ("head", 200), ("teacher", 403), ("student", 403), ("stranger", 404)]
)
def test_page_by_person(people: Personas, person: str, status: int) -> None:
    assert client_for(getattr(people, person)).get(PAGE).status_code == status


def test_walk_through_with_undo(people: Personas) -> None:
    make_class(school=people.school, name="Oak", year_groups=(6,))
    client = client_for(people.administrator)
    sent = Fields(client.get(PAGE).content.decode()).sent
    check = client.post(PAGE, {**sent, "moves-0-name": "Maple Tree", "look": "yes"}).content.decode()
    assert "Maple → Maple Tree" in check and "Nothing is written yet" in check and Batch.objects.count() == 0
    again = Fields(check).sent
    assert "Maple Tree" in client.post(PAGE, {**again, "change": "yes"}).content.decode()
    page = client.post(PAGE, {**again, "go": "yes"}, follow=True).content.decode()
    assert "Take it back" in page and SchoolClass.objects.filter(name="Maple Tree").exists()
    twice = client.post(PAGE, {**again, "go": "yes"}).content.decode()
    assert "done already" in twice and Batch.objects.count() == 1
    undone = client.post(f"{PAGE}{Batch.objects.get().pk}/undo/").content.decode()
    assert "Everybody is where they were" in undone and not SchoolClass.objects.filter(name="Maple Tree").exists()


def test_wrong_dates_write_nothing(people: Personas) -> None:
    client = client_for(people.head)
    sent = Fields(client.get(PAGE).content.decode()).sent
    page = client.post(PAGE, {**sent, "year-ends_on": "2020-01-01", "go": "yes"}).content.decode()
    assert "comes after the first" in page and Batch.objects.count() == 0


def test_undo_of_another_schools_batch_is_not_found(people: Personas) -> None:
    assert client_for(people.head).post(f"{PAGE}999999/undo/").status_code == 404
