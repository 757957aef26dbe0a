"""What leaders may see of a pulse that is over: the released counts, rounded so that they point at nobody.

The term's portfolio reads the same counts with intervals and comparison; this page never says more than it does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from learningculture.disclosure import COARSE_STEP, SMALLEST_GROUP, Bound, Turnout, nearest, told_range
from vision.counting import may_show_steps
from vision.models import Pulse
from vision.pulse import FEWEST_INVITED
from vision.pulse_items import ANSWERS

NOT_TO_BREAK = "\u00a0"
"""A space at which no line ends: a range is read in one piece."""

FULL_ENOUGH_RESPONSE = 80
"""Per cent of those invited: from here on those who did not answer can hardly turn a figure round."""

FEWEST_RESPONSE = 50
"""Per cent of those invited: below it, those who did not answer could turn every figure round."""


@dataclass(frozen=True)
class Step:
    """One worded answer and its share in whole per cent; ``shade`` is its place in the order."""

    word: Any
    share: int
    shade: int


@dataclass(frozen=True)
class GroupReading:
    """The same of one group, always rounded: its name, the number of answers in a band, the sentence, the share."""

    label: str
    answers: str
    agree: str
    width: int


@dataclass(frozen=True)
class ItemReading:
    """One item on the page. ``withheld`` says why nothing is shown; else ``agree`` is a sentence about answers 4 and 5.

    ``range`` is its 95 % interval; ``among_all`` its limits among everybody invited, where fewer than 80 % answered.
    ``steps`` is empty where a distribution would say too much; then ``width`` draws the rounded share.
    """

    wording: Any
    withheld: str = ""
    answers: str = ""
    agree: str = ""
    width: int = 0
    range: str = ""
    among_all: str = ""
    steps: tuple[Step, ...] = ()
    groups: tuple[GroupReading, ...] = ()


def readings_of(pulse: Pulse) -> list[ItemReading]:
    """Every item of the pulse in its order, released or withheld with the reason."""
    kept = {result.item: result.counts for result in pulse.results.all() if not result.group}
    released = {item: counts for item, counts in kept.items() if sum(counts) >= SMALLEST_GROUP}
    groups = {(result.item, result.group): result.counts for result in pulse.results.all()}
    reason = _reason_for_all(pulse)
    return [
        ItemReading(_(item["wording"]), withheld=held)
        if (held := reason or _reason_for_item(released.get(item["key"]), pulse))
        else _reading(_(item["wording"]), released[item["key"]], pulse, _groups(pulse, item["key"], groups))
        for item in pulse.items
    ]


def _reason_for_item(counts: list[int] | None, pulse: Pulse) -> str:
    """As the portfolio has it: half of those invited must have answered this very item."""
    if counts is None:
        return _("Too few answered this one to show it without pointing at people.")
    if 100 * sum(counts) < FEWEST_RESPONSE * pulse.invited:
        return _("Fewer than half of those invited answered this one, so it may not speak for the staff.")
    return ""


def _reason_for_all(pulse: Pulse) -> str:
    if pulse.state == Pulse.State.DISCARDED:
        return _("This pulse was deleted unopened, because too few answered or the box could not be trusted.")
    if pulse.invited < FEWEST_INVITED:
        return _("In a staff of fewer than %(fewest)d everybody could guess.") % {"fewest": FEWEST_INVITED}
    if not pulse.answered or 100 * pulse.answered < FEWEST_RESPONSE * pulse.invited:
        return _("Fewer than half of those invited answered, so their answers may not speak for the staff.")
    return ""


def _groups(pulse: Pulse, item: str, kept: dict[tuple[str, str], list[int]]) -> tuple[GroupReading, ...]:
    """Those that were released of the item, in the order of the pulse; where only one was, it has nothing beside it."""
    found = []
    for group in pulse.groups:
        if counts := kept.get((item, group["key"])):
            turnout = Turnout(sum(counts), group["invited"])
            share, bound = turnout.told_percent(sum(counts[3:]), step=COARSE_STEP)
            found.append(GroupReading(_(group["label"]), str(turnout), _sentence(share, bound), share))
    return tuple(found)


def _reading(wording: str, counts: list[int], pulse: Pulse, groups: tuple[GroupReading, ...]) -> ItemReading:
    turnout = Turnout(sum(counts), pulse.invited)
    share, bound = turnout.told_percent(sum(counts[3:]))
    return ItemReading(
        wording=wording,
        answers=str(turnout),
        agree=_sentence(share, bound, exact=turnout.is_exact),
        width=share,
        range=_range(*told_range(share, bound, turnout.least)),
        among_all=_among_all(share, bound, pulse),
        steps=_steps(counts) if may_show_steps(counts, pulse.invited) else (),
        groups=groups,
    )


def _range(low: float, high: float) -> str:
    words = _("%(low)d %% to %(high)d %%") % {"low": int(100 * low + 0.5), "high": int(100 * high + 0.5)}
    return words.replace(" ", NOT_TO_BREAK)


def _among_all(share: int, bound: Bound, pulse: Pulse) -> str:
    """The least and most that can agree among everybody invited, whatever those think who did not answer."""
    answered = Turnout(pulse.answered or 0, pulse.invited).response
    if answered >= FULL_ENOUGH_RESPONSE:
        return ""
    least = 0 if bound == Bound.OR_FEWER else share
    most = 100 if bound == Bound.OR_MORE else share
    return _range(least * answered / 10_000, (most * answered / 100 + 100 - answered) / 100)


def _sentence(share: int, bound: Bound, *, exact: bool = False) -> str:
    if bound == Bound.OR_MORE:
        return _("%(share)d %% or more agree") % {"share": share}
    if bound == Bound.OR_FEWER:
        return _("%(share)d %% or fewer agree") % {"share": share}
    words = _("%(share)d %% agree") if exact else _("About %(share)d %% agree")
    return words % {"share": share}


def _steps(counts: list[int]) -> tuple[Step, ...]:
    n = sum(counts)
    return tuple(Step(word, nearest(count, n, 1), shade) for (shade, word), count in zip(ANSWERS, counts, strict=True))


def response_of(pulse: Pulse) -> str:
    """How many took part, written like every other number of answers."""
    if pulse.invited < FEWEST_INVITED:
        return _("In a staff of fewer than %(fewest)d everybody could guess.") % {"fewest": FEWEST_INVITED}
    if not pulse.answered or pulse.answered < SMALLEST_GROUP:
        return _("fewer than 5 of %(invited)d") % {"invited": pulse.invited}
    return _("%(answered)s of %(invited)d") % {
        "answered": Turnout(pulse.answered, pulse.invited),
        "invited": pulse.invited,
    }
