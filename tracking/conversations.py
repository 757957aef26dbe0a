"""Where the sides of one learner disagree, said as a way to begin talking. Nothing is averaged and nothing is a number.

Children, teachers and classmates see different lessons: over 341 studies they agree at about 0.28 (domain.md §0,
finding 5). A difference is therefore information, and the child is the one to ask.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracking.items import ANSWERS
from tracking.learner_page import SideBySide

ENOUGH_NOTICINGS = 3
"""Notes by adults before one can say how often something is seen."""

ENOUGH_PLACES = 2
"""Different places in which it was noted before one can say how widely."""

BY_CHOICE, WITH_HELP = 3, 1
"""Phases from which a teacher sees it done unprompted, and up to which only with help."""


@dataclass(frozen=True)
class Conversation:
    """What can be said of one behaviour: a sentence to begin with, what would be enough to say anything, or neither."""

    starter: str = ""
    not_enough: str = ""


def conversation_about(side: SideBySide, name: str) -> Conversation:
    """The first difference worth a talk; where too little is known, what would help."""
    if missing := _missing(side):
        return Conversation(not_enough=missing)
    return Conversation(starter=_starter(side, name))


def _missing(side: SideBySide) -> str:
    """At least two of the three sides are needed to compare anything."""
    seen = side.frequency
    noticed = bool(seen and seen.notes >= ENOUGH_NOTICINGS and len(seen.contexts) >= ENOUGH_PLACES)
    judged = bool(side.judged and side.judged.judgement.phase is not None)
    said = any(each.answer.value is not None for each in side.said)
    if said + noticed + judged >= 2:
        return ""
    wanted = []
    if not said:
        wanted.append(_("a check-in"))
    if not noticed:
        more = max(1, ENOUGH_NOTICINGS - len(side.noticings))
        wanted.append(ngettext("one more noticing", "%(n)d more noticings", more) % {"n": more})
    if not judged:
        wanted.append(_("a judgement"))
    return _("Not enough yet to compare. What would help: %(wanted)s.") % {"wanted": ", ".join(wanted)}


def _starter(side: SideBySide, name: str) -> str:
    phase = side.judged.judgement.phase if side.judged else None
    high, low = _says(side)
    words = {"name": name, "label": side.judged.label if side.judged else ""}
    if high and phase is not None and phase <= WITH_HELP:
        return _("%(name)s sees it often, a teacher chose “%(label)s”. Ask for a time it worked, and listen.") % words
    if low and phase is not None and phase >= BY_CHOICE:
        return _("A teacher sees more of it than %(name)s does. Tell %(name)s one thing you saw.") % words
    if high and not side.noticings:
        return _("%(name)s says it happens and nobody has noted it. Ask where one would have to look.") % words
    if low and len(side.noticings) >= ENOUGH_NOTICINGS:
        return _("Adults noted it several times, %(name)s says it is rare. Read one of the notes together.") % words
    if side.peers and not side.noticings:
        return _("Classmates noticed it and adults did not yet. Where do they see it?") % words
    return _("The sides fit together here. Ask %(name)s what made it possible.") % words if _agree(side) else ""


def _agree(side: SideBySide) -> bool:
    """Whether two sides were compared and say the same: much of it, or little."""
    phase = side.judged.judgement.phase if side.judged else None
    high, low = _says(side)
    noted = len(side.noticings) >= ENOUGH_NOTICINGS
    much = [high, phase is not None and phase >= BY_CHOICE, noted]
    little = [low, phase is not None and phase <= WITH_HELP]
    return (sum(much) >= 2 and not any(little)) or (all(little) and not any(much))


def _says(side: SideBySide) -> tuple[bool, bool]:
    """Whether most of the answers are among the upper words, or among the lower; the middle one of three is neither."""
    given = [(said.answer.value, len(ANSWERS[said.form]) + 1) for said in side.said if said.answer.value is not None]
    upper, lower = (sum(2 * value > words for value, words in given), sum(2 * value < words for value, words in given))
    return 2 * upper > len(given), 2 * lower > len(given)


def conversations_about(
    sides: list[SideBySide], name: str, *, heard: bool
) -> list[tuple[SideBySide, Conversation | None]]:
    """Each behaviour with its conversation; None for readers who do not hear what the child says."""
    return [(side, conversation_about(side, name) if heard else None) for side in sides]
