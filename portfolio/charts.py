"""Findings as Plotly figures. Worker only.

Colours are names (``p0`` … ``p5``, ``pn``, ``act``, ``ink``): static/portfolio.js puts in those of the reader's scheme,
so that one frozen figure serves light, dark and paper.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go
from django.utils.translation import gettext as _

from portfolio.findings import Finding, percent_of

ROW_HEIGHT, AXIS_HEIGHT = 58, 62
"""Pixels: one row with its gap, and the axis with its title."""

LABELLED_FROM = 8
"""Per cent. A narrower piece of a bar has no room for its number; the table has it."""

PLAIN_TEMPLATE = "none"
LABEL_WIDTH = 22
"""Characters, after which a label beside a bar goes on in the next line: a phone has no room for more."""

NAMES = [f"p{step}{end}" for end in ("-ink", "") for step in "012345n"] + ["act", "ink", "edge", "interval"]
COLOURS = {name: f"#feed{place:02x}" for place, name in enumerate(NAMES)}
"""Plotly takes no names of ours: these stand in until the figure is JSON."""


@dataclass(frozen=True)
class Chart:
    """One chart as it is frozen: ``sentence`` says what to see, ``table`` holds the same numbers."""

    key: str
    sentence: str
    plotly: dict[str, Any]
    table: dict[str, Any]

    def to_dict(self) -> dict[str, Any]:
        return {"key": self.key, "sentence": self.sentence, "plotly": self.plotly, "table": self.table}


def distributions(key: str, sentence: str, findings: Sequence[Finding], *, faint_last: bool) -> Chart | None:
    """Stacked horizontal bars, one per finding, in whole per cent; ``faint_last`` marks "no chance to" as missing."""
    shown = [finding for finding in findings if finding.distribution]
    if not shown:
        return None
    frame = pd.DataFrame([[cell.percent for cell in finding.distribution] for finding in shown])
    steps = [cell.label for cell in shown[0].distribution]
    figure = go.Figure()
    for place, step in enumerate(steps):
        shares = frame[place].tolist()
        figure.add_bar(
            name=step,
            y=[_wrapped(finding.label) for finding in shown],
            x=shares,
            orientation="h",
            text=[str(share) if share >= LABELLED_FROM else "" for share in shares],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            insidetextfont={"color": COLOURS[_phase_colour(place, len(steps), faint_last) + "-ink"]},
            marker={"color": COLOURS[_phase_colour(place, len(steps), faint_last)], "line": {"width": 0}},
        )
    figure.update_layout(barmode="stack", bargap=0.3, showlegend=False, **_frame(len(shown), axis=False))
    figure.update_xaxes(range=[0, 100], visible=False, fixedrange=True)
    figure.update_yaxes(
        autorange="reversed", automargin=True, fixedrange=True, ticks="", showgrid=False, zeroline=False
    )
    rows = [[finding.label, *(f"{cell.percent} %" for cell in finding.distribution), finding.n] for finding in shown]
    return Chart(key, sentence, _json(figure), {"columns": ["", *steps, _("Students")], "rows": rows})


def intervals(
    key: str, sentence: str, findings: Sequence[Finding], *, middle: float, axis: str, whole: tuple[float, float] | None
) -> Chart | None:
    """A dot with its 95 % interval per finding, beside a line at ``middle``; ``whole`` fixes the ends of the axis."""
    shown = [finding for finding in findings if finding.estimate is not None and finding.low is not None]
    if not shown:
        return None
    frame = pd.DataFrame(
        {
            "label": [_wrapped(finding.label) for finding in shown],
            "at": [finding.estimate for finding in shown],
            "low": [finding.low for finding in shown],
            "high": [finding.high for finding in shown],
        }
    ).round(4)
    figure = go.Figure()
    for row in frame.itertuples():
        figure.add_scatter(
            x=[row.low, row.high], y=[row.label] * 2, mode="lines", line={"color": COLOURS["interval"], "width": 7}
        )
    figure.add_scatter(
        x=frame["at"].tolist(), y=frame["label"].tolist(), mode="markers", marker={"color": COLOURS["act"], "size": 15}
    )
    figure.update_layout(showlegend=False, **_frame(len(shown), axis=True))
    figure.add_vline(x=middle, line={"color": COLOURS["edge"], "width": 1.5})
    ends = whole or _around(middle, [*frame["low"], *frame["high"]])
    percent = {"tickformat": ".0%", "tickvals": [0, 0.5, 1]} if shown[0].unit == "share" else {"tickformat": ".1f"}
    figure.update_xaxes(
        range=list(ends),
        title={"text": axis, "standoff": 12},
        zeroline=False,
        showgrid=False,
        fixedrange=True,
        **percent,
    )
    figure.update_yaxes(
        autorange="reversed", automargin=True, fixedrange=True, ticks="", showgrid=False, zeroline=False
    )
    return Chart(key, sentence, _json(figure), _interval_table(shown))


def _interval_table(shown: Sequence[Finding]) -> dict[str, Any]:
    rows = [[one.label, one.shown, _end(one, one.low), _end(one, one.high), one.n, one.verdict or "–"] for one in shown]
    columns = ["", _("Figure"), _("From"), _("To"), _("n"), _("Verdict")]
    return {"columns": columns, "rows": rows}


def _end(finding: Finding, value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:+.2f}" if finding.unit == "sd" or value < 0 else percent_of(value)


def _around(middle: float, values: list[float]) -> tuple[float, float]:
    """Ends at the same distance on both sides, so that the eye is not drawn to one."""
    reach = max(0.3, 1.1 * max(abs(value - middle) for value in values))
    return round(middle - reach, 2), round(middle + reach, 2)


def _phase_colour(place: int, steps: int, faint_last: bool) -> str:
    if faint_last and place == steps - 1:
        return "pn"
    return f"p{place + (1 if steps <= 5 else 0)}"


def _frame(rows: int, *, axis: bool) -> dict[str, Any]:
    return {
        "template": PLAIN_TEMPLATE,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": "inherit", "size": 15, "color": COLOURS["ink"]},
        "height": ROW_HEIGHT * rows + (AXIS_HEIGHT if axis else 0),
        "margin": {"l": 8, "r": 26, "t": 4, "b": AXIS_HEIGHT if axis else 0, "pad": 8},
        "dragmode": False,
        "hovermode": False,
    }


def _json(figure: go.Figure) -> dict[str, Any]:
    """As plain lists and numbers; Plotly's own template, which the page replaces, is left out."""
    text = figure.to_json()
    for name, colour in COLOURS.items():
        text = text.replace(colour, name)
    content: dict[str, Any] = json.loads(text)
    content["layout"].pop("template", None)
    return content


def _wrapped(label: str) -> str:
    return "<br>".join(textwrap.wrap(label, LABEL_WIDTH))
