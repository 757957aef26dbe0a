"""Who looked at whom in the invented schools, and a parent's question that the office has answered."""

from __future__ import annotations

import datetime

from home.demonstration.cast import STUDENTS
from home.demonstration.learning import Moment
from home.demonstration.vision import at
from observations.models import Visit
from observations.sharing import note_opening
from school.models import Look, Member, PrivacyRequest, Role, SchoolClass
from school.privacy.looks import note_look
from school.privacy.requests import answer_request, ask_about_data

HOURS = (8, 12, 16)
LOOKS_BACK_DAYS = (30, 20, 9, 6, 2)


def look_around(moment: Moment) -> None:
    """Visitors open the records of their visits; class teachers the pages of a few children; the head two classes."""
    living, chance = moment.living, moment.living.chance
    for visit in Visit.objects.filter(term=moment.term, state=Visit.State.HELD).prefetch_related("visitors__member"):
        for visitor in visit.visitors.all():
            opened = at(min(visit.on, moment.today - datetime.timedelta(days=1)), 16)
            note_opening(visit=visit, by=visitor.member, now=opened)
    for school_class, students, teacher in living.registration(moment.plan.year):
        _teacher_looks(moment, students, teacher, school_class)
    for school_class, students, _teacher in list(living.registration(moment.plan.year))[-3:-1]:
        seen = at(moment.today - datetime.timedelta(days=chance.choice(LOOKS_BACK_DAYS)), 15)
        kind = Look.Kind.CLASS_PAGE
        note_look(looker=living.head, subjects=students, kind=kind, thing_id=school_class.pk, now=seen)


def _teacher_looks(moment: Moment, students: list[Member], teacher: Member, school_class: SchoolClass) -> None:
    """At the last of the list too, whom one can be in the demonstration."""
    for student in {students[-1], *students[: len(students) // 3]}:
        for days in LOOKS_BACK_DAYS[1::2]:
            seen = at(moment.today - datetime.timedelta(days=days), moment.living.chance.choice(HOURS))
            note_look(looker=teacher, subjects=[student], kind=Look.Kind.LEARNER_PAGE, now=seen)


def ask_for_the_record(moment: Moment) -> None:
    """A mother asked for the educational record three weeks ago; a child's question is still open."""
    living, today = moment.living, moment.today
    if living.plan.key not in STUDENTS:
        return
    office = Member.objects.filter(school=living.school).with_any_role(Role.ADMINISTRATOR).get()
    group = STUDENTS[living.plan.key][0].group
    class_list = living.cohorts[moment.plan.year - group][0]
    asked = ask_about_data(
        about=class_list[0],
        kind=PrivacyRequest.Kind.RECORD,
        words="His mother, whom the class teacher knows, asked at the door.",
        by=office,
        on=today - datetime.timedelta(days=21),
        on_behalf=True,
    )
    answer = "Handed over on paper, with a copy of everything as a file."
    answer_request(request=asked, done=True, answer=answer, by=office, on=today - datetime.timedelta(days=16))
    words = "It says I go to reading club. I go to chess club now."
    kind = PrivacyRequest.Kind.CORRECTION
    ask_about_data(
        about=class_list[-1], kind=kind, words=words, by=class_list[-1], on=today - datetime.timedelta(days=4)
    )
