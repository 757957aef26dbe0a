"""How exactly a released number is shown."""

from dataclasses import dataclass

from learningculture.disclosure import SMALLEST_GROUP, Bound, Turnout, Withheld, told_percent
from portfolio.disclosure.minimums import withheld_below

# Answers. The first and last of each band in which a small n is told (R4).
N_BANDS = ((5, 9), (10, 14), (15, 19))
# Pupils. Counts that leave the school are told to the nearest 5; 1 to 4 as "fewer than 5" (promises.md §3.4).
COUNT_STEP = 5


@dataclass(frozen=True)
class RoundedShare:
    """A pulse share as shown: whole `percent` 0 to 100, what it bounds, and n as a band or exactly."""

    percent: int
    bound: Bound
    n: str

    @property
    def text(self) -> str:
        return f"{self.percent} %{self.bound}"


def rounded_share(numerator: int, answers: int, *, step: int = 0) -> RoundedShare | Withheld:
    """
    Share of answers as it may be shown, halves rounded up; withheld under 5 answers.

    To 5 % while n < 20, else to 1 % or to the step given. Near all and near none only a limit is shown, so that
    nobody learns that all agreed: see `learningculture.disclosure`. Counts out of order raise ValueError.
    Source: promises.md §3.2 R4, whose one limit of 90 % for n < 20 is here a stricter one for each size.
    """
    if not 0 <= numerator <= answers:
        raise ValueError(f"{numerator} of {answers} is not a share.")
    few = withheld_below(answers, SMALLEST_GROUP, "answers")
    if few:
        return few
    return RoundedShare(*told_percent(numerator, answers, step=step), shown_n(answers))


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


def sealed_share(numerator: int, turnout: Turnout) -> RoundedShare | Withheld:
    """Share of sealed answers as it may be shown; withheld under 5 answers. Source: promises.md §3.2 R4, R6."""
    few = withheld_below(turnout.answers, SMALLEST_GROUP, "answers")
    return few or RoundedShare(*turnout.told_percent(numerator), str(turnout))


def rounded_participation(answered: int, invited: int) -> int | Withheld:
    """
    Whole-school participation in per cent, to 5 %; withheld under 5 answers.

    That everybody answered is never told, since it would say of each that they did. Source: promises.md §3.2 R2.
    """
    if not 0 <= answered <= invited:
        raise ValueError(f"{answered} answers from {invited} invited.")
    return withheld_below(answered, SMALLEST_GROUP, "answers") or Turnout(answered, invited).response


def rounded_count(pupils: int) -> str:
    """Count of pupils as it may leave the school: "0", "fewer than 5", then to the nearest 5; ValueError below 0."""
    if pupils < 0:
        raise ValueError("A number of pupils cannot be negative.")
    if 0 < pupils < COUNT_STEP:
        return f"fewer than {COUNT_STEP}"
    return str(COUNT_STEP * ((2 * pupils + COUNT_STEP) // (2 * COUNT_STEP)))
