"""The shapes in which a figure is handed on: an interval, or a sentence saying why there is no figure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Measurements = Sequence[float | None] | Sequence[float] | Sequence[int] | Floats

# Every interval of the portfolio is a 95 % interval (domain.md §6.0, U1 to U4).
CONFIDENCE = 0.95
ALPHA = 1 - CONFIDENCE


class Obstacle(StrEnum):
    """Why a figure does not exist."""

    NO_VARIATION = "no variation"
    TOO_FEW = "too few"
    NOT_COMPARABLE = "not comparable"


@dataclass(frozen=True)
class NotEstimable:
    """The answer in place of a figure: the kind of obstacle and the sentence that the reader sees."""

    obstacle: Obstacle
    sentence: str

    def __str__(self) -> str:
        return f"{self.obstacle}: {self.sentence}"


@dataclass(frozen=True)
class Interval:
    """A 95 % interval (or hard bounds) in the unit of its estimate; ValueError unless both are finite, in order."""

    low: float
    high: float

    def __post_init__(self) -> None:
        if not (math.isfinite(self.low) and math.isfinite(self.high) and self.low <= self.high):
            raise ValueError(f"An interval needs two finite ends in order, not {self.low} and {self.high}.")

    @property
    def width(self) -> float:
        return self.high - self.low

    def lies_above(self, value: float) -> bool:
        return self.low > value

    def lies_below(self, value: float) -> bool:
        return self.high < value

    def lies_within(self, limit: float) -> bool:
        """True when the whole interval is inside ±limit."""
        return -limit < self.low and self.high < limit


def too_few(sentence: str) -> NotEstimable:
    return NotEstimable(Obstacle.TOO_FEW, sentence)


def no_variation(sentence: str) -> NotEstimable:
    return NotEstimable(Obstacle.NO_VARIATION, sentence)


def not_comparable(sentence: str) -> NotEstimable:
    return NotEstimable(Obstacle.NOT_COMPARABLE, sentence)


def as_floats(values: Measurements) -> Floats:
    """One-dimensional float array; a missing value (None) becomes nan so that the caller can drop and count it."""
    array = np.asarray(values, dtype=np.float64)
    if array.ndim != 1:
        raise ValueError("One value per person is expected, in one dimension.")
    return array


def complete_pairs(first: Measurements, second: Measurements) -> tuple[Floats, Floats, int]:
    """The pairs with both values, and the number of pairs left out. Unequal lengths raise ValueError."""
    left, right = as_floats(first), as_floats(second)
    if left.shape != right.shape:
        raise ValueError(f"Pairs need two columns of one length, not {left.size} and {right.size}.")
    keep = np.isfinite(left) & np.isfinite(right)
    return left[keep], right[keep], int((~keep).sum())
