"""How a share of a few people's answers may be told, wherever it is shown.

Nobody may learn that all agreed, not even the one person who did not and takes their own answer away. So near all and
near none only a limit is told, chosen such that at least three counts lie beyond it. Sealed answers are told more
strictly, see :class:`Turnout`: three who compare theirs learn no more, and nobody learns that everybody took part.
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

SEALED_LIMITS = ((80, 95), (40, 90), (20, 80), (15, 70), (10, 60), (0, 55))
"""The same for sealed answers: at least five counts lie beyond from nine answers on, four from seven, three always."""

SILENT = 2
"""Of those invited, how many may have been silent where a number says that nearly everybody answered."""

FEWEST_ANSWERS_ABOUT_LEADERS = 10
"""Answers, as told, to an item about leaders: three who all agree cannot read from a limit that nobody else does."""

FEWEST_ANSWERS_IN_GROUP = 10
"""Answers, as told, of a group within a pulse (domain.md §6.0, stricter than promises.md §3.2)."""

FEWEST_INVITED_IN_GROUP = FEWEST_ANSWERS_IN_GROUP + SILENT
"""Staff: as many as must answer, and so many more that nobody can tell that all did."""

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


@dataclass(frozen=True)
class Turnout:
    """So many sealed answers of so many invited, and how they may be told.

    The number is told from ``least`` to ``most``: in fives below twenty, and nobody learns that everybody took part,
    since the last two or more of those invited are told alike.
    """

    answers: int
    invited: int

    @property
    def least(self) -> int:
        return min(told_size(self.answers), self._nearly_all)

    @property
    def most(self) -> int:
        if self.answers >= self._nearly_all:
            return max(self.invited, self.answers)
        return self.answers if self.answers >= EXACT_FROM else self.least + COARSE_STEP - 1

    @property
    def _nearly_all(self) -> int:
        return told_size(max(self.invited - SILENT, SMALLEST_GROUP))

    @property
    def is_exact(self) -> bool:
        return self.least == self.most

    @property
    def limit(self) -> int:
        """Per cent above which only "or more" is told."""
        return sealed_limit(self.least)

    @property
    def response(self) -> int:
        """Per cent of those invited, to the nearest five; nearly everybody is told as two fewer."""
        return nearest(max(0, min(self.answers, self.invited - SILENT)), self.invited, COARSE_STEP)

    def told_percent(self, numerator: int, *, step: int = 0) -> tuple[int, Bound]:
        """A share in whole per cent, halves up, to one where the number is told exactly, else to five.

        What is not beyond a limit never rounds to it: "about 40 %" beside "40 % or fewer" would give the number away.
        """
        step = step or (FINE_STEP if self.is_exact else COARSE_STEP)
        share, bound = _told(numerator, self.answers, self.limit, step)
        if bound == Bound.ABOUT:
            share = min(self.limit - step, max(100 - self.limit + step, share))
        return share, bound

    def told_numerator(self, numerator: int) -> int:
        """See :func:`told_numerator`."""
        return _told_numerator(numerator, self.answers, self.limit)

    def __str__(self) -> str:
        return str(self.answers) if self.is_exact else f"{self.least}–{self.most}"


def most_told(answers: int) -> int:
    """Per cent above which only "or more" is told."""
    return _limit(LIMITS, answers)


def sealed_limit(answers: int) -> int:
    """The same for sealed answers."""
    return _limit(SEALED_LIMITS, answers)


def _limit(limits: tuple[tuple[int, int], ...], answers: int) -> int:
    return next(limit for fewest, limit in limits if answers >= fewest)


def told_percent(numerator: int, answers: int, *, step: int = 0) -> tuple[int, Bound]:
    """A share in whole per cent, halves up, to the step that suits the number of answers or to the one given."""
    fitting = FINE_STEP if answers >= EXACT_FROM else COARSE_STEP
    return _told(numerator, answers, most_told(answers), step or fitting)


def _told(numerator: int, answers: int, limit: int, step: int) -> tuple[int, Bound]:
    if 100 * numerator >= limit * answers:
        return limit, Bound.OR_MORE
    if 100 * numerator <= (100 - limit) * answers:
        return 100 - limit, Bound.OR_FEWER
    return nearest(numerator, answers, step), Bound.ABOUT


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
    return _told_numerator(numerator, answers, most_told(answers))


def _told_numerator(numerator: int, answers: int, limit: int) -> int:
    most = answers * (100 - limit) // 100
    return min(answers - most, max(most, numerator))


def nearest(numerator: int, denominator: int, step: int) -> int:
    """Per cent to the nearest step, halves up, in whole numbers so that no float tips a half."""
    return step * ((200 * numerator + step * denominator) // (2 * step * denominator))
