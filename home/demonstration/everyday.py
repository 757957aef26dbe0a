"""Thanks, what is not known yet, replies, a child's own notes and a table of results, in the present term."""

from __future__ import annotations

import datetime
import random
from typing import Any

from home.demonstration.learning import Moment, bent
from home.demonstration.vision import at
from school.calendar import school_day_before
from school.models import Member, SchoolClass
from school.rosters.tablefiles import read_table
from tracking.attainment.columns import Told
from tracking.attainment.imports import bring_attainment
from tracking.celebrations import KIND_SENTENCES, celebrate
from tracking.models import Noticing
from tracking.rechecks import close_recheck, note_rechecks
from tracking.replies import write_reply

THANKS = {
    "perseverance": ("You stayed with the hinge until it turned.", "You began the map again, and it is a better map."),
    "questioning": (
        "You asked the question that everyone else was carrying around.",
        "Your “how do we know?” sent four of us to the window.",
    ),
    "collaboration": (
        "You noticed who had not spoken yet, and waited.",
        "You gave your idea away so that the model could stand.",
    ),
    "revising": (
        "You read your ending aloud, winced, and changed it. That is what writers do.",
        "You moved one label, stepped back, and moved it again.",
    ),
}
COLLEAGUE_THANKS = "Your room let me see what a pause after a question can do. Thank you for having me."
NOT_KNOWN = ("equivalent fractions", "paragraph openings", "the seven times table", "reading a scale between marks")
ANSWERED = ("Thank you.", "I want to talk about it.", "I tried it again at home.")
MEASURE = "Autumn reading, standardised score"


def live_every_day(moment: Moment) -> None:
    """By a chance of its own: nothing that was seeded before changes."""
    chance = random.Random(f"every day {moment.living.plan.key}")
    for school_class, learners, teacher in moment.living.registration(moment.plan.year):
        day = moment.plan.day(0.3)
        if moment.happened(day + datetime.timedelta(days=1)) and learners:
            _thank(moment, learners, teacher, day, chance)
            _note_not_known(moment, school_class, learners, teacher, chance)
            _reply(moment, learners, chance)
    _thank_a_colleague(moment, moment.plan.day(0.3))
    _bring_results(moment, chance)


def _thank(moment: Moment, learners: list[Member], teacher: Member, day: datetime.date, chance: random.Random) -> None:
    """Most have been thanked, a few never: the class page says who."""
    for student in chance.sample(learners, k=max(1, (len(learners) * 2) // 3)):
        behaviour = chance.choice(moment.behaviours)
        on = day - datetime.timedelta(days=7 * chance.randrange(3))
        what = {"to": student, "behaviour": behaviour, "term": moment.term, "on": on}
        celebrate(text=chance.choice(THANKS[behaviour.key]), by=teacher, **what)
    first, second = learners[0], learners[-1]
    if first != second:
        what = {"to": second, "behaviour": moment.behaviours[0], "term": moment.term, "on": day}
        celebrate(text=str(chance.choice(KIND_SENTENCES)), by=first, **what)


def _thank_a_colleague(moment: Moment, day: datetime.date) -> None:
    by, to = moment.living.teachers[0], moment.living.teachers[1]
    if moment.happened(day):
        what = {"behaviour": moment.behaviours[0], "term": moment.term, "on": day}
        celebrate(to=to, text=COLLEAGUE_THANKS, by=by, **what)


def _note_not_known(
    moment: Moment, school_class: SchoolClass, learners: list[Member], teacher: Member, chance: random.Random
) -> None:
    """One of long ago, looked at again; one that is due now."""
    for weeks, text in ((5, NOT_KNOWN[0]), (2, NOT_KNOWN[1 + school_class.pk % 3])):
        day = school_day_before(moment.living.school, moment.today - datetime.timedelta(weeks=weeks))
        if day < moment.term.starts_on:
            continue
        some = chance.sample(learners, k=min(3, len(learners)))
        what: dict[str, Any] = {"school_class": school_class, "text": text, "by": teacher}
        for recheck in note_rechecks(students=some, on=day, **what):
            if weeks == 5:
                outcome = "known" if chance.random() < 0.7 else "not_yet"
                close_recheck(recheck=recheck, outcome=outcome, by=teacher, on=day + datetime.timedelta(weeks=2))


def _reply(moment: Moment, learners: list[Member], chance: random.Random) -> None:
    """A few answer what was noticed of them."""
    found = Noticing.objects.filter(school=moment.living.school, term=moment.term, student__in=learners)
    for noticing in found.select_related("student").order_by("pk")[:3]:
        what = {"student": noticing.student, "kind": "noticing", "thing": noticing, "term": moment.term}
        now = at(noticing.noticed_on + datetime.timedelta(days=1), 13)
        if moment.happened(now.date()):
            write_reply(by=noticing.student, text=chance.choice(ANSWERED), now=now, **what)


def _bring_results(moment: Moment, chance: random.Random) -> None:
    """Results in reading, which go a little with perseverance: a weak connection, as such things are."""
    learners = [one for _, group, _ in moment.living.registration(moment.plan.year) for one in group]
    called = Member.objects.in_bulk([one.pk for one in learners])  # Some of the cast were renamed since.
    lines = ["Forename,Surname,Reading"]
    for one in learners:
        reads = 100 + 3.5 * bent(one.pk, "perseverance") + chance.gauss(0, 11)
        lines.append(f"{called[one.pk].given_name},{called[one.pk].family_name},{round(reads)}")
    table = read_table("autumn-reading.csv", "\r\n".join([*lines, ""]).encode())
    told = Told({"Forename": "given", "Surname": "family", "Reading": "result"}, MEASURE)
    day = moment.plan.day(0.4)
    if moment.happened(day):
        bring_attainment(table=table, told=told, term=moment.term, by=moment.living.head, now=at(day, 15))
