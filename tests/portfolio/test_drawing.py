"""Which charts each indicator shows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from portfolio.drawing import charts_of
from portfolio.findings import Finding, Standing
from tests.portfolio.test_charts import ANSWERED, CHANGED

AGREED = Finding(
    indicator="Q1.2", label="I agree.", estimate=0.7, low=0.55, high=0.8, standing=Standing.FOR, shown="70 %"
)


def test_sentence_counts_what_lies_clear_of_half() -> None:
    unclear, below = replace(AGREED, low=0.45), replace(AGREED, estimate=0.2, low=0.1, high=0.3)
    withheld = AGREED.withholding("Withheld: fewer than 5 answers.")
    (chart,) = charts_of("Q1.2", [AGREED, unclear, below, withheld])
    assert chart.sentence.endswith("Wholly above half: 1 of 3; wholly below: 1.")
    assert len(chart.table["rows"]) == 3


def test_self_report_has_change_and_answers() -> None:
    charts = charts_of("Q5.1", [replace(CHANGED, distribution=ANSWERED.distribution)])
    assert [chart.key for chart in charts] == ["Q5.1-change", "Q5.1-answers"]
    assert charts[0].sentence.endswith("Clear of the line at no change: Perseverance.")


def test_unclear_change_is_said_to_be_none() -> None:
    (chart,) = charts_of("Q5.1", [replace(CHANGED, verdict="cannot tell")])
    assert chart.sentence.endswith("None lies clear of the line at no change.")


@pytest.mark.parametrize("indicator", ["Q1.5", "Q2.2", "Q3.2", "Q4.1"])
def test_counts_of_all_records_need_no_chart(indicator: str) -> None:
    assert charts_of(indicator, [AGREED]) == []
