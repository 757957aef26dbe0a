"""Q5.2: how skilfully teachers judged students to use one behaviour, and who moved a phase. Never a mean of phases."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
from django.utils.translation import gettext as _

from portfolio.disclosure.minimums import MIN_PUPILS_INSIDE, MIN_PUPILS_VERDICT, withheld_below
from portfolio.findings import Cell, Comparison, Finding, Standing, percent_of
from portfolio.indicators.scope import Result, Scope, Then
from portfolio.indicators.self_reports import STANDING
from portfolio.records.learners import judged_under, phase_counts, phase_moves
from portfolio.records.terms import terms_to_match
from portfolio.statistics.clustered import clustered_mean_interval
from portfolio.statistics.results import Interval, NotEstimable
from portfolio.statistics.verdicts import proportion_verdict
from vision.models import Behaviour, Phase
from vision.queries import phases_of

SEED = 52
"""Of the draws of classes; stored with the figure."""

COLUMNS = ["class", "then", "now", "other_judge", "students"]


def judged(scope: Scope, blank: Finding, behaviour: Behaviour) -> Result:
    """The distribution of phases with its median, and the share of students who moved at least one phase."""
    counts = phase_counts(scope.term, behaviour.key)
    then = _earlier(scope, behaviour.key)
    inputs = [behaviour.key, counts, then.counted if then else None]
    n = sum(students for _phase, students in counts["phases"])
    if few := withheld_below(n, MIN_PUPILS_VERDICT, _("students were judged")):
        return Result(inputs, [blank.withholding(str(few))])
    phases = phases_of(behaviour.framework)
    not_looked = _("“Not looked for”: %(count)d students, in no phase.") % {"count": counts["not_looked_for"]}
    finding = replace(
        blank,
        standing=Standing.UNKNOWN,
        said=_("Teachers judged {judged} students; the middle one is “{median}”."),
        words={"median": median_phase(counts["phases"], phases)},
        counts={"judged": n},
        denominator=counts["eligible"],
        eligible=counts["eligible"],
        coverage=n / max(1, counts["eligible"]),
        n=str(n),
        people=n,
        distribution=_distribution(counts["phases"], phases, n),
        distribution_of=_("students"),
        notes=(not_looked,) if counts["not_looked_for"] else (),
    )
    return Result(inputs, [_with_moves(finding, then)])


def _earlier(scope: Scope, key: str) -> Then | None:
    for earlier in terms_to_match(scope.term):
        if under := judged_under(earlier.term, key):
            moves = phase_moves(scope.term, earlier.term, key)
            return Then(earlier, {"moves": moves, "under": under, "under_now": judged_under(scope.term, key)})
    return None


def median_phase(phases: list[list[int]], words: list[Phase]) -> str:
    """The phase of the middle student, in words; of both middle ones when their number is even and they differ."""
    labels = {phase.number: phase.label for phase in words}
    in_order = [number for number, students in sorted(phases) for _student in range(students)]
    low, high = in_order[(len(in_order) - 1) // 2], in_order[len(in_order) // 2]
    if low == high:
        return labels.get(low, str(low))
    return _("%(low)s” or “%(high)s") % {"low": labels.get(low, low), "high": labels.get(high, high)}


def _distribution(phases: list[list[int]], words: list[Phase], n: int) -> tuple[Cell, ...]:
    students = {row[0]: row[1] for row in phases}
    counts = ((phase.label, students.get(phase.number, 0)) for phase in words)
    return tuple(Cell(label, count, (200 * count + n) // (2 * n), count) for label, count in counts)


def _with_moves(finding: Finding, then: Then | None) -> Finding:
    if then is None:
        return replace(finding, comparison=Comparison(reason=_("There are no earlier judgements to compare with.")))
    named = Comparison(rule=then.earlier.rule, term=then.title)
    moves = pd.DataFrame(then.counted["moves"], columns=COLUMNS)
    matched = int(moves["students"].sum())
    if then.counted["under"] != then.counted["under_now"]:
        reason = _("Not comparable: the framework has changed.")
    elif few := withheld_below(matched, MIN_PUPILS_VERDICT, _("students were judged in both terms")):
        reason = str(few)
    else:
        return _moved(replace(finding, numerator=matched), moves.assign(way=_ways(moves)), named)
    return replace(finding, comparison=replace(named, reason=reason))


def _ways(moves: pd.DataFrame) -> pd.Series:
    """1 for up, 0 for the same, −1 for down; how many phases does not count, since phases have no distance."""
    return (moves["now"] > moves["then"]).astype(int) - (moves["now"] < moves["then"]).astype(int)


def _moved(finding: Finding, moves: pd.DataFrame, named: Comparison) -> Finding:
    matched = int(moves["students"].sum())
    net = moves.assign(net=moves["way"] * moves["students"]).groupby("class", dropna=False)[["net", "students"]].sum()
    clusters = [(float(total), int(size)) for total, size in net.itertuples(index=False)]
    between = clustered_mean_interval(clusters, seed=SEED)
    verdict = proportion_verdict(between)
    share = sum(total for total, _size in clusters) / matched
    found = None if isinstance(between, NotEstimable) else between
    ends = ", " + _("range %(low)s to %(high)s") % _in_points(found) if found else ""
    return replace(
        finding,
        standing=STANDING[verdict],
        said=finding.said
        + " "
        + _(
            "Of {matched} judged in both terms, {up} moved up since {term}, {same} stayed, {down} moved down "
            "(up less down {net} points{range}): {verdict}."
        ),
        said_outside=finding.said + " " + _("Since {term}: {verdict}."),
        words={
            **finding.words,
            **move_words(moves),
            "term": named.term,
            "verdict": _(str(verdict)),
            "net": signed(share * 100),
            "range": ends,
        },
        counts={**finding.counts, "matched": matched},
        estimate=share,
        low=found.low if found else None,
        high=found.high if found else None,
        shown=_("up less down %(net)s points") % {"net": signed(share * 100)},
        interval=_interval_words(between),
        verdict=str(verdict),
        comparison=replace(named, reason="" if found else str(between)),
        notes=(*finding.notes, *_by_judge(moves)),
        seed=SEED if found else None,
    )


def _interval_words(between: Any) -> str:
    if isinstance(between, NotEstimable):
        return between.sentence
    return _("95 %% interval, %(low)s to %(high)s points; classes kept together") % _in_points(between)


def _in_points(interval: Interval) -> dict[str, str]:
    return {"low": signed(interval.low * 100), "high": signed(interval.high * 100)}


def signed(points: float) -> str:
    """Whole points with their sign, as people write it."""
    return f"{round(points):+d}".replace("-", "−")


def move_words(moves: pd.DataFrame) -> dict[str, str]:
    """Whole per cent of matched students who moved up, stayed and moved down."""
    total = int(moves["students"].sum())
    by_way = moves.groupby("way")["students"].sum()
    return {word: percent_of(int(by_way.get(way, 0)) / total) for word, way in (("up", 1), ("same", 0), ("down", -1))}


def _by_judge(moves: pd.DataFrame) -> tuple[str, ...]:
    """The moves apart for students whose judge stayed and changed; neither is told when one of them is too few."""
    apart = [(changed, part) for changed, part in moves.groupby("other_judge")]
    if len(apart) < 2:
        return (
            _("The same teacher judged both times.")
            if not apart[0][0]
            else _("Another teacher judged the second time."),
        )
    if any(int(part["students"].sum()) < MIN_PUPILS_INSIDE for _changed, part in apart):
        return (_("For some students the teacher changed; too few on one side to tell them apart."),)
    said = {
        False: _("Same teacher, %(n)d students: %(up)s up, %(same)s the same, %(down)s down."),
        True: _("Another teacher, %(n)d students: %(up)s up, %(same)s the same, %(down)s down."),
    }
    return tuple(
        said[bool(changed)] % {"n": int(part["students"].sum()), **move_words(part)} for changed, part in apart
    )
