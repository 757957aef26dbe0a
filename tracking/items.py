"""The questions of the check-in, as data: three items for each behaviour and form, in our own words. Unpiloted.

A behaviour without items here is not asked about; the check-in says which.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from tracking.further_items import FURTHER

ITEM_VERSION = "2026.1"
"""Changes with any wording, so that answers to different words are never taken for the same."""

BANK: dict[str, dict[str, tuple[Any, ...]]] = {
    "perseverance": {
        "A": (_("I try another way."), _("I keep going when it is tricky."), _("I know what to do when I am stuck.")),
        "B": (
            _("When I got stuck, I tried a different way."),
            _("I kept going with something hard for longer than I wanted to."),
            _("I had a next step when I was stuck."),
        ),
        "C": (
            _("I changed my approach when the first one failed."),
            _("I went back to something I had given up on."),
            _("I could tell useful struggle from wasted effort."),
        ),
    },
    "questioning": {
        "A": (
            _("I ask “I wonder”."),
            _("I ask when I do not understand."),
            _("I ask a friend a question about their learning."),
        ),
        "B": (
            _("I asked a question nobody told me to ask."),
            _("My question helped me understand more."),
            _("I asked “how do we know?”"),
        ),
        "C": (
            _("I asked something that changed the discussion."),
            _("I questioned a source or a claim."),
            _("I wrote down a question to follow up myself."),
        ),
    },
    "collaboration": {
        "A": (_("We take turns to talk."), _("I share a job."), _("I say “good idea” and use it.")),
        "B": (
            _("I helped everyone in my group have a say."),
            _("I used someone else’s idea to make ours better."),
            _("I did my part when no one checked."),
        ),
        "C": (
            _("I helped a group agree how to work."),
            _("I disagreed without making it personal."),
            _("I noticed who was left out and acted."),
        ),
    },
    "revising": {
        "A": (_("I look again."), _("I make it better."), _("I change my plan.")),
        "B": (
            _("I changed my work part-way because I saw a better way."),
            _("I used feedback in a new piece."),
            _("I checked my work against what I was trying to do."),
        ),
        "C": (
            _("I judged my own draft before anyone else did."),
            _("I acted on feedback in a different task."),
            _("I dropped something that was not working."),
        ),
    },
}

BANK |= FURTHER

SAME_AS = {
    "keep_trying": "perseverance",
    "persisting": "perseverance",
    "questioning_problems": "questioning",
    "listening_empathy": "empathy_listening",
    "metacognition": "meta_learning",
    "early_links": "making_links",
    "applying_past_knowledge": "making_links",
    "creating_imagining": "imagining",
    "thinking_interdependently": "interdependence",
    "involved": "absorption",
}
"""Behaviours of other frameworks that ask the same: their children answer the same questions."""

BANK |= {key: BANK[same] for key, same in SAME_AS.items()}

BEHAVIOURS_ASKED = {"A": 2, "B": 4, "C": 4}
"""How many behaviours a sitting asks about: six items for the youngest, twelve for the others."""

SPAN = {"A": "", "B": _("In the last two weeks"), "C": _("Since half-term")}
"""The stretch of time the question is about, shown above it."""


@dataclass(frozen=True)
class Answer:
    """One worded answer and its picture."""

    value: int
    words: Any
    icon: str


_FOUR_WORDS = (
    Answer(1, _("not yet"), "sprout"),
    Answer(2, _("sometimes"), "cloud-sun"),
    Answer(3, _("most times"), "sun"),
    Answer(4, _("nearly every time"), "sparkles"),
)
ANSWERS: dict[str, tuple[Answer, ...]] = {
    "A": (
        Answer(1, _("with help"), "hand-helping"),
        Answer(2, _("when I remember"), "bell"),
        Answer(3, _("on my own"), "star"),
    ),
    "B": _FOUR_WORDS,
    "C": _FOUR_WORDS,
}
NO_CHANCE = _("I had no chance to")


def answer_words(form: str, value: int | None) -> Any:
    """What the child chose, in the words shown."""
    return next((answer.words for answer in ANSWERS[form] if answer.value == value), NO_CHANCE)


def item_key(behaviour_key: str, form: str, number: int) -> str:
    """``perseverance.b1``: stable for one :data:`ITEM_VERSION`."""
    return f"{behaviour_key}.{form.lower()}{number}"


def wording_of(key: str) -> Any:
    """The words of an item by its key; the key itself for an item of an older bank."""
    behaviour_key, _dot, rest = key.partition(".")
    items = BANK.get(behaviour_key, {}).get(rest[:1].upper(), ())
    number = int(rest[1:]) if rest[1:].isdecimal() else 0
    return items[number - 1] if 0 < number <= len(items) else key
