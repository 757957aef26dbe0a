"""What a student and the class staff see of one learner: sources side by side, never averaged."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from school.models import Member, Term
from tracking.frequency import Frequency, counted
from tracking.items import ANSWERS, NO_CHANCE, answer_words
from tracking.models import CheckIn, CheckInAnswer, Evidence, Goal, Judgement, Noticing
from tracking.own_items import fetch_own_words, words_asked
from tracking.queries import (
    behaviours_judged_in,
    check_ins_in,
    check_ins_of,
    evidence_of,
    goals_of,
    judgements_of,
    noticings_of,
    phases_by_framework,
    speaks_early,
)
from tracking.words import judgement_in_words, label_of
from vision.crosswalk import same_as
from vision.models import Behaviour, Phase


@dataclass(frozen=True)
class Said:
    """One answer of a check-in in the child's words."""

    answer: CheckInAnswer
    form: str

    @property
    def wording(self) -> Any:
        return words_asked(self.answer)

    @property
    def words(self) -> Any:
        return answer_words(self.form, self.answer.value)

    @property
    def icon(self) -> str:
        return next((each.icon for each in ANSWERS[self.form] if each.value == self.answer.value), "moon")

    @property
    def no_chance(self) -> bool:
        return bool(self.words == NO_CHANCE)


@dataclass(frozen=True)
class Sitting:
    """A check-in with its answers in the order shown."""

    check_in: CheckIn
    answers: list[Said]


@dataclass(frozen=True)
class Judged:
    """A teacher's judgement in words for the reader."""

    judgement: Judgement
    sentence: str
    label: Any


@dataclass(frozen=True)
class SideBySide:
    """One behaviour from all sides. They may disagree; nothing adds them up.

    ``noticings`` are by adults, ``peers`` by classmates, ``own`` by the learner. What was recorded this term under
    other words that mean the same is among them; ``broken`` says so.
    """

    behaviour: Behaviour
    said: list[Said]
    noticings: list[Noticing]
    judged: Judged | None
    peers: list[Noticing] = field(default_factory=list)
    own: list[Noticing] = field(default_factory=list)

    @cached_property
    def frequency(self) -> Frequency | None:
        """How often and where adults noticed it."""
        return counted((each.noticed_on, each.context) for each in self.noticings)

    @property
    def broken(self) -> bool:
        """Whether some of it stands under other words."""
        noted = {each.behaviour_id for each in [*self.noticings, *self.peers, *self.own]}
        return bool({*noted, *(each.answer.behaviour_id for each in self.said)} - {self.behaviour.pk})


@dataclass(frozen=True)
class LearnerPage:
    """Everything recorded about a student's learning."""

    student: Member
    term: Term
    behaviours: list[Behaviour]
    sittings: list[Sitting]
    noticings: list[Noticing]
    judgements: list[Judged]
    goals: list[Goal]
    evidence: list[Evidence]

    @property
    def sitting(self) -> Sitting | None:
        """This term's check-in, begun or finished."""
        return next((each for each in self.sittings if each.check_in.term_id == self.term.pk), None)

    @property
    def finished(self) -> list[Sitting]:
        return [each for each in self.sittings if each.check_in.finished_at]

    @property
    def goal(self) -> Goal | None:
        return next((goal for goal in self.goals if goal.reviewed_on is None), None)

    @property
    def past_goals(self) -> list[Goal]:
        return [goal for goal in self.goals if goal.reviewed_on]

    def side_by_side(self, same: Mapping[int, Collection[int]]) -> list[SideBySide]:
        """This term's behaviours, each from all sides; ``same`` as of :func:`vision.crosswalk.same_as`."""
        return [self._sides_of(behaviour, same[behaviour.pk]) for behaviour in self.behaviours]

    def _sides_of(self, behaviour: Behaviour, same: Collection[int]) -> SideBySide:
        """Phases belong to the words of their version, so a judgement is only of the behaviour itself."""
        judged = [each for each in self.judgements if each.judgement.term_id == self.term.pk]
        noticed = [each for each in self.noticings if each.term_id == self.term.pk and each.behaviour_id in same]
        by_source = {source: [each for each in noticed if each.source == source] for source in Noticing.Source}
        return SideBySide(
            behaviour,
            said_about(same, self.sitting),
            by_source[Noticing.Source.STAFF],
            next((each for each in judged if each.judgement.behaviour_id == behaviour.pk), None),
            peers=by_source[Noticing.Source.PEER],
            own=by_source[Noticing.Source.SELF],
        )


def learner_page(student: Member, term: Term, today: datetime.date) -> LearnerPage:
    """All of it in eight queries, however much there is. The student is read by :func:`learners_visible_to`."""
    early = speaks_early([student.year_group])
    phases = phases_by_framework(student)
    return LearnerPage(
        student=student,
        term=term,
        behaviours=list(behaviours_judged_in(term)),
        sittings=_sittings(check_ins_of(student)),
        noticings=list(noticings_of(student).filter(noticed_on__lte=today)),
        judgements=[
            _judged(each, phases.get(each.behaviour.framework_id, []), early) for each in judgements_of(student)
        ],
        goals=list(goals_of(student)),
        evidence=list(evidence_of(student)),
    )


def sides_of(page: LearnerPage) -> list[SideBySide]:
    """The page's behaviours, each from all sides. The crosswalk is asked only when there are records in other words."""
    answers = page.sitting.answers if page.sitting else []
    recorded = {each.behaviour_id for each in page.noticings} | {said.answer.behaviour_id for said in answers}
    alone: dict[int, set[int]] = {behaviour.pk: {behaviour.pk} for behaviour in page.behaviours}
    return page.side_by_side(alone if recorded <= alone.keys() else same_as(page.behaviours))


def said_about(same: Collection[int], sitting: Sitting | None) -> list[Said]:
    """What a finished check-in says of behaviours that mean the same; one that is only begun says nothing yet."""
    said = sitting.answers if sitting and sitting.check_in.finished_at else []
    return [each for each in said if each.answer.behaviour_id in same]


def said_in_check_ins(learners: Iterable[Member], term: Term) -> list[tuple[Member, Behaviour, Said]]:
    """What stands on the pages of these learners under "says", by learner and behaviour: the same few queries."""
    behaviours, learners = list(behaviours_judged_in(term)), list(learners)
    by_student = {each.check_in.student_id: each for each in _sittings(check_ins_in(term, learners))}
    same = same_as(behaviours)
    return [
        (learner, behaviour, said)
        for learner in learners
        for behaviour in behaviours
        for said in said_about(same[behaviour.pk], by_student.get(learner.pk))
    ]


def _sittings(found: QuerySet[CheckIn]) -> list[Sitting]:
    check_ins = list(found.prefetch_related("answers"))
    fetch_own_words([answer for check_in in check_ins for answer in check_in.answers.all()])
    return [_sitting(each) for each in check_ins]


def _sitting(check_in: CheckIn) -> Sitting:
    place = {item: number for number, item in enumerate(check_in.order)}
    answers = sorted(check_in.answers.all(), key=lambda answer: place.get(answer.item, len(place)))
    return Sitting(check_in, [Said(answer, check_in.form) for answer in answers])


def _judged(judgement: Judgement, phases: list[Phase], early: bool) -> Judged:
    phase = next((phase for phase in phases if phase.number == judgement.phase), None)
    label = label_of(phase, early=early) if phase else None
    return Judged(judgement, judgement_in_words(judgement, phases, early=early), label)
