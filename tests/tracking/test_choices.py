"""What a school decides about recording learning."""

import pytest
from django.core.exceptions import ValidationError

from tests.personas import Personas
from tracking.choices import choices_of, choose_recording
from tracking.models import LearningChoices


def test_until_somebody_chooses_the_most_private_holds(people: Personas) -> None:
    held = choices_of(people.school)
    assert (held.pictures, held.peers_notice, held.family_pages, held.judgings_a_year) == (False, False, False, 2)
    assert not LearningChoices.objects.exists()


def test_leaders_choose_and_nobody_else(people: Personas) -> None:
    choose_recording(choices=choices_of(people.school), by=people.head, pictures=True)
    choose_recording(choices=choices_of(people.school), by=people.head, peers_notice=True)
    held = LearningChoices.objects.get()
    assert (held.pictures, held.peers_notice) == (True, True)
    with pytest.raises(ValidationError, match="Only leaders"):
        choose_recording(choices=held, by=people.teacher, pictures=False)
