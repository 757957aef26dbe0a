"""The same fields sent twice are one row; other fields are another; what is not valid is none."""

import pytest
from django.core.exceptions import ValidationError

from tests.factories.school import TODAY
from tests.personas import Personas
from vision.models import Stopped
from vision.once import made_once

pytestmark = pytest.mark.django_db


def test_same_fields_make_one_row(people: Personas) -> None:
    fields = {"school": people.school, "stopped_by": people.head, "stopped_on": TODAY}
    first = made_once(Stopped, thing="Data drops", **fields)
    assert made_once(Stopped, thing="Data drops", **fields) == first
    assert made_once(Stopped, thing="Grades", **fields) != first
    with pytest.raises(ValidationError):
        made_once(Stopped, thing="", **fields)
    assert Stopped.objects.count() == 2
