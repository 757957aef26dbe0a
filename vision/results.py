"""What leaders may see of a pulse that is over: the released counts, rounded so that they point at nobody.

The term's portfolio reads the same counts with intervals and comparison; this page never says more than it does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from vision.models import Pulse
from vision.pulse import ANSWERS

EXACT_FROM = 20
"""Answers from which the number, and shares to 1 %, are shown. Below, bands of five and shares to 5 %."""

NEARLY_ALL, HARDLY_ANY = 90, 10
"""Per cent: beyond these a small group's share would tell everybody's answer."""

FEWEST_RESPONSE = 50
"""Per cent of those invited: below it, those who did not answer could turn every figure round."""


@dataclass(frozen=True)
class Step:
    """One worded answer and its share in whole per cent; ``shade`` is its place in the order."""

    word: Any
    share: int
    shade: int


@dataclass(frozen=True)
class ItemReading:
    """One item on the page. ``withheld`` says why nothing is shown; else ``agree`` is a sentence about answers 4 and 5.

    ``steps`` is empty while a distribution would say too much; then ``width`` draws the rounded share.
    """

    wording: Any
    withheld: str = ""
    answers: str = ""
    agree: str = ""
    width: int = 0
    steps: tuple[Step, ...] = ()


def readings_of(pulse: Pulse) -> list[ItemReading]:
    """Every item of the pulse in its order, released or withheld with the reason."""
    released = {result.item: result.counts for result in pulse.results.all()}
    reason = _reason_for_all(pulse)
    return [
        ItemReading(_(item["wording"]), withheld=reason or _too_few())
        if reason or item["key"] not in released
        else _reading(_(item["wording"]), released[item["key"]])
        for item in pulse.items
    ]


def _reason_for_all(pulse: Pulse) -> str:
    if pulse.state == Pulse.State.DISCARDED:
        return _("This pulse was deleted unopened, because too few answered or the box could not be trusted.")
    if not pulse.answered or 100 * pulse.answered < FEWEST_RESPONSE * pulse.invited:
        return _("Fewer than half of those invited answered, so their answers may not speak for the staff.")
    return ""


def _too_few() -> str:
    return _("Too few answered this one to show it without pointing at people.")


def _reading(wording: str, counts: list[int]) -> ItemReading:
    n = sum(counts)
    share = _rounded(100 * sum(counts[3:]) / n, n)
    return ItemReading(
        wording=wording,
        answers=band(n),
        agree=_sentence(share, n),
        width=share,
        steps=_steps(counts, n) if n >= EXACT_FROM else (),
    )


def band(n: int) -> str:
    """How a number of answers is written: in fives while it is small."""
    if n >= EXACT_FROM:
        return str(n)
    low = n - n % 5
    return f"{low}–{low + 4}"


def _rounded(share: float, n: int) -> int:
    if n >= EXACT_FROM:
        return round(share)
    return min(NEARLY_ALL, max(HARDLY_ANY, 5 * round(share / 5)))


def _sentence(share: int, n: int) -> str:
    if n < EXACT_FROM and share >= NEARLY_ALL:
        return _("90 % or more agree")
    if n < EXACT_FROM and share <= HARDLY_ANY:
        return _("10 % or fewer agree")
    words = _("%(share)d %% agree") if n >= EXACT_FROM else _("About %(share)d %% agree")
    return words % {"share": share}


def _steps(counts: list[int], n: int) -> tuple[Step, ...]:
    return tuple(
        Step(word, round(100 * count / n), shade) for (shade, word), count in zip(ANSWERS, counts, strict=True)
    )


def response_of(pulse: Pulse) -> str:
    """How many took part, written like every other number of answers."""
    if not pulse.answered or pulse.answered < 5:
        return _("fewer than 5 of %(invited)d") % {"invited": pulse.invited}
    return _("%(answered)s of %(invited)d") % {"answered": band(pulse.answered), "invited": pulse.invited}
