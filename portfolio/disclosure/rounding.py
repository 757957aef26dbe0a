"""How exactly a released number is shown."""

from dataclasses import dataclass
from enum import StrEnum

from portfolio.disclosure.minimums import SMALLEST_GROUP, Withheld, withheld_below

# Answers. From here on a person is less than 5 % of a share, and n may be exact (promises.md §3.2 R4).
EXACT_FROM = 20
# Per cent. Steps of a share below and from EXACT_FROM on (R4).
COARSE_STEP = 5
FINE_STEP = 1
# Per cent. Beyond these a small group's share tells nearly everybody's answer, so only the side is told (R4).
NEARLY_ALL = 90
NEARLY_NONE = 10
# Answers. The first and last of each band in which a small n is told (R4).
N_BANDS = ((5, 9), (10, 14), (15, 19))
# Pupils. Counts that leave the school are told to the nearest 5; 1 to 4 as "fewer than 5" (promises.md §3.4).
COUNT_STEP = 5


class Bound(StrEnum):
    """Whether a shown percentage is the figure or only its limit."""

    ABOUT = ""
    OR_MORE = " or more"
    OR_FEWER = " or fewer"


@dataclass(frozen=True)
class RoundedShare:
    """A pulse share as shown: whole `percent` 0 to 100, what it bounds, and n as a band or exactly."""

    percent: int
    bound: Bound
    n: str

    @property
    def text(self) -> str:
        return f"{self.percent} %{self.bound}"


def rounded_share(numerator: int, answers: int) -> RoundedShare | Withheld:
    """
    Share of pulse answers as it may be shown, halves rounded up; withheld under 5 answers.

    To 5 % while n < 20, else to 1 %; with n < 20 a share of at least 90 % or at most 10 % only as that limit.
    Counts out of order raise ValueError. Source: promises.md §3.2 R4.
    """
    if not 0 <= numerator <= answers:
        raise ValueError(f"{numerator} of {answers} is not a share.")
    few = withheld_below(answers, SMALLEST_GROUP, "answers")
    if few:
        return few
    if answers >= EXACT_FROM:
        return RoundedShare(_nearest(numerator, answers, FINE_STEP), Bound.ABOUT, shown_n(answers))
    if 100 * numerator >= NEARLY_ALL * answers:
        return RoundedShare(NEARLY_ALL, Bound.OR_MORE, shown_n(answers))
    if 100 * numerator <= NEARLY_NONE * answers:
        return RoundedShare(NEARLY_NONE, Bound.OR_FEWER, shown_n(answers))
    return RoundedShare(_nearest(numerator, answers, COARSE_STEP), Bound.ABOUT, shown_n(answers))


def rounded_mean(total: float, answers: int) -> float | Withheld:
    """Mean of pulse answers to 1 decimal; withheld under 5 answers. Source: promises.md §3.2 R4."""
    return withheld_below(answers, SMALLEST_GROUP, "answers") or round(total / answers, 1)


def shown_n(answers: int) -> str:
    """Number of answers as shown: "fewer than 5", "5–9", "10–14", "15–19", then exact; below 0 raises ValueError."""
    if answers < 0:
        raise ValueError("A number of answers cannot be negative.")
    if answers < SMALLEST_GROUP:
        return f"fewer than {SMALLEST_GROUP}"
    return next((f"{low}–{high}" for low, high in N_BANDS if low <= answers <= high), str(answers))


def rounded_participation(answered: int, invited: int) -> int | Withheld:
    """Whole-school participation in per cent, to 5 %; withheld under 5 answers. Source: promises.md §3.2 R2."""
    if not 0 <= answered <= invited:
        raise ValueError(f"{answered} answers from {invited} invited.")
    return withheld_below(answered, SMALLEST_GROUP, "answers") or _nearest(answered, invited, COARSE_STEP)


def rounded_count(pupils: int) -> str:
    """Count of pupils as it may leave the school: "0", "fewer than 5", then to the nearest 5; ValueError below 0."""
    if pupils < 0:
        raise ValueError("A number of pupils cannot be negative.")
    if 0 < pupils < COUNT_STEP:
        return f"fewer than {COUNT_STEP}"
    return str(COUNT_STEP * ((2 * pupils + COUNT_STEP) // (2 * COUNT_STEP)))


def _nearest(numerator: int, denominator: int, step: int) -> int:
    """Per cent to the nearest step, halves up, in whole numbers so that no float tips a half."""
    return step * ((200 * numerator + step * denominator) // (2 * step * denominator))
