"""Sets of keys that take little memory."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from school.rosters.keysets import KeySet, Names
from tests.factories.rosters import put_all_away

NAMES = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=3)
KEYS = st.lists(st.tuples(st.just("member"), NAMES) | st.tuples(st.just("enrolment"), NAMES, NAMES), max_size=30)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(keys=KEYS, others=KEYS)
@pytest.mark.parametrize("many", [False, True])
def test_a_set_holds_what_was_put_in_and_nothing_else(
    keys: list[tuple[str, ...]], others: list[tuple[str, ...]], many: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if many:
        put_all_away(monkeypatch)
    found = KeySet()
    for key in keys:
        found.add(key)
    assert len(found) == len(set(keys))
    assert all(key in found for key in keys)
    assert [key in found for key in others] == [key in set(keys) for key in others]


def test_part_of_a_name_is_not_the_name() -> None:
    names = Names()
    for name in ("AB", "A B", "ABC"):
        names.add(name)
    assert "AB" in names and "A" not in names and "B" not in names and "BC" not in names and len(names) == 3
