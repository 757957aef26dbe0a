"""Reads that other apps rest on."""

from learningculture.tenancy import tenant
from tests.factories.school import TODAY, make_school
from tests.factories.vision import make_commitment, make_focus, make_framework
from tests.personas import Personas
from vision.models import Commitment
from vision.queries import focus_behaviours, live_commitments, live_framework, phases_of


def test_live_framework_is_the_schools_own(people: Personas) -> None:
    make_framework(school=make_school())
    assert live_framework(people.school) is None
    framework = make_framework(school=people.school)
    with tenant(people.school.pk, member_id=people.teacher.pk):
        assert live_framework(people.school) == framework


def test_focus_behaviours_come_in_the_frameworks_order(people: Personas) -> None:
    assert focus_behaviours(people.term) == []
    make_focus(term=people.term, key="revising")
    make_focus(term=people.term, key="perseverance")
    assert [behaviour.key for behaviour in focus_behaviours(people.term)] == ["perseverance", "revising"]


def test_phases_come_in_order(people: Personas) -> None:
    framework = make_framework(school=people.school)
    assert [phase.number for phase in phases_of(framework)] == [0, 1, 2, 3, 4, 5]


def test_live_commitments_leave_out_the_retired(people: Personas) -> None:
    kept, gone = make_commitment(school=people.school), make_commitment(school=people.school)
    Commitment.objects.filter(pk=gone.pk).update(retired_on=TODAY)
    assert list(live_commitments(people.school)) == [kept]
