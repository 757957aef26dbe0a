"""A shelf is a dictionary, whether its rows are held or put away."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from school.rosters.shelves import Shelf
from tests.factories.rosters import put_all_away

QUIET = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


class Thing(NamedTuple):
    name: str
    number: int


@pytest.fixture(params=["held", "put away"], autouse=True)
def rows_are(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "put away":
        put_all_away(monkeypatch)


KEYS = st.text(max_size=2)
ACTS = st.lists(st.tuples(st.sampled_from(["set", "add", "take away"]), KEYS, st.integers(0, 9)), max_size=40)


@QUIET
@given(acts=ACTS)
def test_shelf_does_as_a_dictionary(acts: list[tuple[str, str, int]]) -> None:
    """But for the order in which a row stands that was taken away and came again."""
    shelf, known = Shelf(Thing), dict[str, Thing]()
    for act, key, number in acts:
        thing = Thing(key, number)
        if act == "set":
            shelf[key] = known[key] = thing
        elif act == "add":
            assert shelf.add(key, thing) == known.get(key)
            known.setdefault(key, thing)
        elif key in known:
            del shelf[key], known[key]
    assert list(shelf) == list(known) and list(shelf.items()) == list(known.items())
    assert list(shelf.values()) == list(known.values()) and len(shelf) == len(known)
    assert shelf == known and {**shelf} == known
    for key in [key for _act, key, _number in acts] + ["somebody else"]:
        assert (key in shelf, shelf.get(key)) == (key in known, known.get(key))


def test_a_row_that_is_not_there_is_missed() -> None:
    shelf = Shelf(Thing)
    for number in range(5):
        shelf[str(number)] = Thing(str(number), number)
    with pytest.raises(KeyError):
        shelf["5"]
    with pytest.raises(KeyError):
        del shelf["5"]
    assert 5 not in shelf and shelf["4"].number == 4


def test_rows_may_go_while_they_are_looked_at() -> None:
    shelf = Shelf(Thing)
    for number in range(9):
        shelf[str(number)] = Thing(str(number), number)
    for thing in shelf.values():
        if thing.number % 2:
            del shelf[thing.name]
    assert list(shelf) == ["0", "2", "4", "6", "8"]
