"""Places put away class by class."""

from __future__ import annotations

import datetime

import pytest

from school.rosters.places import Place, PlaceIds, Places
from school.rosters.wanted import SchoolWanted
from tests.factories.rosters import put_all_away

DAY = datetime.date(2025, 9, 3)


@pytest.fixture(params=["held", "put away"])
def places(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Places:
    if request.param == "put away":
        put_all_away(monkeypatch)
    found = Places()
    for name in ("7A", "7B", "7C"):
        found.add_class(name, [Place(f"P{n}", "student", DAY, None, (f"e{name}{n}",)) for n in range(3)])
    return found


def test_places_are_a_mapping_in_the_order_of_classes(places: Places) -> None:
    assert list(places)[:4] == [("7A", "P0", "student"), ("7A", "P1", "student"), ("7A", "P2", "student"),
                                ("7B", "P0", "student")]  # fmt: skip
    assert len(places) == 9 and dict(places) == dict.fromkeys(places, (DAY, None))
    assert dict(places.items()) == dict(places) and [place.member for place in places.each()] == ["P0", "P1", "P2"] * 3
    assert ("7A", "P2", "teacher") not in places and ("8A", "P2", "student") not in places


def test_each_place_knows_the_rows_behind_it(places: Places) -> None:
    ids = PlaceIds(places)
    assert ids["7B", "P1", "student"] == ("e7B1",) and len(ids) == 9 and list(ids) == list(places)
    school = SchoolWanted("S", "School", (), enrolments=places, enrolment_ids=ids)
    plain = SchoolWanted("S", "School", (), enrolments=dict(places), enrolment_ids=dict(ids))
    assert school == plain and list(school.each_place()) == list(plain.each_place())
    for key in (("7C", "P0", "student"), ("7C", "P9", "student")):
        assert school.place(key) == plain.place(key)
