"""What a check-in writes."""

import pytest
from django.db import IntegrityError, connection

from learningculture.tenancy import tenant
from tests.factories.school import make_school
from tests.factories.tracking import NOW
from tests.factories.vision import make_behaviour, make_framework
from tests.personas import Personas
from tracking.checkins import start_check_in
from tracking.checkins_saved import save_answer
from tracking.models import CheckIn, CheckInAnswer


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


@pytest.mark.django_db
def test_answer_of_a_school_that_is_not_the_sittings_is_refused(people: Personas) -> None:
    make_framework(school=people.school)
    behaviour, elsewhere = make_behaviour(school=people.school), make_school(name="Elsewhere")
    with tenant(people.school.pk, member_id=people.student.pk):
        sitting = start_check_in(student=people.student, term=people.term, now=NOW)
    for school in (elsewhere.pk, elsewhere.pk + 1_000_000):
        with pytest.raises(IntegrityError, match="tenant_fk"), tenant(school):
            said = {"school_id": school, "check_in": sitting, "behaviour": behaviour, "item": sitting.order[0]}
            CheckInAnswer.objects.create(**said, value=1)
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.django_db
def test_sitting_of_a_school_that_is_not_the_students_is_refused(people: Personas) -> None:
    make_framework(school=people.school)
    with tenant(people.school.pk, member_id=people.student.pk):
        sitting = start_check_in(student=people.student, term=people.term, now=NOW)
    unheard = people.school.pk + 1_000_000
    with pytest.raises(IntegrityError, match="tenant_fk"), tenant(unheard):
        CheckIn.objects.create(**values_of_another(sitting), school_id=unheard)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def values_of_another(sitting: CheckIn) -> dict[str, object]:
    kept = ("term_id", "student_id", "framework_id", "form", "item_version", "order", "started_at")
    return {name: getattr(sitting, name) for name in kept}
