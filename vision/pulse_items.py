"""What the pulse asks: eight statements of ours and five worded answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy

ITEM_VERSION = "1"


@dataclass(frozen=True)
class PulseItem:
    """A statement of the pulse, in our words. ``question`` is the one of the five that it serves."""

    key: str
    wording: Any
    question: int
    about_leaders: bool = False


PULSE_ITEMS = (
    PulseItem("p1", gettext_lazy("I could explain our vision for learning to a parent."), 1),
    PulseItem("p2", gettext_lazy("I agree with where it is taking us."), 1),
    PulseItem("p3", gettext_lazy("It affects what I plan."), 1),
    PulseItem("p4", gettext_lazy("Leaders here talk about learning more than about data."), 2, True),
    PulseItem("p5", gettext_lazy("What leaders say about learning matches what they give time to."), 2, True),
    PulseItem("p6", gettext_lazy("I can choose what I work on to improve."), 3),
    PulseItem("p7", gettext_lazy("I can try something here and have it not work."), 3),
    PulseItem("p8", gettext_lazy("I get time and help to try things."), 3),
)
ABOUT_LEADERS = frozenset(item.key for item in PULSE_ITEMS if item.about_leaders)
ITEM_KEYS = tuple(item.key for item in PULSE_ITEMS)

ANSWERS = (
    (1, gettext_lazy("Disagree strongly")),
    (2, gettext_lazy("Disagree")),
    (3, gettext_lazy("Neither")),
    (4, gettext_lazy("Agree")),
    (5, gettext_lazy("Agree strongly")),
)
STEPS = frozenset(step for step, _word in ANSWERS)
