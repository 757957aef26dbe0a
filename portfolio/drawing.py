"""Which charts a question shows, for which reader: at most one idea each, and only what may be told. Worker only."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from portfolio.charts import Chart, distributions, intervals
from portfolio.findings import Finding
from portfolio.indicators.shares import HALF

ALL_OF_IT = (0.0, 1.0)


def charts_of(indicator: str, findings: Sequence[Finding]) -> list[Chart]:
    """The charts of one indicator; none where there is nothing to draw."""
    draw = DRAWN.get(indicator)
    return [chart for chart in draw(indicator, findings) if chart] if draw else []


def _agreement(indicator: str, findings: Sequence[Finding]) -> list[Chart | None]:
    told = [(finding.low, finding.high) for finding in findings if finding.low is not None and finding.high is not None]
    sentence = _(
        "Share of staff who agree, with its 95 %% interval. Wholly above half: %(above)d of %(all)d; "
        "wholly below: %(below)d."
    ) % {
        "all": len(told),
        "above": sum(low > HALF for low, _high in told),
        "below": sum(high < HALF for _low, high in told),
    }
    return [intervals(indicator, sentence, findings, middle=0.5, axis=_("Share who agree"), whole=ALL_OF_IT)]


def _sightings(indicator: str, findings: Sequence[Finding]) -> list[Chart | None]:
    sentence = _("Share of looking visits that saw it in some or many learners, with its 95 % interval.")
    return [intervals(indicator, sentence, findings, middle=0.5, axis=_("Share of visits"), whole=ALL_OF_IT)]


def _self_reports(indicator: str, findings: Sequence[Finding]) -> list[Chart | None]:
    changed = [finding for finding in findings if finding.unit == "sd"]
    return [
        intervals(
            f"{indicator}-change",
            _change_sentence(changed),
            changed,
            middle=0.0,
            axis=_("Standard deviations"),
            whole=None,
        ),
        distributions(
            f"{indicator}-answers",
            _("What students answered this term, in per cent of all answers; the palest piece is “no chance to”."),
            findings,
            faint_last=True,
        ),
    ]


def _change_sentence(changed: Sequence[Finding]) -> str:
    clear = [finding.label for finding in changed if finding.verdict.startswith("clearer")]
    start = _("Change of the same students’ answers since the earlier term.")
    if not clear:
        return start + " " + _("None lies clear of the line at no change.")
    return start + " " + _("Clear of the line at no change: %(which)s.") % {"which": ", ".join(clear)}


def _judgements(indicator: str, findings: Sequence[Finding]) -> list[Chart | None]:
    sentence = _(
        "How teachers judged students this term, in per cent of those judged, from the first phase to the last."
    )
    return [distributions(indicator, sentence, findings, faint_last=False)]


DRAWN: dict[str, Callable[[str, Sequence[Finding]], list[Chart | None]]] = {
    "Q1.2": _agreement,
    "Q2.1": _agreement,
    "Q3.1": _agreement,
    "Q4.2": _sightings,
    "Q5.1": _self_reports,
    "Q5.2": _judgements,
}
