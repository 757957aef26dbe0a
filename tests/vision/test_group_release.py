"""Groups of one item, by hand and against an oracle that tries every school that looks the same."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from learningculture.disclosure import told_numerator
from vision.group_release import safe_groups


@pytest.mark.parametrize(
    ("answers", "agree", "kept"),
    [
        ({"a": 14, "b": 12}, {"a": 7, "b": 6}, ["a", "b"]),
        ({"a": 14, "b": 4}, {"a": 7, "b": 2}, []),  # four are fewer than five, and so is everybody less the fourteen
        ({"a": 14, "b": 12, "": 3}, {"a": 7, "b": 6, "": 1}, ["a"]),  # without a and b three would be left
        ({"a": 14, "b": 12}, {"a": 7, "b": 12}, []),  # all less a would tell that all of b agree
        ({"a": 14, "b": 12}, {"a": 7, "b": 0}, []),
        ({"a": 14, "b": 12}, {"a": 14, "b": 12}, ["a", "b"]),  # nothing but limits is kept of any
    ],
)
def test_groups_by_hand(answers: dict[str, int], agree: dict[str, int], kept: list[str]) -> None:
    assert safe_groups(["a", "b"], answers, agree) == kept


def test_the_first_in_importance_stays() -> None:
    answers, agree = {"a": 9, "b": 9, "c": 4}, {"a": 4, "b": 5, "c": 2}
    assert safe_groups(["a", "b", "c"], answers, agree) == ["a"]
    assert safe_groups(["b", "a", "c"], answers, agree) == ["b"]


schools = st.lists(st.tuples(st.integers(0, 14), st.floats(0, 1)), min_size=2, max_size=3)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(schools)
def test_no_school_that_looks_the_same_gives_a_group_away(groups: list[tuple[int, float]]) -> None:
    """Every number of agreeing people that fits what is kept is tried; no set of groups is sure to be of one mind."""
    sizes = {key: size for key, (size, _share) in zip("abc", groups, strict=False)}
    agree = {key: round(size * share) for key, (size, share) in zip("abc", groups, strict=False)}
    kept = safe_groups(list("abc"[: len(groups)]), sizes, agree)
    if not kept:
        return
    shown = _shown(kept, sizes, agree)
    choices = itertools.product(*(range(size + 1) for size in sizes.values()))
    alike = [dict(zip(sizes, each, strict=True)) for each in choices]
    alike = [each for each in alike if _shown(kept, sizes, each) == shown]
    for number in range(1, len(sizes) + 1):
        for some in itertools.combinations([key for key in sizes if sizes[key]], number):
            totals = {sum(each[key] for key in some) for each in alike}
            people = sum(sizes[key] for key in some)
            assert totals != {people} and totals != {0}, (some, sizes, agree, kept)


def _shown(kept: list[str], sizes: dict[str, int], agree: dict[str, int]) -> list[int]:
    whole = told_numerator(sum(agree.values()), sum(sizes.values()))
    return [whole, *(told_numerator(agree[key], sizes[key]) for key in kept)]
