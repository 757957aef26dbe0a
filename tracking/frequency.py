"""How often and in how many places adults noticed a behaviour: counted, so that nobody has to judge it.

A count says where adults looked. It is no mark: whoever is quiet is noted less.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Set
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from school.models import Member, Term
from tracking.models import Noticing
from tracking.models.noticings import Context
from vision.crosswalk import same_as
from vision.models import Behaviour

IN_SCHOOL = [context for context in Context if context not in (Context.HOME, Context.OTHER)]
"""Where adults of the school could look."""

Notes = dict[tuple[int, int], list[tuple[Hashable, str]]]
"""(student, behaviour) → day and context of each note."""


@dataclass(frozen=True)
class Frequency:
    """Of one learner and behaviour in a term: notes, the days they fall on, and where (the range)."""

    notes: int
    days: int
    contexts: frozenset[str]

    @property
    def places(self) -> list[str]:
        """The contexts in words."""
        return sorted(str(Context(context).label) for context in self.contexts)

    @property
    def words(self) -> str:
        """“3 times on 2 days (Maths, PE and games)”."""
        places = ", ".join(self.places)
        if self.notes == 1:
            return _("once (%(places)s)") % {"places": places}
        times = ngettext("%(n)d time", "%(n)d times", self.notes) % {"n": self.notes}
        days = ngettext("on one day", "on %(n)d days", self.days) % {"n": self.days}
        return f"{times} {days} ({places})"


def counted(notes: Iterable[tuple[Hashable, str]]) -> Frequency | None:
    """From the day and context of each note; None where there is none."""
    found = list(notes)
    if not found:
        return None
    return Frequency(len(found), len({day for day, _where in found}), frozenset(where for _day, where in found))


@dataclass(frozen=True)
class LearnerFrequency:
    """What was noted of a learner, and the behaviours that nobody noted yet."""

    member: Member
    noted: list[tuple[Behaviour, Frequency]]
    not_yet: list[Behaviour]


@dataclass(frozen=True)
class Range:
    """Where a behaviour was noted in a class, and where of all places in school it was not yet: in words."""

    behaviour: Behaviour
    seen: list[str]
    not_yet: list[str]


@dataclass(frozen=True)
class ClassFrequency:
    """A class in a term, in the order of the register: never in the order of what was counted."""

    learners: list[LearnerFrequency]
    ranges: list[Range]


def notes_in(term: Term, until: datetime.date) -> ArraySubquery:
    """For an outer student: behaviour, day and context of each note of the term by an adult."""
    notes = Noticing.objects.filter(school=term.school_id, term=term, student=OuterRef("pk"), noticed_on__lte=until)
    by_staff = notes.filter(source=Noticing.Source.STAFF).order_by("pk")
    return ArraySubquery(by_staff.values(note=JSONObject(behaviour="behaviour", on="noticed_on", where="context")))


def class_frequency(
    learners: Iterable[tuple[Member, Iterable[Mapping[str, Any]]]], behaviours: list[Behaviour]
) -> ClassFrequency:
    """Of learners with their :func:`notes_in` a term. The crosswalk is asked only where there are notes in other words.

    What was noted in other words that mean the same counts; what was noted of other behaviours does not.
    """
    learners = [(learner, list(notes)) for learner, notes in learners]
    meant = _meant(behaviours, {note["behaviour"] for _who, notes in learners for note in notes})
    found: Notes = defaultdict(list)
    for learner, notes in learners:
        for note in notes:
            found[learner.pk, meant.get(note["behaviour"], 0)].append((note["on"], note["where"]))
    return ClassFrequency(
        [_of_learner(each, behaviours, found) for each, _notes in learners],
        [_range(each, found) for each in behaviours],
    )


def _of_learner(learner: Member, behaviours: Iterable[Behaviour], notes: Notes) -> LearnerFrequency:
    found = [(each, counted(notes.get((learner.pk, each.pk), ()))) for each in behaviours]
    return LearnerFrequency(
        learner,
        [(behaviour, often) for behaviour, often in found if often],
        [behaviour for behaviour, often in found if not often],
    )


def _range(behaviour: Behaviour, notes: Notes) -> Range:
    seen = {where for (_who, of), some in notes.items() if of == behaviour.pk for _day, where in some}
    return Range(
        behaviour,
        [str(each.label) for each in Context if each in seen],
        [str(each.label) for each in IN_SCHOOL if each not in seen],
    )


def _meant(behaviours: Iterable[Behaviour], noted: Set[int]) -> dict[int, int]:
    """Each behaviour of any version that means the same as one of these → that one."""
    alone = {each.pk: each.pk for each in behaviours}
    if noted <= alone.keys():
        return alone
    return {each: mine for mine, all_same in same_as(behaviours).items() for each in all_same}
