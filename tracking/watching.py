"""What counts as looking at learners: their page by anyone else, and their class's page by who is not of the class."""

from __future__ import annotations

import datetime

from school.models import Look, Member, SchoolClass
from school.privacy.looks import note_look
from school.queries import today_in
from tracking.queries import members_of_class, teaches_in


def note_look_at_learner(*, student: Member, by: Member, now: datetime.datetime) -> None:
    """Every opening of a learner's page, by their own teacher too."""
    note_look(looker=by, subjects=[student], kind=Look.Kind.LEARNER_PAGE, now=now)


def note_look_at_class(*, school_class: SchoolClass, by: Member, now: datetime.datetime) -> None:
    """A leader's look at a class names each learner in it. Class staff are there every day: that is no news."""
    today = today_in(by.school)
    if teaches_in(by, school_class, today):
        return
    learners = members_of_class(school_class, today).values_list("pk", flat=True)
    note_look(looker=by, subjects=learners, kind=Look.Kind.CLASS_PAGE, thing_id=school_class.pk, now=now)
