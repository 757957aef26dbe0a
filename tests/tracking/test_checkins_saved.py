"""What a check-in writes."""

import pytest

from learningculture.tenancy import tenant
from tests.factories.tracking import NOW
from tests.factories.vision import make_behaviour, make_framework
from tests.personas import Personas
from tracking.checkins import start_check_in
from tracking.checkins_saved import save_answer
from tracking.models import CheckInAnswer


@pytest.mark.django_db
def test_answer_given_again_takes_the_place_of_the_one_before(people: Personas) -> None:
    make_framework(school=people.school)
    behaviour = make_behaviour(school=people.school)
    with tenant(people.school.pk, member_id=people.student.pk):
        sitting = start_check_in(student=people.student, term=people.term, now=NOW)
        said = {"school": people.school, "check_in": sitting, "behaviour": behaviour, "item": sitting.order[0]}
        first = save_answer(CheckInAnswer(**said, value=1, example="I went on"))
        again = save_answer(CheckInAnswer(**said, value=None, example=""))
        kept = CheckInAnswer.objects.get(check_in=sitting)
    assert first.pk == again.pk == kept.pk
    assert (kept.value, kept.example) == (None, "")
