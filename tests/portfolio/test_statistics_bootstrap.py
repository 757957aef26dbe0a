import numpy as np
import pytest

from portfolio.statistics.bootstrap import expanded_percentile_interval


def test_interval_widens_as_units_become_fewer() -> None:
    resampled = np.random.default_rng(1).normal(size=20_000)
    widths = [expanded_percentile_interval(resampled, units).width for units in (5, 10, 30, 1000)]
    assert widths == sorted(widths, reverse=True)
    assert widths[-1] == pytest.approx(3.92, abs=0.08)


def test_interval_of_one_unit_is_refused() -> None:
    with pytest.raises(ValueError):
        expanded_percentile_interval(np.array([0.1, 0.2]), 1)
    with pytest.raises(ValueError):
        expanded_percentile_interval(np.array([]), 5)
