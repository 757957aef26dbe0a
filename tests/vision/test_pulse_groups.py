"""Groups are frozen before opening, merged when small, and lie sealed inside the ballot."""

import datetime
import json

import pytest
from django.core.exceptions import ValidationError
from nacl.public import SealedBox

from learningculture.tenancy import tenant
from tests.factories.school import TODAY, enrol, make_class, make_member
from tests.factories.vision import make_staff
from tests.personas import Personas
from vision.ballot_box import kept_key
from vision.models import Pulse, PulseBallot, PulseItemResult
from vision.pulse import cast_ballot, close_pulse, open_pulse
from vision.pulse_groups import frozen_groups, group_of

CLOSES = TODAY + datetime.timedelta(days=7)


def support(people: Personas, number: int) -> list:
    return [make_member(school=people.school, sign_in=True, roles=("teaching_assistant",)) for _ in range(number)]


def opened(people: Personas, split_by: str = "work") -> Pulse:
    return open_pulse(
        school=people.school, term=people.term, closes_on=CLOSES, by=people.head, on=TODAY, split_by=split_by
    )


def test_teaching_and_support_are_split_where_both_are_twelve(people: Personas) -> None:
    make_staff(school=people.school, number=9)
    support(people, 10)
    assert frozen_groups(people.school, "work", TODAY) == []
    with pytest.raises(ValidationError, match="fewer than 12 staff"):
        opened(people)
    support(people, 1)
    groups = frozen_groups(people.school, "work", TODAY)
    assert [(group["key"], group["invited"]) for group in groups] == [("work:support", 12), ("work:teaching", 12)]


def test_small_phases_are_merged_until_they_are_twelve(people: Personas) -> None:
    for year, number in ((0, 3), (2, 13), (5, 12)):
        school_class = make_class(school=people.school, year_groups=(year,))
        for member in make_staff(school=people.school, number=number):
            enrol(member, school_class, role="teacher")
    groups = {group["key"]: group["invited"] for group in frozen_groups(people.school, "phase", TODAY)}
    assert sum(groups.values()) == 32 and set(groups) <= {"phase:lower", "phase:upper", "phase:other"}
    assert min(groups.values()) >= 12


def test_the_group_is_in_the_ballot_and_nowhere_else(people: Personas) -> None:
    make_staff(school=people.school, number=9)
    helpers = support(people, 12)
    pulse = opened(people)
    with tenant(people.school.pk, member_id=helpers[0].pk, user_id=helpers[0].user_id):
        cast_ballot(pulse=pulse, member=helpers[0], answers={"p1": 4})
    ballot = PulseBallot.objects.get()
    sheet = json.loads(SealedBox(kept_key(bytes(pulse.public_key))).decrypt(bytes(ballot.sealed)))
    assert (sheet["group"], group_of(pulse, people.teacher)) == ("work:support", "work:teaching")
    assert {field.name for field in PulseBallot._meta.fields} == {"id", "school", "pulse", "sealed"}


def test_groups_are_released_once_for_items_that_are_not_about_leaders(people: Personas) -> None:
    teachers, helpers = make_staff(school=people.school, number=11), support(people, 12)
    pulse = opened(people)
    for some in (teachers, helpers):
        for number, member in enumerate(some[:11]):
            cast_ballot(
                pulse=pulse, member=member, answers={"p1": 4 if number < 5 else 2, "p4": 4 if number < 5 else 2}
            )
    close_pulse(pulse=pulse, on=CLOSES)
    kept = {(each.item, each.group): each.counts for each in PulseItemResult.objects.exclude(group="")}
    assert kept == {("p1", "work:teaching"): [6, 0, 0, 5, 0], ("p1", "work:support"): [6, 0, 0, 5, 0]}
    assert PulseItemResult.objects.filter(group="").count() == 2
