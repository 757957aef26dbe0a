"""Figures: plain JSON with names for colours, and a table with the same numbers."""

from __future__ import annotations

import json

from portfolio.charts import distributions, intervals
from portfolio.drawing import charts_of
from portfolio.findings import Cell, Finding

CELLS = (Cell("not yet", 6, 20, 6), Cell("sometimes", 18, 60, 9), Cell("no chance to", 6, 20, 5))
ANSWERED = Finding(indicator="Q5.1", label="Perseverance", n="30", distribution=CELLS)
CHANGED = Finding(
    indicator="Q5.1", label="Perseverance", unit="sd", estimate=0.24, low=0.11, high=0.37, shown="+0.24 SD", n="30",
    verdict="clearer rise",
)  # fmt: skip


def test_distribution_is_stacked_bars_in_whole_per_cent() -> None:
    chart = distributions("Q5.1-answers", "What they said", [ANSWERED], faint_last=True)
    assert chart is not None
    assert [(bar["x"], bar["orientation"], bar["marker"]["color"]) for bar in chart.plotly["data"]] == [
        ([20], "h", "p1"),
        ([60], "h", "p2"),
        ([20], "h", "pn"),
    ]
    assert chart.table == {
        "columns": ["", "not yet", "sometimes", "no chance to", "Students"],
        "rows": [["Perseverance", "20 %", "60 %", "20 %", "30"]],
    }


def test_change_is_a_dot_with_its_interval_beside_a_line() -> None:
    chart = intervals("Q5.1-change", "Rises", [CHANGED], middle=0.0, axis="SD", whole=None)
    assert chart is not None
    bar, dot = chart.plotly["data"]
    assert (bar["x"], dot["x"], dot["y"]) == ([0.11, 0.37], [0.24], ["Perseverance"])
    assert chart.plotly["layout"]["shapes"][0]["x0"] == 0
    assert chart.table["rows"] == [["Perseverance", "+0.24 SD", "+0.11", "+0.37", "30", "clearer rise"]]


def test_axis_reaches_as_far_to_both_sides() -> None:
    chart = intervals("Q5.1-change", "Rises", [CHANGED], middle=0.0, axis="SD", whole=None)
    assert chart is not None
    low, high = chart.plotly["layout"]["xaxis"]["range"]
    assert low == -high < -0.37


def test_figure_is_transparent_small_and_without_plotlys_template() -> None:
    chart = distributions("Q5.1-answers", "What they said", [ANSWERED], faint_last=True)
    assert chart is not None
    text = json.dumps(chart.plotly)
    assert "template" not in chart.plotly["layout"] and "#feed" not in text and len(text) < 2000
    assert chart.plotly["layout"]["paper_bgcolor"] == "rgba(0,0,0,0)"


def test_nothing_to_draw_is_no_chart() -> None:
    withheld = ANSWERED.withholding("Withheld: fewer than 10 students.")
    assert distributions("x", "", [withheld], faint_last=True) is None
    assert intervals("x", "", [withheld], middle=0.5, axis="", whole=(0, 1)) is None
    assert charts_of("Q5.1", [withheld]) == []


def test_long_labels_go_on_in_the_next_line() -> None:
    long = Finding(indicator="Q1.2", label="I could explain our vision to a parent.", estimate=0.6, low=0.4, high=0.8)
    chart = intervals("Q1.2", "", [long], middle=0.5, axis="", whole=(0.0, 1.0))
    assert chart is not None and chart.plotly["data"][1]["y"] == ["I could explain our<br>vision to a parent."]
