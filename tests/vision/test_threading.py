"""What a commitment is about: behaviours of the framework in use, and only those chosen."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from tests.factories.vision import make_behaviour, make_commitment
from tests.personas import Personas
from vision.models import Framework
from vision.threading import behaviours_about, say_what_it_is_about

pytestmark = pytest.mark.django_db


def test_choice_takes_the_place_of_the_last(people: Personas) -> None:
    commitment = make_commitment(school=people.school)
    asking = make_behaviour(school=people.school, key="questioning")
    trying = make_behaviour(school=people.school, key="perseverance")
    say_what_it_is_about(commitment=commitment, behaviours=[asking], by=people.head)
    say_what_it_is_about(commitment=commitment, behaviours=[asking, trying], by=people.head)
    assert {each.key for each in behaviours_about(commitment)} == {"questioning", "perseverance"}
    say_what_it_is_about(commitment=commitment, behaviours=[], by=people.head)
    assert behaviours_about(commitment) == []


def test_behaviour_of_an_earlier_framework_is_refused_and_a_tie_to_it_stays(people: Personas) -> None:
    commitment, old = make_commitment(school=people.school), make_behaviour(school=people.school)
    say_what_it_is_about(commitment=commitment, behaviours=[old], by=people.head)
    Framework.objects.update(retired_on=datetime.date(2026, 1, 1))
    old.framework.refresh_from_db()
    with pytest.raises(ValidationError, match="uses today"):
        say_what_it_is_about(commitment=commitment, behaviours=[old], by=people.head)
    say_what_it_is_about(commitment=commitment, behaviours=[], by=people.head)
    assert behaviours_about(commitment) == [old]
