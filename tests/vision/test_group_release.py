"""Groups of one item, by hand and against an oracle that tries every school that looks the same."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from learningculture.disclosure import Turnout
from vision.group_release import safe_groups


def groups_of(keys: list[str], answers: dict[str, int], agree: dict[str, int]) -> list[str]:
    """Three of each group, and in the whole school, were silent."""
    turnouts = {key: Turnout(number, number + 3) for key, number in answers.items()}
    return safe_groups(keys, turnouts, agree, invited=sum(answers.values()) + 9)


@pytest.mark.parametrize(
    ("answers", "agree", "kept"),
    [
        ({"a": 14, "b": 12}, {"a": 7, "b": 6}, ["a", "b"]),
        ({"a": 14, "b": 4}, {"a": 7, "b": 2}, []),  # four are fewer than five, and so is everybody less the fourteen
        ({"a": 14, "b": 12, "": 7}, {"a": 7, "b": 6, "": 3}, ["a"]),  # without a and b seven would be left, less three
        ({"a": 14, "b": 12, "": 8}, {"a": 7, "b": 6, "": 4}, ["a", "b"]),
        ({"a": 14, "b": 9}, {"a": 7, "b": 4}, ["a"]),  # a group needs ten answers
        ({"a": 14, "b": 12}, {"a": 7, "b": 4}, ["a", "b"]),
        ({"a": 14, "b": 12}, {"a": 7, "b": 3}, []),  # all less a would tell three who agree that nobody else of b does
        ({"a": 14, "b": 12}, {"a": 7, "b": 12}, []),  # all less a would tell that all of b agree
        ({"a": 14, "b": 12}, {"a": 7, "b": 0}, []),
        ({"a": 14, "b": 12}, {"a": 14, "b": 12}, ["a", "b"]),  # nothing but limits is kept of any
    ],
)
def test_groups_by_hand(answers: dict[str, int], agree: dict[str, int], kept: list[str]) -> None:
    assert groups_of(["a", "b"], answers, agree) == kept


def test_the_first_in_importance_stays() -> None:
    answers, agree = {"a": 11, "b": 11, "c": 4}, {"a": 5, "b": 6, "c": 2}
    assert groups_of(["a", "b", "c"], answers, agree) == ["a"]
    assert groups_of(["b", "a", "c"], answers, agree) == ["b"]


schools = st.lists(st.tuples(st.integers(0, 15), st.floats(0, 1)), min_size=2, max_size=3)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(schools)
def test_no_school_that_looks_the_same_gives_a_group_away(groups: list[tuple[int, float]]) -> None:
    """Every number of agreeing people that fits what is kept is tried; three of them cannot be all who agree, or not.

    So whoever they are and whatever they answered, they do not learn that the rest of a set of groups is of one mind.
    """
    sizes = {key: size for key, (size, _share) in zip("abc", groups, strict=False)}
    agree = {key: round(size * share) for key, (size, share) in zip("abc", groups, strict=False)}
    kept = groups_of(list("abc"[: len(groups)]), sizes, agree)
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
            assert max(totals) > min(3, people - 1), (some, sizes, agree, kept)
            assert min(totals) < max(people - 3, 1), (some, sizes, agree, kept)


def _shown(kept: list[str], sizes: dict[str, int], agree: dict[str, int]) -> list[int]:
    number = sum(sizes.values())
    whole = Turnout(number, number + 9).told_numerator(sum(agree.values()))
    return [whole, *(Turnout(sizes[key], sizes[key] + 3).told_numerator(agree[key]) for key in kept)]
