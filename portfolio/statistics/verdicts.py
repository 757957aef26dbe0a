"""The four verdicts of the portfolio, and when two periods may be compared at all."""

from dataclasses import dataclass
from enum import StrEnum

from portfolio.statistics.results import Interval, NotEstimable, not_comparable

# Baseline SDs. A matched change counts when its whole interval is beyond this (domain.md §6.0 U2).
NOTEWORTHY_CHANGE_SD = 0.10
# Baseline SDs. Little change is said only when the whole interval is inside this (domain.md §2.6 rule 7).
LITTLE_CHANGE_SD = 0.20
# Share (5 percentage points). A difference of shares counts when its whole interval is beyond this (domain.md §6.0 T2).
NOTEWORTHY_DIFFERENCE = 0.05
# Share (10 percentage points). No source gives an inner band for shares; it is twice the outer one, as it is for SDs.
LITTLE_DIFFERENCE = 0.10
# Share. From this difference in coverage on, other people may be in the two periods (domain.md §6.0 T2).
COVERAGE_GAP = 0.15
# Fractions are compared with this slack, so that 0.85 against 0.70 is the 15 points it says.
ROUNDING_SLACK = 1e-9


class Verdict(StrEnum):
    """All that the portfolio ever says about a change."""

    CLEARER_RISE = "clearer rise"
    CLEARER_FALL = "clearer fall"
    LITTLE_CHANGE = "little change"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True)
class Period:
    """What an indicator rested on in one term: versions, coverage (0 to 1), n, and the minimum n of that indicator."""

    framework_version: str
    item_version: str
    coverage: float
    n: int
    minimum_n: int


def mean_change_verdict(interval: Interval | NotEstimable) -> Verdict:
    """Verdict on a matched mean change in baseline SDs; a figure that does not exist is `cannot tell`."""
    return _verdict(interval, NOTEWORTHY_CHANGE_SD, LITTLE_CHANGE_SD)


def proportion_verdict(difference: Interval | NotEstimable) -> Verdict:
    """Verdict on Newcombe's interval of a difference of shares, current minus earlier, −1 to 1."""
    return _verdict(difference, NOTEWORTHY_DIFFERENCE, LITTLE_DIFFERENCE)


def comparability(current: Period, earlier: Period) -> NotEstimable | None:
    """
    None when the two periods may be compared, else "not comparable" with every reason in one sentence.

    Refused: another framework or item version, coverage 15 points or more apart, fewer than the minimum n in either.
    Source: domain.md §6.0 T1 and T2.
    """
    reasons = [
        *_version_reasons(current, earlier),
        *_coverage_reasons(current, earlier),
        *_size_reasons(current, earlier),
    ]
    return not_comparable("; ".join(reasons) + ".") if reasons else None


def _verdict(interval: Interval | NotEstimable, noteworthy: float, little: float) -> Verdict:
    """Rise and fall are asked first: a narrow interval may lie beyond the one band and inside the other."""
    if isinstance(interval, NotEstimable):
        return Verdict.CANNOT_TELL
    if interval.lies_above(noteworthy):
        return Verdict.CLEARER_RISE
    if interval.lies_below(-noteworthy):
        return Verdict.CLEARER_FALL
    return Verdict.LITTLE_CHANGE if interval.lies_within(little) else Verdict.CANNOT_TELL


def _version_reasons(current: Period, earlier: Period) -> list[str]:
    reasons = []
    if current.framework_version != earlier.framework_version:
        reasons.append("the framework has changed")
    if current.item_version != earlier.item_version:
        reasons.append("the wording of the items has changed")
    return reasons


def _coverage_reasons(current: Period, earlier: Period) -> list[str]:
    if abs(current.coverage - earlier.coverage) < COVERAGE_GAP - ROUNDING_SLACK:
        return []
    return [f"coverage was {earlier.coverage:.0%} and is now {current.coverage:.0%}"]


def _size_reasons(current: Period, earlier: Period) -> list[str]:
    return [
        f"{when} rests on {period.n}, and at least {period.minimum_n} are needed"
        for when, period in (("this period", current), ("the earlier period", earlier))
        if period.n < period.minimum_n
    ]
