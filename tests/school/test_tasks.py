"""The school's background work. What it does is tested beside its subjects."""

import pytest

from school import tasks
from school.models import ConcernStep
from tests.factories.care import make_concern, make_lead
from tests.personas import Personas

pytestmark = pytest.mark.django_db


def test_each_task_can_run_twice(people: Personas) -> None:
    make_lead(school=people.school)
    concern = make_concern(by=people.teacher)
    for _ in range(2):
        tasks.tell_of_concern(school_id=people.school.pk, concern_id=concern.pk)
        tasks.look_after_concerns()
        tasks.let_old_concerns_go()
        tasks.let_old_concerns_of_school_go(school_id=people.school.pk)
    assert list(ConcernStep.objects.values_list("kind", flat=True)) == ["told"]


def test_one_schools_trouble_does_not_keep_the_others_waiting(
    people: Personas, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_after = []

    def look(school_id: int) -> None:
        looked_after.append(school_id)
        if school_id == people.school.pk:
            raise ConnectionRefusedError

    monkeypatch.setattr(tasks, "_look_after_concerns_of", look)
    tasks.look_after_concerns()
    assert {people.school.pk, people.stranger.school_id} <= set(looked_after)
