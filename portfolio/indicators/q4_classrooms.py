"""How well do we know what is happening in classrooms to build better learners?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
from django.utils.translation import gettext as _

from learningculture.disclosure import COARSE_STEP
from portfolio.disclosure.minimums import MIN_VISITS, Withheld, withheld_teacher_cell
from portfolio.disclosure.rounding import rounded_share
from portfolio.findings import Comparison, Finding
from portfolio.indicators.scope import Result, Scope, Then, about
from portfolio.indicators.shares import Counted, Told, census, range_words, told
from portfolio.records.classrooms import classes_visited, sightings_of
from portfolio.records.terms import terms_to_compare
from portfolio.statistics.clustered import effective_size
from school.models import SchoolClass
from school.models.networks import Phase
from vision.queries import focus_behaviours

MIN_UNITS = 8
"""Classes, or departments by year group."""

LAST_PRIMARY_YEAR = 6


def coverage(scope: Scope) -> Result:
    """Q4.1. An earlier term without any visit is taken for one without records."""
    phase = scope.term.school.phase
    now = classes_visited(scope.term)
    earlier = [(term, classes_visited(term.term)) for term in terms_to_compare(scope.term, last_year_first=True)]
    counted = [(term, units_visited(rows, phase)) for term, rows in earlier]
    finding = census(
        scope,
        "Q4.1",
        units_visited(now, phase),
        minimum=MIN_UNITS,
        unit=_unit(phase),
        said=_("{numerator} of {denominator} %(unit)s had at least one visit.") % {"unit": _unit(phase)},
        then=next((Then(term, was) for term, was in counted if was.numerator), None),
    )
    return Result([now, [rows for _term, rows in earlier]], [finding])


def _unit(phase: str) -> str:
    if phase == Phase.PRIMARY:
        return _("classes")
    return _("departments by year group") if phase == Phase.SECONDARY else _("classes and departments by year group")


def units_visited(rows: list[dict[str, Any]], phase: str) -> Counted:
    """Units with a visit, of all units: classes in a primary, departments by year group in a secondary.

    Registration groups of primary age count one by one; teaching groups of the older years by department (or subject)
    and year group. Classes without either are left out.
    """
    units = [(unit, row["visited"]) for index, row in enumerate(rows) for unit in _units_of(index, row, phase)]
    if not units:
        return Counted(0, 0)
    visited = pd.DataFrame(units, columns=["unit", "visited"]).groupby("unit")["visited"].any()
    return Counted(int(visited.sum()), len(visited))


def _units_of(index: int, row: dict[str, Any], phase: str) -> list[str]:
    years = row["year_groups"]
    young = phase == Phase.PRIMARY or (phase == Phase.ALL_THROUGH and bool(years) and max(years) <= LAST_PRIMARY_YEAR)
    if young:
        return [f"class {index}"] if row["kind"] == SchoolClass.Kind.REGISTRATION else []
    department = row["department"] or row["subject"]
    older = row["kind"] == SchoolClass.Kind.TEACHING and department
    return [f"{department} in year {year}" for year in years] if older else []


def sightings(scope: Scope) -> Result:
    """Q4.2, one finding per focus behaviour."""
    focus = focus_behaviours(scope.term)
    blank = Finding(indicator="Q4.2", window=scope.window, n_of=_("visits"))
    if not focus:
        return Result([], [blank.withholding(_("No focus behaviour was declared for this term."))])
    inputs, findings = [], []
    for behaviour in focus:
        now = sightings_of(scope.term, behaviour.key)
        then = _earlier_sightings(scope, behaviour.key)
        inputs.append([behaviour.key, now, then.counted if then else None])
        findings.append(_seen(about(blank, behaviour), now, then))
    return Result(inputs, findings)


def _earlier_sightings(scope: Scope, key: str) -> Then | None:
    for earlier in terms_to_compare(scope.term, last_year_first=True):
        counted = sightings_of(earlier.term, key)
        if counted["cells"]:
            return Then(earlier, counted)
    return None


def _seen(blank: Finding, now: dict[str, Any], then: Then | None) -> Finding:
    share = told_sightings(now)
    if isinstance(share, Withheld):
        return blank.withholding(str(share))
    before = told_sightings(then.counted) if then else None
    comparison = Comparison(rule=then.earlier.rule, term=then.title) if then else Comparison()
    if then and isinstance(before, Withheld):
        comparison = replace(comparison, reason=_("Not comparable: the earlier figure is withheld."))
    elif then and then.counted["frameworks"] != now["frameworks"]:
        comparison = replace(comparison, reason=_("Not comparable: the framework has changed."))
    usable = None if isinstance(before, Withheld) else before
    finding = told(blank, share, then=usable, comparison=comparison, minimum=1)
    looked = sum(cell["looked_in"] for cell in now["cells"])
    return replace(
        finding,
        said=_("Seen in some or many learners in {shown} of {looked} visits that looked for it ({range})."),
        words={
            "shown": finding.shown,
            "looked": str(looked),
            "range": range_words(share.interval),
        },
        denominator=looked,
        eligible=now["visits"],
        n=str(looked),
        interval=_("95 %% interval, %(range)s, widened because visits to one class are alike")
        % {"range": range_words(share.interval)},
        notes=(_("The share is told to the nearest 5 %, so that no single visit can be worked out."),),
    )


def told_sightings(counted: dict[str, Any]) -> Told | Withheld:
    """The share of looking visits that saw it, if enough hosts stand behind it, for every leader who may read it."""
    cells = pd.DataFrame(counted["cells"], columns=["school_class_id", "host_id", "looked_in", "seen_in"])
    if cells.empty:
        return Withheld(_("Withheld: fewer than %(fewest)d visits.") % {"fewest": MIN_VISITS})
    hosts = {str(host): int(n) for host, n in cells.groupby("host_id")["looked_in"].sum().items()}
    for wrote in [{}, *_written_by_each(counted["viewers"])]:
        if refused := withheld_teacher_cell(hosts, written_by_viewer=wrote):
            return refused
    per_class = cells.groupby("school_class_id")[["seen_in", "looked_in"]].sum()
    clusters = [(int(seen), int(looked)) for seen, looked in per_class.itertuples(index=False)]
    looked = sum(size for _seen_in, size in clusters)
    share = rounded_share(sum(seen for seen, _looked in clusters), looked, step=COARSE_STEP)
    if isinstance(share, Withheld):
        return share
    return Told(share, effective_size(clusters), looked / counted["visits"], hidden=True)


def _written_by_each(viewers: list[dict[str, Any]]) -> list[dict[str, int]]:
    by_viewer: dict[int, dict[str, int]] = {}
    for row in viewers:
        by_viewer.setdefault(row["member_id"], {})[str(row["visit__host_id"])] = row["looked_in"]
    return list(by_viewer.values())
