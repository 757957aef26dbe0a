import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.statistics.results import NotEstimable, Obstacle
from portfolio.statistics.shrinkage import (
    PRIOR_ICC,
    EmpiricalBayes,
    JamesStein,
    empirical_bayes,
    james_stein,
    own_weight,
    shrink,
)
from tests.portfolio.worked_examples import worked_example

classes = st.dictionaries(st.sampled_from("ABCDEFGH"), st.lists(st.integers(1, 5), max_size=12), max_size=8)


def make_classes(*, between: float, count: int = 60, size: int = 25) -> dict[str, list[float]]:
    rng = np.random.default_rng(8)
    return {f"{number}": rng.normal(rng.normal(0, between), 1, size).tolist() for number in range(count)}


def test_shrink_reproduces_printed_figures() -> None:
    example = worked_example("raudenbush_bryk_schools")
    icc = example.given["tau"] / (example.given["tau"] + example.given["sigma_squared"])
    got = [shrink(m, n, grand_mean=example.given["grand_mean"], icc=icc) for n, m in example.given["schools"]]
    assert [each.shrunken for each in got] == example.near("shrunken")


def test_own_weight_reproduces_printed_reliability() -> None:
    example = worked_example("group_mean_reliability")
    got = [[own_weight(n, icc) for icc in example.given["icc"]] for n in example.given["n"]]
    assert got == example.near("weight")


def test_james_stein_reproduces_printed_figures() -> None:
    example = worked_example("efron_morris")
    raw = [hits / example.given["at_bats"] for hits in example.given["hits"]]
    mean, truth = sum(raw) / len(raw), example.given["truth"]
    result = james_stein(raw, variance=mean * (1 - mean) / example.given["at_bats"])
    assert isinstance(result, JamesStein)
    assert (result.grand_mean, result.factor) == (example.near("grand_mean"), example.near("c"))
    assert list(result.estimates) == example.near("js")
    sse_raw, sse = (sum((a - b) ** 2 for a, b in zip(v, truth, strict=True)) for v in (raw, result.estimates))
    assert (sse_raw, sse, sse_raw / sse) == (example.near("sse_raw"), example.near("sse_js"), example.near("ratio"))


def test_empirical_bayes_finds_both_variances() -> None:
    result = empirical_bayes(make_classes(between=0.5), prior_classes=0)
    assert isinstance(result, EmpiricalBayes)
    assert result.variance_between == pytest.approx(0.25, abs=0.12)
    assert result.variance_within == pytest.approx(1, abs=0.08)
    assert result.icc == result.icc_used and result.caution == ""


def test_empirical_bayes_leans_on_its_prior_with_few_classes() -> None:
    few = empirical_bayes(make_classes(between=1.0, count=2))
    assert isinstance(few, EmpiricalBayes)
    assert few.icc_used == pytest.approx((few.icc + 10 * PRIOR_ICC) / 11)


def test_negative_variance_prints_as_0_and_says_so() -> None:
    result = empirical_bayes({"A": [1, 5], "B": [5, 1], "C": [3, 3]}, prior_classes=0)
    assert isinstance(result, EmpiricalBayes)
    assert result.variance_between == 0 and "shown as 0" in result.caution
    assert all(group.shrunken == pytest.approx(3) and group.weight == 0 for group in result.groups.values())


@given(classes)
def test_shrunken_means_lie_between_own_and_grand_mean(groups: dict[str, list[int]]) -> None:
    result = empirical_bayes(groups)
    if isinstance(result, NotEstimable):
        return
    assert list(result.groups) == [name for name in groups if groups[name]]
    for group in result.groups.values():
        low, high = sorted((group.mean, result.grand_mean))
        assert low - 1e-9 <= group.shrunken <= high + 1e-9
        assert 0 <= group.weight <= 1


def test_missing_values_are_counted() -> None:
    result = empirical_bayes({"A": [1, None, 2], "B": [4, 5], "C": [None]})
    assert isinstance(result, EmpiricalBayes)
    assert result.missing == 2 and list(result.groups) == ["A", "B"]


def test_shrinkage_without_variation_or_groups_is_an_answer() -> None:
    for answer, obstacle in (
        (empirical_bayes({"A": [1, 2]}), Obstacle.TOO_FEW),
        (empirical_bayes({"A": [2, 2], "B": [2]}), Obstacle.NO_VARIATION),
        (james_stein([1, 2, 3], variance=1), Obstacle.TOO_FEW),
        (james_stein([1, 1, 1, 1], variance=1), Obstacle.NO_VARIATION),
    ):
        assert isinstance(answer, NotEstimable) and answer.obstacle is obstacle


def test_impossible_variance_and_weight_are_refused() -> None:
    with pytest.raises(ValueError):
        james_stein([1, 2, 3, 4], variance=0)
    with pytest.raises(ValueError):
        own_weight(0, 0.05)
