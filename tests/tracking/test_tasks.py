"""Background work."""

import datetime

from django.utils import timezone

from tests.factories.school import make_student
from tests.factories.tracking import make_evidence
from tests.personas import Personas
from tracking.evidence import remove_evidence
from tracking.models import Evidence
from tracking.tasks import let_taken_away_go


def test_what_was_taken_away_goes_in_every_school_and_nothing_else(people: Personas) -> None:
    now, students = timezone.now(), (people.student, make_student(school=people.stranger.school))
    for student in students:
        for days in (0, 2):
            taken = now - datetime.timedelta(days=days)
            remove_evidence(evidence=make_evidence(student=student), by=student, now=taken)
    kept = make_evidence(student=people.student)
    let_taken_away_go()
    assert Evidence.everything.count() == 3
    assert Evidence.objects.get() == kept
