"""Fields that the school keeps for itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from school.models import Enrolment, Member, Role, SchoolClass
from school.rosters import Incoming, plan_import, read_oneroster
from school.rosters.keeping import keep_class_field, keep_field, keeps_of, let_go_of_field
from tests.factories.rosters import (
    DAY_2,
    KEPT,
    bring_in,
)
from tests.factories.school import make_member

pytestmark = pytest.mark.django_db


def read(folder: Path | str) -> Incoming:
    return read_oneroster(KEPT / folder if isinstance(folder, str) else folder, on=DAY_2)


def test_kept_field_is_never_overwritten_and_the_import_says_so() -> None:
    bring_in("syn_uk_v1p1_day1")
    member, group = Member.objects.get(source_id="S005"), SchoolClass.objects.get(source_id="C7EN")
    office = make_member(school=member.school, roles=[Role.ADMINISTRATOR])
    for _twice in range(2):
        keep_field(member=member, field="family_name", by=office)
    keep_field(member=Member.objects.get(source_id="S003"), field="left_on", by=office)
    keep_class_field(school_class=group, field="name", by=office)
    assert keeps_of(member) == {"family_name"}
    [school] = plan_import(read("syn_uk_v1p1_day2"), on=DAY_2).schools
    kept = {(one.source_id, row.field, row.old, row.new) for one in school.difference.kept for row in one.kept}
    assert {row[:3] for row in kept} == {
        ("S005", "family_name", "Ní Bhriain"),
        ("S003", "left_on", ""),
        ("C7EN", "name", "7 English set 1"),
    }
    report = bring_in("syn_uk_v1p1_day2", on=DAY_2)
    assert "3 details were kept" in " ".join(report.details[0].notes)
    member.refresh_from_db()
    group.refresh_from_db()
    assert (member.family_name, group.name) == ("Ní Bhriain", "7 English set 1")
    assert Member.objects.get(source_id="S003").left_on is None
    assert Enrolment.objects.filter(member__source_id="S003", ends_on=None).count() == 2


def test_field_let_go_follows_the_roster_again() -> None:
    bring_in("syn_uk_v1p1_day1")
    member = Member.objects.get(source_id="S005")
    keep_field(member=member, field="family_name", by=None)
    let_go_of_field(member=member, field="family_name")
    bring_in("syn_uk_v1p1_day2", on=DAY_2)
    assert Member.objects.get(pk=member.pk).family_name == "Kelly"


def test_kept_sex_stays_and_an_unknown_field_cannot_be_kept() -> None:
    bring_in("syn_uk_v1p1_day1")
    member = Member.objects.get(source_id="S001")
    keep_field(member=member, field="sex", by=None)
    member.characteristics.sex = "other"
    member.characteristics.save()
    assert bring_in("syn_uk_v1p1_day1").counts["updated"] == 0
    with pytest.raises(ValidationError, match="never changes"):
        keep_field(member=member, field="user", by=None)
