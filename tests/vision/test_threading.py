"""What a commitment is about: behaviours of the framework in use, and only those chosen."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from tests.factories.school import TODAY
from tests.factories.vision import make_behaviour, make_commitment
from tests.personas import Personas
from vision.behaviours import adopt_framework, begin_new_version
from vision.models import Framework
from vision.queries import behaviours_in
from vision.threading import behaviours_about, say_what_it_is_about
from vision.use import is_in_use

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


def test_thread_goes_on_into_the_next_version_of_the_behaviours(people: Personas) -> None:
    framework = adopt_framework(school=people.school, preset="foundation", by=people.head, on=TODAY)
    commitment, asking = make_commitment(school=people.school), framework.behaviours.get(key="questioning")
    say_what_it_is_about(commitment=commitment, behaviours=[asking], by=people.head)
    assert not is_in_use(framework)
    new = begin_new_version(framework=framework, by=people.head, on=TODAY)
    assert behaviours_about(commitment) == [new.behaviours.get(key="questioning")]
    assert [bool(each.threads) for each in behaviours_in(new, None)].count(True) == 1
