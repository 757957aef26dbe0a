"""What children note themselves: of what they did in their own words, and of a classmate by tapping a sentence."""

from __future__ import annotations

import datetime
import random

from home.demonstration.learning import CONTEXTS, Moment, pupils_of
from home.demonstration.sentences import NOTED_BY_THE_YOUNGEST, NOTED_BY_THEMSELVES
from school.models import Member
from tracking.children_notice import KIND_SENTENCES, notice_classmate, notice_oneself

NOTES_OF_A_PUPIL = 3
"""Of each student whom one can be; in the other classes a few note something once."""


def let_children_note(moment: Moment) -> None:
    """By a chance of its own: nothing else that is seeded changes."""
    living, chance = moment.living, random.Random(f"children {moment.living.plan.key}")
    pupils = pupils_of(living)
    for _class, learners, _teacher in living.registration(moment.plan.year):
        for student in chance.sample(learners, k=len(learners) // 6):
            _note(moment, student, chance)
        for student in (each for each in pupils if each in learners):
            for _time in range(NOTES_OF_A_PUPIL):
                _note(moment, student, chance)
            _say_something_kind(moment, learners[0], student, chance)
            _say_something_kind(moment, student, learners[0], chance)


def _day(moment: Moment, chance: random.Random) -> datetime.date:
    return moment.plan.day(chance.uniform(0.3, 0.6))


def _note(moment: Moment, student: Member, chance: random.Random) -> None:
    day, behaviour = _day(moment, chance), chance.choice(moment.behaviours)
    is_young = student.year_group is not None and student.year_group <= 2
    text = chance.choice((NOTED_BY_THE_YOUNGEST if is_young else NOTED_BY_THEMSELVES)[behaviour.key])
    if moment.happened(day):
        where = chance.choice(CONTEXTS)
        notice_oneself(student=student, behaviour=behaviour, term=moment.term, text=text, context=where, on=day)


def _say_something_kind(moment: Moment, by: Member, to: Member, chance: random.Random) -> None:
    """Where the school lets children notice each other."""
    day, behaviour = _day(moment, chance), moment.behaviours[0]
    sentence, where = chance.randrange(len(KIND_SENTENCES[behaviour.key])), chance.choice(CONTEXTS)
    if moment.happened(day) and by != to:
        notice_classmate(
            classmate=to, behaviour=behaviour, term=moment.term, sentence=sentence, context=where, by=by, on=day
        )
