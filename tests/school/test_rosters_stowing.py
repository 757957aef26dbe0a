"""Rows put away come back as they were."""

from __future__ import annotations

import datetime
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from school.rosters import stowing
from school.rosters.stowing import Attic, Form, Heaps, Spool
from tests.factories.rosters import put_all_away

QUIET = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


class Thing(NamedTuple):
    name: str
    number: int | None
    first: datetime.date
    last: datetime.date | None
    at: datetime.datetime | None
    words: tuple[str, ...]


THINGS = st.builds(
    Thing,
    st.text(max_size=5),
    st.none() | st.integers(-(2**40), 2**40),
    st.dates(),
    st.none() | st.dates(),
    st.none() | st.datetimes(timezones=st.just(datetime.UTC)),
    st.lists(st.text(max_size=3), max_size=2).map(tuple),
)


@given(thing=THINGS)
def test_form_takes_a_row_apart_and_puts_it_together(thing: Thing) -> None:
    form = Form(Thing)
    assert form.unpack(form.pack(thing)) == thing


@QUIET
@given(things=st.lists(THINGS, max_size=30))
def test_spool_gives_back_what_it_took_again_and_again(things: list[Thing], monkeypatch: pytest.MonkeyPatch) -> None:
    put_all_away(monkeypatch)
    spool = Spool(Thing)
    spool += things
    assert (list(spool), list(spool), len(spool), bool(spool)) == (things, things, len(things), bool(things))
    assert all(thing in spool for thing in things)


def test_spool_of_keys_holds_plain_tuples(monkeypatch: pytest.MonkeyPatch) -> None:
    put_all_away(monkeypatch)
    spool: Spool[tuple[str, ...]] = Spool(tuple)
    spool.extend([("member", "A"), ("member", "B"), ("member", "C")])
    assert list(spool) == [("member", "A"), ("member", "B"), ("member", "C")]


@QUIET
@given(parts=st.lists(st.binary(max_size=100), max_size=20))
def test_attic_finds_each_part_where_it_was_put(parts: list[bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    put_all_away(monkeypatch)
    attic = Attic()
    places = [(attic.put(part), len(part)) for part in parts]
    assert [attic.get(*place) for place in reversed(places)] == parts[::-1]


@QUIET
@given(thrown=st.lists(st.tuples(st.integers(0, 3), st.binary(min_size=1, max_size=50)), max_size=20))
def test_heaps_are_taken_up_as_they_were_thrown(
    thrown: list[tuple[int, bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    put_all_away(monkeypatch)
    heaps = Heaps()
    for heap, some in thrown:
        heaps.throw(heap, some)
    assert [heaps.take(heap) for heap in range(4)] == [
        b"".join(some for at, some in thrown if at == heap) for heap in range(4)
    ]


def test_few_rows_are_never_written_to_a_file() -> None:
    spool = Spool(Thing)
    spool.extend(Thing(str(n), n, datetime.date(2025, 9, 1), None, None, ()) for n in range(stowing.HELD))
    assert spool._attic._file is None and not spool._blocks


def test_the_file_has_no_name(monkeypatch: pytest.MonkeyPatch, settings, tmp_path) -> None:
    put_all_away(monkeypatch)
    settings.VAR_DIR = tmp_path / "data"
    attic = Attic()
    for _part in range(3):
        attic.put(b"somebody" * 10)
    assert attic._file is not None and not list(settings.VAR_DIR.iterdir())
