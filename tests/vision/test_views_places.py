"""Which places of the vision somebody sees, and where they are among them."""

import pytest
from django.urls import reverse

from tests.personas import Personas, client_for
from vision.views.places import Places, places_for


def labels(places: Places) -> tuple[list[str], list[str]]:
    return [str(place.label) for place in places.row], [str(place.label) for place in places.within]


@pytest.mark.parametrize(
    ("who", "row", "within"),
    [
        ("head", ["Read", "Speak", "Behaviours", "Leaders", "Listen"], ["The vision", "Threads"]),
        ("teacher", ["Read", "Speak", "Behaviours", "Leaders", "Pulse"], ["The vision", "Threads"]),
        ("administrator", ["Read", "Speak", "Behaviours", "Leaders"], ["The vision", "Threads"]),
        ("governor", ["The vision", "Threads", "Behaviours"], []),
        ("student", ["The vision", "Threads", "Behaviours"], []),
    ],
)
def test_each_sees_few_places_in_a_row(people: Personas, who: str, row: list[str], within: list[str]) -> None:
    assert labels(places_for(getattr(people, who), "vision:narrative")) == (row, within)


def test_reader_sees_in_which_group_and_on_which_page_they_are(people: Personas) -> None:
    places = places_for(people.head, "vision:promises")
    assert [place.label for place in places.row if place.current == "true"] == ["Leaders"] == [places.label]
    assert [place.label for place in places.within if place.current == "page"] == ["Promises"]
    assert places_for(people.head, "vision:behaviours").within == []


def test_group_with_one_place_is_that_place(people: Personas) -> None:
    pulse = places_for(people.teacher, "vision:pulse").row[-1]
    assert (pulse.url, pulse.current) == (reverse("vision:pulse", args=[people.school.slug]), "page")


@pytest.mark.parametrize("who", ["head", "teacher", "administrator", "governor", "student"])
def test_every_place_opens_and_marks_itself(people: Personas, who: str) -> None:
    member = getattr(people, who)
    client = client_for(member)
    doors = places_for(member, "").row
    for door in doors:
        page = client.get(door.url)
        places = page.context["places"]
        for place in places.within or [door]:
            found = client.get(place.url)
            assert found.status_code == 200
            assert found.content.decode().count('aria-current="page"') == 2, place
