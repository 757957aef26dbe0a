"""The findings themselves. Loads the worker's libraries; no web process imports this."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from portfolio.attainment import SELF, TEACHER
from portfolio.disclosure.minimums import MIN_PUPILS_VERDICT, withheld_below
from portfolio.records.attainment import judged_of, results_of, said_of, year_groups_of
from portfolio.statistics.association import RankAssociation, spearman_within
from portfolio.statistics.results import Interval
from school.models import Term
from tracking.queries import behaviours_judged_in


def findings_of(term: Term) -> list[dict[str, Any]]:
    """For each measure, behaviour in focus and source: n, coverage, rho and interval, or why not. Fit for JSON."""
    results, years = results_of(term), year_groups_of(term)
    behaviours = list(behaviours_judged_in(term))
    sources = {
        (behaviour.key, source): read(term, behaviour.key)
        for behaviour in behaviours
        for source, read in ((SELF, said_of), (TEACHER, judged_of))
    }
    return [
        {
            "subject": subject,
            "measure": measure,
            "behaviour": behaviour.label,
            "source": source,
            "eligible": len(values),
            **associated(values, sources[behaviour.key, source], years),
        }
        for (subject, measure), values in results.items()
        for behaviour in behaviours
        for source in (SELF, TEACHER)
    ]


def associated(results: dict[int, float], seen: dict[int, float], years: dict[int, int | None]) -> dict[str, Any]:
    """``n``, ``rho``, ``low``, ``high``; or ``withheld`` with the reason and no figure at all."""
    both = sorted(results.keys() & seen.keys())
    if few := withheld_below(len(both), MIN_PUPILS_VERDICT, _("students with both")):
        return {"withheld": str(few)}
    found = spearman_within(
        [results[one] for one in both], [seen[one] for one in both], [years.get(one) for one in both]
    )
    if not isinstance(found, RankAssociation):
        return {"withheld": found.sentence}
    if found.n < MIN_PUPILS_VERDICT or not isinstance(found.interval, Interval):
        return {"withheld": str(withheld_below(found.n, MIN_PUPILS_VERDICT, _("students")) or found.interval)}
    low, high = found.interval.low, found.interval.high
    return {"n": found.n, "rho": round(found.coefficient, 2), "low": round(low, 2), "high": round(high, 2)}
