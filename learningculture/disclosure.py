"""How a share of a few people's answers may be told, wherever it is shown.

Nobody may learn that all agreed, not even the one person who did not and takes their own answer away. So near all and
near none only a limit is told, chosen such that at least three counts lie beyond it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist

EXACT_FROM = 20
"""Answers. From here on a person is at most 5 % of a share, and their number may be told."""

COARSE_STEP, FINE_STEP = 5, 1
"""Per cent. Steps of a share below and from :data:`EXACT_FROM` on."""

LIMITS = ((40, 95), (20, 90), (10, 80), (0, 60))
"""From so many answers on, so many per cent is the most that is told, and the rest to 100 the least."""

SMALLEST_GROUP = 5
"""People. No combination of released sums may speak of fewer; the linear check's k."""


@dataclass(frozen=True)
class Withheld:
    """The answer in place of a number that may not be shown; ``sentence`` says the rule and never the number."""

    sentence: str

    def __str__(self) -> str:
        return self.sentence


class Bound(StrEnum):
    """Whether a told percentage is the figure or only its limit."""

    ABOUT = ""
    OR_MORE = " or more"
    OR_FEWER = " or fewer"


def most_told(answers: int) -> int:
    """Per cent above which only "or more" is told."""
    return next(limit for fewest, limit in LIMITS if answers >= fewest)


def told_percent(numerator: int, answers: int, *, step: int = 0) -> tuple[int, Bound]:
    """A share in whole per cent, halves up, to the step that suits the number of answers or to the one given."""
    limit = most_told(answers)
    if 100 * numerator >= limit * answers:
        return limit, Bound.OR_MORE
    if 100 * numerator <= (100 - limit) * answers:
        return 100 - limit, Bound.OR_FEWER
    return nearest(numerator, answers, step or (FINE_STEP if answers >= EXACT_FROM else COARSE_STEP)), Bound.ABOUT


def told_size(answers: int) -> int:
    """The number of answers as far as it is told: exact from twenty on, else the least of its band of five."""
    return answers if answers >= EXACT_FROM else answers - answers % COARSE_STEP


def told_range(share: int, bound: Bound, answers: int) -> tuple[float, float]:
    """Wilson's 95 % interval, 0 to 1, of a share as it is told: nothing finer than what is shown follows from it.

    In plain Python, since pages load no library of statistics; the portfolio's own is the same.
    Source: Newcombe 1998, Statistics in Medicine 17:857, method 3.
    """
    n, told, z = told_size(answers), share / 100, NormalDist().inv_cdf(0.975)
    middle = (told + z * z / (2 * n)) / (1 + z * z / n)
    reach = z * math.sqrt(told * (1 - told) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    least, most = 0.0 if bound == Bound.OR_FEWER else told, 1.0 if bound == Bound.OR_MORE else told
    return max(0.0, min(middle - reach, least)), min(1.0, max(middle + reach, most))


def told_numerator(numerator: int, answers: int) -> int:
    """The count nearest to the true one that is told in the same words and lies at the limit, for what is stored."""
    most = answers * (100 - most_told(answers)) // 100
    return min(answers - most, max(most, numerator))


def nearest(numerator: int, denominator: int, step: int) -> int:
    """Per cent to the nearest step, halves up, in whole numbers so that no float tips a half."""
    return step * ((200 * numerator + step * denominator) // (2 * step * denominator))
