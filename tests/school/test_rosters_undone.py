"""Random rosters one after another: nobody lost, nobody doubled, every row accounted for, and the way back."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from school.batches import undo_batch
from school.models import Enrolment, Member, RosterRun
from tests.factories.rosters import DAY_1, bring_in, person, place, school_class, small_roster, write_package

PEOPLE = [f"P{number}" for number in range(1, 7)]
CLASSES = ["C", "D", "E"]
TABLES = "academicyear term member characteristics schoolclass enrolment rosterkeep".split()

rosters = st.fixed_dictionaries(
    {
        "people": st.dictionaries(
            st.sampled_from(PEOPLE),
            st.tuples(st.sampled_from(["Ann", "Żółć", "O’Hara"]), st.integers(1, 13)),
            min_size=1,
        ),
        "classes": st.sets(st.sampled_from(CLASSES), min_size=1),
        "places": st.sets(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(CLASSES))),
        "twice": st.booleans(),
        "wrong": st.booleans(),
    }
)


def tables_of(roster: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    tables = small_roster(students=0)
    tables["classes"] = [school_class(id) for id in sorted(roster["classes"])]
    people = [person(id, familyName=name, grades=str(grade)) for id, (name, grade) in sorted(roster["people"].items())]
    tables["users"] += people * (2 if roster["twice"] else 1)
    tables["users"] += [person("wrong", role="wizard")] if roster["wrong"] else []
    tables["enrollments"] = [place("E0", "T", sorted(roster["classes"])[0], role="teacher")]
    tables["enrollments"] += [place(f"E-{who}-{group}", who, group) for who, group in _places(roster)]
    return tables


def _places(roster: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Only those that fit: others would be wrong rows."""
    people, classes = roster["people"], roster["classes"]
    return ((who, group) for who, group in sorted(roster["places"]) if who in people and group in classes)


def contents() -> dict[str, list[tuple[Any, ...]]]:
    found = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT * FROM school_{table} ORDER BY id")
            found[table] = cursor.fetchall()
    return found


class Sequences(TestCase):
    @settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(sent=st.lists(rosters, min_size=1, max_size=3))
    def test_rosters_in_turn(self, sent: list[dict[str, Any]]) -> None:
        states = []
        with tempfile.TemporaryDirectory() as where:
            for number, roster in enumerate(sent):
                states.append(contents())
                bring_one_in(Path(where) / str(number), roster, DAY_1 + datetime.timedelta(days=7 * number))
        for first, _again in reversed(list(zip(*[iter(RosterRun.objects.order_by("pk"))] * 2, strict=True))):
            before = states.pop()
            if first.batch:
                assert undo_batch(batch=first.batch, by=None, now=timezone.now()).kept == ()
            assert contents() == before


def bring_one_in(folder: Path, roster: dict[str, Any], on: datetime.date) -> None:
    folder = write_package(folder, tables_of(roster))
    report = bring_in(folder, on=on, accept_rest=True, allow_leavers=True)
    assert all(one.input == one.applied + one.unchanged + one.failed for one in report.rows.values())
    assert report.rows["users.csv"].failed == roster["wrong"]
    people = list(Member.objects.exclude(source_id="").values_list("source_id", flat=True))
    assert len(people) == len(set(people)) and set(roster["people"]) <= set(people)
    here = set(Member.objects.filter(left_on=None).values_list("source_id", flat=True))
    assert here >= {*roster["people"], "T"} and (roster["wrong"] or here == {*roster["people"], "T"})
    places = Enrolment.objects.learners().filter(ends_on=None)
    found = set(places.values_list("member__source_id", "school_class__source_id"))
    assert found >= set(_places(roster)) and (roster["wrong"] or found == set(_places(roster)))
    before = contents()
    again = bring_in(folder, on=on, accept_rest=True, allow_leavers=True)
    assert (again.counts["created"], again.counts["updated"], again.counts["closed"]) == (0, 0, 0)
    assert {one.applied for one in again.rows.values()} == {0} and contents() == before
