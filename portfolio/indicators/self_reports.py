"""Q5.1: what students say of one behaviour, and how the same students' answers changed."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portfolio.disclosure.minimums import MIN_PUPILS_INSIDE, MIN_PUPILS_VERDICT, withheld_below
from portfolio.findings import Cell, Comparison, Finding, Standing
from portfolio.indicators.scope import Result, Scope, Then
from portfolio.records.learners import answer_counts, classes_of_students, scores_of
from portfolio.records.terms import terms_to_compare
from portfolio.statistics.change import MatchedChange, matched_standardised_change
from portfolio.statistics.results import Interval, NotEstimable
from portfolio.statistics.verdicts import Period, Verdict, comparability, mean_change_verdict
from tracking.items import ANSWERS, NO_CHANCE
from vision.models import Behaviour

SEED = 51
"""Of the draws of classes; stored with the figure, so that anybody gets the same interval again."""

COLUMNS = ["student", "form", "items", "preset", "version", "score", "answered"]
SAME = ["student", "form", "items", "preset", "version"]
"""Two sittings are one student's change only when the same words were asked under the same framework."""


@dataclass(frozen=True)
class Sittings:
    """A term's scores as a frame of :data:`COLUMNS`, and how many students could have had one."""

    scores: pd.DataFrame
    eligible: int

    @property
    def coverage(self) -> float:
        return len(self.scores) / self.eligible if self.eligible else 0.0

    def versions(self, *columns: str) -> str:
        return ", ".join(
            sorted({" ".join(map(str, row)) for row in self.scores[list(columns)].itertuples(index=False)})
        )


def reported(scope: Scope, blank: Finding, behaviour: Behaviour) -> Result:
    """The distribution of worded answers, and the matched change since the earlier term."""
    counts = answer_counts(scope.term, behaviour.key)
    rows = scores_of(scope.term, behaviour.key)
    classes = classes_of_students(scope.term)
    then = _earlier(scope, behaviour.key)
    inputs = [behaviour.key, counts, rows, sorted(classes.items()), then.counted if then else None]
    if few := withheld_below(counts["students"], MIN_PUPILS_INSIDE, _("students")):
        return Result(inputs, [blank.withholding(str(few))])
    finding = replace(
        blank,
        distribution=_distribution(counts["answers"]),
        distribution_of=_("answers"),
        denominator=counts["eligible"],
        eligible=counts["eligible"],
        n=str(counts["students"]),
        people=counts["students"],
        counts={"students": counts["students"]},
    )
    now = Sittings(pd.DataFrame(rows, columns=COLUMNS), counts["eligible"])
    return Result(inputs, [_with_change(finding, now, then, classes)])


def _earlier(scope: Scope, key: str) -> Then | None:
    for earlier in terms_to_compare(scope.term, last_year_first=True):
        if rows := scores_of(earlier.term, key):
            return Then(earlier, {"rows": rows, "eligible": answer_counts(earlier.term, key)["eligible"]})
    return None


def _distribution(answers: list[list[int]]) -> tuple[Cell, ...]:
    """Per cent of all answers, "no chance to" among them: what is missing stays visible."""
    words = {answer.value: str(answer.words) for answer in ANSWERS["B"]} | {0: str(NO_CHANCE)}
    given = {value: (times, people) for value, times, people in answers}
    total = sum(times for times, _people in given.values())
    cells = ((word, *given.get(value, (0, 0))) for value, word in words.items())
    return tuple(Cell(word, times, (200 * times + total) // (2 * total), people) for word, times, people in cells)


def _with_change(finding: Finding, now: Sittings, then: Then | None, classes: dict[int, int | None]) -> Finding:
    if then is None:
        reason = _("there are no check-ins of an earlier term to compare with")
        return _cannot_tell(replace(finding, comparison=Comparison(reason=reason)), reason)
    before = Sittings(pd.DataFrame(then.counted["rows"], columns=COLUMNS), then.counted["eligible"])
    both = now.scores.merge(before.scores, on=SAME, suffixes=("", "_then"))
    named = Comparison(rule=then.earlier.rule, term=then.title)
    finding = replace(finding, numerator=len(both), coverage=len(both) / max(1, now.eligible))
    if refused := comparability(_period(now), _period(before)):
        return _cannot_tell(replace(finding, comparison=replace(named, reason=str(refused))), refused.sentence)
    if few := withheld_below(len(both), MIN_PUPILS_INSIDE, _("students with a check-in in both terms")):
        return _cannot_tell(
            replace(finding, numerator=None, coverage=None, comparison=replace(named, reason=str(few))), str(few)
        )
    clusters = [classes.get(student) for student in both["student"]]
    change = matched_standardised_change(both["score_then"].tolist(), both["score"].tolist(), clusters, seed=SEED)
    if isinstance(change, NotEstimable):
        return _cannot_tell(replace(finding, comparison=replace(named, reason=str(change))), change.sentence)
    return _changed(finding, change, named)


def _period(sittings: Sittings) -> Period:
    return Period(
        sittings.versions("preset", "version"),
        sittings.versions("items"),
        sittings.coverage,
        len(sittings.scores),
        MIN_PUPILS_INSIDE,
    )


def _changed(finding: Finding, change: MatchedChange, named: Comparison) -> Finding:
    enough = change.n >= MIN_PUPILS_VERDICT
    verdict = mean_change_verdict(change.interval) if enough else Verdict.CANNOT_TELL
    shown = _("%(change)s SD") % {"change": signed(change.change)}
    too_few = _("Fewer than %(least)d students were matched: no verdict.") % {"least": MIN_PUPILS_VERDICT}
    return replace(
        finding,
        standing=STANDING[verdict],
        said=str(SAID[verdict]),
        words={**finding.words, "term": named.term, "change": shown, "range": range_in_sd(change.interval)},
        counts={**finding.counts, "matched": change.n},
        estimate=change.change,
        low=change.interval.low,
        high=change.interval.high,
        unit="sd",
        shown=shown,
        n=str(change.n),
        people=change.n,
        interval=_("95 %% interval, %(range)s; classes kept together") % {"range": range_in_sd(change.interval)},
        verdict=str(verdict),
        comparison=replace(named, difference=change.change, low=change.interval.low, high=change.interval.high),
        notes=tuple(note for note in (change.caution, "" if enough else too_few) if note),
        seed=change.seed,
    )


SAID = {
    Verdict.CLEARER_RISE: gettext_lazy(
        "Self-report rose beyond chance since {term} among {matched} matched students ({change}, {range})."
    ),
    Verdict.CLEARER_FALL: gettext_lazy(
        "Self-report fell beyond chance since {term} among {matched} matched students ({change}, {range})."
    ),
    Verdict.LITTLE_CHANGE: gettext_lazy(
        "Little change in self-report since {term} among {matched} matched students ({change}, {range})."
    ),
    Verdict.CANNOT_TELL: gettext_lazy(
        "Whether self-report changed since {term} cannot be told from {matched} matched students ({change}, {range})."
    ),
}
STANDING = {
    Verdict.CLEARER_RISE: Standing.FOR,
    Verdict.CLEARER_FALL: Standing.AGAINST,
    Verdict.LITTLE_CHANGE: Standing.AGAINST,
    Verdict.CANNOT_TELL: Standing.UNKNOWN,
}
"""A focus behaviour was declared in order to grow: little change speaks against, and is said as what it is."""


def range_in_sd(interval: Interval) -> str:
    return _("range %(low)s to %(high)s") % {"low": signed(interval.low), "high": signed(interval.high)}


def signed(value: float) -> str:
    """Two places with their sign, a minus as long as a plus."""
    return f"{value:+.2f}".replace("-", "−")


def _cannot_tell(finding: Finding, reason: str) -> Finding:
    return replace(
        finding,
        said=_("{students} students answered; how it changed cannot be told: {reason}."),
        words={**finding.words, "reason": reason.rstrip(".")},
        verdict=str(Verdict.CANNOT_TELL),
    )
