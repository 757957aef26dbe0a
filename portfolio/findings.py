"""The shape of one defined figure: what was counted, how sure one can be, or why nothing is shown."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from portfolio.indicators.definitions import BY_ID

DECIMALS = 4
"""Floats are kept to this many places, so that the same records give the same bytes on every machine."""


class Standing(enum.StrEnum):
    """On which side of a question a figure speaks."""

    FOR = "for"
    AGAINST = "against"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Comparison:
    """The same figure in an earlier term. ``rule`` is T1 (same term last year) or T2 (the term before).

    ``difference`` is now minus then, in the unit of the figure, with its interval; or ``reason`` says why none.
    """

    rule: str = ""
    term: str = ""
    shown: str = ""
    difference: float | None = None
    low: float | None = None
    high: float | None = None
    reason: str = ""


@dataclass(frozen=True)
class Cell:
    """One worded step of a distribution: how many, whole per cent of all, and how many people these come from."""

    label: str
    count: int
    percent: int
    people: int


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One figure of one indicator, for the whole school or for one ``part`` (a pulse item, a behaviour).

    ``estimate``, ``low`` and ``high`` are shares from 0 to 1, or standard deviations where ``unit`` is "sd". A number
    that may not be told exactly is None and stands rounded in ``shown`` and ``n``. ``said`` is the sentence, with the
    names of ``words`` and ``counts`` in braces; ``said_outside`` is the one for readers outside the school, where it
    differs. ``icon`` and ``tint`` are those of a behaviour. ``people`` is what a figure about students rests on, for
    the rules of what may leave the school.
    """

    indicator: str
    part: str = ""
    label: str = ""
    icon: str = ""
    tint: str = ""
    standing: Standing = Standing.UNKNOWN
    said: str = ""
    said_outside: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    people: int | None = None
    numerator: int | None = None
    denominator: int | None = None
    eligible: int | None = None
    coverage: float | None = None
    estimate: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = "share"
    shown: str = ""
    n: str = ""
    n_of: str = ""
    interval: str = ""
    bounds: tuple[float, float] | None = None
    verdict: str = ""
    comparison: Comparison | None = None
    withheld: str = ""
    notes: tuple[str, ...] = ()
    distribution: tuple[Cell, ...] = ()
    distribution_of: str = ""
    seed: int | None = None
    window: tuple[str, str] = ("", "")

    @property
    def sentence(self) -> str:
        """What the figure says, in words; no line ends before a per cent sign."""
        said = self.said.format(**self.words, **{name: str(count) for name, count in self.counts.items()})
        return said.replace(" %", "\u00a0%")

    @property
    def title(self) -> Any:
        """The name of the indicator, where what is said does not tell what it is about."""
        return BY_ID[self.indicator].title

    def to_dict(self) -> dict[str, Any]:
        """As JSON holds it, floats rounded to :data:`DECIMALS`."""
        return dict(_plain(asdict(self)))

    @classmethod
    def from_dict(cls, content: Mapping[str, Any]) -> Finding:
        comparison, bounds = content["comparison"], content["bounds"]
        return cls(
            **{
                **content,
                "standing": Standing(content["standing"]),
                "comparison": Comparison(**comparison) if comparison else None,
                "bounds": tuple(bounds) if bounds else None,
                "notes": tuple(content["notes"]),
                "distribution": tuple(Cell(**cell) for cell in content["distribution"]),
                "window": tuple(content["window"]),
            }
        )

    def withholding(self, reason: str) -> Finding:
        """The same figure with every number taken out and the reason in their place."""
        return replace(
            Finding(indicator=self.indicator, part=self.part, label=self.label, window=self.window),
            icon=self.icon,
            tint=self.tint,
            said="{reason}",
            words={"reason": reason},
            withheld=reason,
        )


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, DECIMALS) + 0.0
    if isinstance(value, dict):
        return {key: _plain(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(entry) for entry in value]
    return str(value) if isinstance(value, enum.StrEnum) else value


def percent_of(share: float) -> str:
    """A share from 0 to 1 as whole per cent, halves up."""
    return f"{int(share * 100 + 0.5)} %"
