"""A check-in that has begun."""

from learningculture.tenancy import tenant
from tests.factories.tracking import NOW
from tests.personas import Personas
from tracking.checkins import start_check_in
from tracking.models import CheckIn


def started(people: Personas) -> CheckIn:
    with tenant(people.school.pk, member_id=people.student.pk):
        return start_check_in(student=people.student, term=people.term, now=NOW)
