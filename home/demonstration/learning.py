"""What is recorded of the invented students' learning: one behaviour grows, one does not, one source disagrees."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from home.demonstration.cast import STUDENTS
from home.demonstration.people import Living
from home.demonstration.plan import NURSERY, SchoolPlan, TermPlan
from home.demonstration.sentences import EVIDENCE, EXAMPLES, NOTICED, REFLECTIONS, SITUATIONS
from home.demonstration.vision import at
from school.models import Member, SchoolClass
from tracking.checkins import form_for, items_for
from tracking.checkins_whole import submit_check_in
from tracking.evidence import add_evidence, confirm_evidence
from tracking.goals import choose_goal, review_goal
from tracking.models.noticings import Context
from tracking.noticings import record_noticing
from tracking.ratings import judge_class
from vision.models import Behaviour, Commitment

SAYS, SEEN = "says", "seen"
GROWTH = {
    ("perseverance", SAYS): 0.25, ("perseverance", SEEN): 0.2,
    ("questioning", SAYS): 0.0, ("questioning", SEEN): 0.18,
    ("collaboration", SAYS): 0.02, ("collaboration", SEEN): 0.03,
    ("revising", SAYS): 0.0, ("revising", SEEN): 0.0,
}  # fmt: skip
"""Standard deviations a term: perseverance rises by both accounts, questioning only in the eyes of teachers."""

CONTEXTS = [key for key in Context.values if key not in (Context.HOME, Context.OTHER)]


@dataclass(frozen=True)
class Moment:
    """A term of one school, with what it is about."""

    living: Living
    plan: TermPlan
    today: datetime.date
    behaviours: list[Behaviour]
    commitments: list[Commitment]

    @property
    def term(self):  # type: ignore[no-untyped-def]
        return self.living.terms[self.plan.index]

    @property
    def is_now(self) -> bool:
        return self.plan.index == max(self.living.terms)

    def happened(self, day: datetime.date) -> bool:
        return day < self.today


def level(moment: Moment, student: Member, behaviour: Behaviour, source: str) -> float:
    """Where a student stands by one source: their own bent, growth, and chance. In standard deviations."""
    own = bent(student.pk, behaviour.key)
    grown = GROWTH[behaviour.key, source] * (moment.plan.index - max(moment.living.terms) / 2)
    return own + grown + moment.living.chance.gauss(0, 0.45)


def bent(student: int, behaviour: str) -> float:
    """A steady number for one student and behaviour, roughly standard normal."""
    mixed = hash((student * 7919, len(behaviour) * 104729, ord(behaviour[0]))) & 0xFFFFFFFF
    return sum((mixed >> shift & 0xFF) / 255 - 0.5 for shift in (0, 8, 16, 24)) * 1.73


def check_everyone_in(moment: Moment) -> None:
    """A whole class in one form time; some are away, some never come to it. This term some classes are half done."""
    living, first, last = moment.living, *moment.living.plan.response
    rate = first + (last - first) * moment.plan.index / max(1, len(living.terms) - 1)
    pupils = {each.pk for each in pupils_of(living)}
    for number, (school_class, learners, _) in enumerate(living.registration(moment.plan.year)):
        day = moment.plan.day(0.5) + datetime.timedelta(days=number % 5)
        if not moment.happened(day) or school_class.year_groups[0] == NURSERY:
            continue
        if moment.is_now and _is_half_done(living.plan, number):
            learners = learners[: (len(learners) * 3) // 5]
        for student in learners:
            if living.chance.random() < rate or student.pk in pupils:
                _check_in(moment, student, school_class, at(day, 9))


def pupils_of(living: Living) -> list[Member]:
    """The students of the cast: they checked in every term but this one."""
    year = max(year for year, _group, _form in living.classes)
    return [living.cohorts[year - each.group][0][-1] for each in STUDENTS.get(living.plan.key, ())]


def _is_half_done(plan: SchoolPlan, number: int) -> bool:
    """The classes of the students whom one can be, and a few more."""
    theirs = {plan.years.index(pupil.group) * plan.forms for pupil in STUDENTS.get(plan.key, ())}
    return number % 9 == 8 or number in theirs


def _check_in(moment: Moment, student: Member, school_class: SchoolClass, now: datetime.datetime) -> None:
    student.year_group = school_class.year_groups[0]
    form, chance = form_for(student), moment.living.chance
    top = 3 if form == "A" else 4
    answers: dict[str, int | None] = {}
    examples: dict[str, str] = {}
    for item in items_for(form, moment.behaviours):
        stands = level(moment, student, item.behaviour, SAYS)
        value = round((top + 1) / 2 + 0.75 * stands + chance.gauss(0, 0.5))
        answers[item.key] = None if chance.random() < 0.04 else min(top, max(1, value))
        if item.asks_example and chance.random() < 0.4:
            examples[item.key] = chance.choice(EXAMPLES[item.behaviour.key])
    submit_check_in(student=student, term=moment.term, answers=answers, examples=examples, now=now)


CUTS = (-1.5, -0.7, 0.1, 1.0, 1.9)
"""Where one phase ends and the next begins, in standard deviations."""


def judge_everyone(moment: Moment) -> None:
    """In autumn and summer, by the class's own teacher. In the present term some classes are half done."""
    if moment.plan.key == "spring":
        return
    for number, (_, learners, teacher) in enumerate(moment.living.registration(moment.plan.year)):
        day = moment.plan.day(0.68)
        if not moment.happened(day):
            continue
        if moment.is_now:
            learners = learners[: (len(learners) * 3) // 5] if number == 4 else learners if number % 3 else []
        for behaviour in moment.behaviours[:2] if moment.is_now and number == 4 else moment.behaviours:
            phases = {student.pk: _phase(moment, student, behaviour) for student in learners}
            judge_class(term=moment.term, behaviour=behaviour, phases=phases, by=teacher, now=at(day, 16))


def _phase(moment: Moment, student: Member, behaviour: Behaviour) -> int | None:
    if moment.living.chance.random() < 0.05:
        return None
    stands = level(moment, student, behaviour, SEEN)
    return sum(stands > cut for cut in CUTS)


def notice_learners(moment: Moment) -> None:
    """Busy children are noticed more; a few in each class are not noticed for weeks."""
    chance = moment.living.chance
    for school_class, learners, teacher in moment.living.registration(moment.plan.year):
        seldom = max(1, len(learners) // 6)
        for _ in range(round(len(learners) * moment.living.plan.noticings)):
            day = moment.plan.day(chance.uniform(0.05, 0.95))
            if not moment.happened(day):
                continue
            behaviour = chance.choices(moment.behaviours, range(5, 5 - len(moment.behaviours), -1))[0]
            first = school_class.pk % len(learners)
            noticed = chance.sample((learners[first:] + learners[:first])[seldom:], k=1 if chance.random() < 0.8 else 2)
            record_noticing(
                students=noticed, behaviour=behaviour, term=moment.term, text=chance.choice(NOTICED[behaviour.key]),
                context=chance.choice(CONTEXTS), by=teacher, on=day,
            )  # fmt: skip


def keep_evidence_and_goals(moment: Moment) -> None:
    """About a third keep something they are proud of; about a quarter choose a next muscle and look back at it."""
    chance = moment.living.chance
    for _, learners, teacher in moment.living.registration(moment.plan.year):
        for student in learners:
            if chance.random() < 0.3:
                _keep_evidence(moment, student, teacher)
            if chance.random() < 0.25:
                _choose_goal(moment, student)


def _keep_evidence(moment: Moment, student: Member, teacher: Member) -> None:
    chance, day = moment.living.chance, moment.plan.day(moment.living.chance.uniform(0.2, 0.8))
    if not moment.happened(day):
        return
    behaviour = chance.choice(moment.behaviours)
    title, story = chance.choice(EVIDENCE[behaviour.key])
    commitment = chance.choice([None, *moment.commitments[:3], moment.commitments[4]])
    kept = add_evidence(
        student=student, term=moment.term, behaviour=behaviour, title=title, story=story, on=day, commitment=commitment
    )
    if chance.random() < 0.6:
        confirm_evidence(evidence=kept, by=teacher, on=day + datetime.timedelta(days=1))


def _choose_goal(moment: Moment, student: Member) -> None:
    chance, day = moment.living.chance, moment.plan.day(0.35)
    if not moment.happened(day):
        return
    review = day + datetime.timedelta(weeks=3)
    goal = choose_goal(
        student=student, behaviour=chance.choice(moment.behaviours), situation=chance.choice(SITUATIONS),
        review_on=review, term=moment.term, on=day,
    )  # fmt: skip
    if moment.happened(review) and (not moment.is_now or chance.random() < 0.5):
        review_goal(goal=goal, reflection=chance.choice(REFLECTIONS), on=review)
