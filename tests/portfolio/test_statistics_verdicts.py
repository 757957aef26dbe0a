from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.statistics.proportions import newcombe_interval
from portfolio.statistics.results import Interval, Obstacle, too_few
from portfolio.statistics.verdicts import Period, Verdict, comparability, mean_change_verdict, proportion_verdict

THIS_TERM = Period(framework_version="2", item_version="a", coverage=0.85, n=60, minimum_n=30)
ordered = st.tuples(st.floats(-1, 1), st.floats(-1, 1)).map(sorted)


def test_there_are_four_verdicts_only() -> None:
    assert [str(verdict) for verdict in Verdict] == ["clearer rise", "clearer fall", "little change", "cannot tell"]


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [
        (0.11, 0.50, Verdict.CLEARER_RISE),
        (0.10, 0.50, Verdict.CANNOT_TELL),
        (-0.50, -0.11, Verdict.CLEARER_FALL),
        (-0.19, 0.19, Verdict.LITTLE_CHANGE),
        (-0.20, 0.10, Verdict.CANNOT_TELL),
        (0.12, 0.18, Verdict.CLEARER_RISE),
        (-0.30, 0.40, Verdict.CANNOT_TELL),
    ],
)
def test_mean_change_verdict_at_its_thresholds(low: float, high: float, verdict: Verdict) -> None:
    assert mean_change_verdict(Interval(low, high)) is verdict
    mirrored = {Verdict.CLEARER_RISE: Verdict.CLEARER_FALL, Verdict.CLEARER_FALL: Verdict.CLEARER_RISE}
    assert mean_change_verdict(Interval(-high, -low)) is mirrored.get(verdict, verdict)


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [
        (0.051, 0.30, Verdict.CLEARER_RISE),
        (-0.30, -0.051, Verdict.CLEARER_FALL),
        (0.05, 0.30, Verdict.CANNOT_TELL),
        (-0.09, 0.09, Verdict.LITTLE_CHANGE),
        (-0.11, 0.02, Verdict.CANNOT_TELL),
    ],
)
def test_proportion_verdict_at_its_thresholds(low: float, high: float, verdict: Verdict) -> None:
    assert proportion_verdict(Interval(low, high)) is verdict


def test_no_figure_is_cannot_tell() -> None:
    assert mean_change_verdict(too_few("…")) is Verdict.CANNOT_TELL
    assert proportion_verdict(newcombe_interval(0, 0, 1, 5)) is Verdict.CANNOT_TELL


@given(ordered)
def test_wider_interval_never_turns_a_verdict_round(ends: list[float]) -> None:
    narrow = mean_change_verdict(Interval(*ends))
    wide = mean_change_verdict(Interval(ends[0] - 0.3, ends[1] + 0.3))
    assert {narrow, wide} != {Verdict.CLEARER_RISE, Verdict.CLEARER_FALL}


def test_like_periods_are_comparable() -> None:
    assert comparability(THIS_TERM, replace(THIS_TERM, n=30, coverage=0.71)) is None


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"framework_version": "1"}, "the framework has changed"),
        ({"item_version": "b"}, "the wording of the items has changed"),
        ({"coverage": 0.70}, "coverage was 70% and is now 85%"),
        ({"n": 29}, "the earlier period rests on 29, and at least 30 are needed"),
    ],
)
def test_unlike_periods_are_not_comparable(other: dict[str, object], reason: str) -> None:
    answer = comparability(THIS_TERM, replace(THIS_TERM, **other))  # type: ignore[arg-type]
    assert answer is not None and answer.obstacle is Obstacle.NOT_COMPARABLE
    assert str(answer) == f"not comparable: {reason}."


def test_not_comparable_gives_every_reason() -> None:
    answer = comparability(replace(THIS_TERM, n=5), replace(THIS_TERM, item_version="b"))
    assert str(answer) == (
        "not comparable: the wording of the items has changed; this period rests on 5, and at least 30 are needed."
    )
