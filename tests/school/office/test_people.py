"""Who gives which role, who leaves, who comes back."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError

from school.models import Enrolment, Member
from school.office.people import (
    ADULT_ROLES,
    LastOneError,
    add_member,
    close_place,
    give_roles,
    members_found,
    rename_member,
    return_member,
)
from tests.factories.school import TODAY, make_member
from tests.personas import Personas

GUARDED = ("head", "senior_leader", "safeguarding_lead", "administrator")


@pytest.mark.parametrize("role", ADULT_ROLES)
def test_guarded_roles_are_a_heads_to_give(people: Personas, role: str) -> None:
    wanted = ["teacher", role] if role != "teacher" else ["teacher", "plc_lead"]
    give_roles(member=people.teacher, roles=wanted, by=people.head)
    give_roles(member=people.teacher, roles=["teacher"], by=people.head, confirmed=True)
    if role in GUARDED:
        with pytest.raises(ValidationError, match="Only a headteacher"):
            give_roles(member=people.teacher, roles=wanted, by=people.administrator)
    else:
        assert set(give_roles(member=people.teacher, roles=wanted, by=people.administrator).roles) == set(wanted)


def test_administrator_cannot_take_a_heads_role_or_place(people: Personas) -> None:
    make_member(school=people.school, roles=("head",))
    with pytest.raises(ValidationError, match="Only a headteacher"):
        give_roles(member=people.head, roles=["teacher"], by=people.administrator, confirmed=True)
    with pytest.raises(ValidationError, match="Only a headteacher"):
        close_place(member=people.head, on=TODAY, by=people.administrator, confirmed=True)


def test_school_without_a_head_may_be_given_one_by_another(people: Personas) -> None:
    Member.objects.filter(pk=people.head.pk).update(left_on=TODAY)
    with pytest.raises(ValidationError, match="Only a headteacher"):
        give_roles(member=people.administrator, roles=["administrator", "head"], by=people.administrator)
    assert give_roles(member=people.teacher, roles=["teacher", "head"], by=people.administrator).roles[0] == "head"


@pytest.mark.parametrize(("name", "role"), [("administrator", "administrator"), ("head", "head")])
def test_last_one_goes_only_on_purpose(people: Personas, name: str, role: str) -> None:
    member = getattr(people, name)
    with pytest.raises(LastOneError, match="only one with this role"):
        give_roles(member=member, roles=["teacher"], by=people.head)
    assert give_roles(member=member, roles=["teacher"], by=people.head, confirmed=True).roles == ["teacher"]


def test_last_safeguarding_lead_does_not_leave_silently(people: Personas) -> None:
    lead = make_member(school=people.school, roles=("teacher", "safeguarding_lead"))
    with pytest.raises(LastOneError):
        close_place(member=lead, on=TODAY, by=people.head)
    make_member(school=people.school, roles=("safeguarding_lead",))
    assert close_place(member=lead, on=TODAY, by=people.head).left_on == TODAY


@pytest.mark.parametrize("roles", [[], ["student", "teacher"], ["student"]])
def test_no_role_and_student_roles_are_refused(people: Personas, roles: list[str]) -> None:
    with pytest.raises(ValidationError):
        give_roles(member=people.teacher, roles=roles, by=people.head)
    with pytest.raises(ValidationError):
        give_roles(member=people.student, roles=["teacher"], by=people.head)


def test_leaver_is_closed_with_their_classes_and_comes_back(people: Personas) -> None:
    gone = close_place(member=people.teacher, on=TODAY, by=people.administrator)
    assert (gone.left_on, Enrolment.objects.get(member=gone).ends_on) == (TODAY, TODAY)
    assert close_place(member=people.teacher, on=TODAY, by=people.administrator).left_on == TODAY
    assert return_member(member=people.teacher, by=people.administrator).left_on is None


def test_nobody_closes_their_own_place_or_before_it_began(people: Personas) -> None:
    with pytest.raises(ValidationError, match="colleague"):
        close_place(member=people.head, on=TODAY, by=people.head)
    with pytest.raises(ValidationError, match="before the first day"):
        close_place(member=people.teacher, on=datetime.date(2020, 1, 1), by=people.head)


def test_person_is_added_once(people: Personas) -> None:
    new = [
        add_member(
            school=people.school,
            roles=["governor"],
            by=people.administrator,
            joined_on=TODAY,
            given_name="Null",
            family_name="",
        )
        for _ in range(2)
    ]
    assert new[0] == new[1] and new[0].display_name == "Null"
    with pytest.raises(ValidationError, match="Only a headteacher"):
        add_member(school=people.school, roles=["head"], by=people.administrator, joined_on=TODAY, given_name="X")


def test_names_say_what_changed(people: Personas) -> None:
    given = {"given_name": "Amira", "family_name": "Khan"}
    assert rename_member(member=people.teacher, by=people.head, **given) == ["family_name"]
    with pytest.raises(ValidationError, match="at least one name"):
        rename_member(member=people.teacher, by=people.head, given_name="", family_name="")


def test_members_are_found_by_name_role_and_place(people: Personas) -> None:
    def found(query: str = "", role: str = "", gone: bool = False) -> list[str]:
        return [str(one) for one in members_found(people.school, query=query, role=role, gone=gone)]

    assert len(found()) == 6 and "Idris Costa" not in found()
    assert (found("rah ami"), found("costa"), found(role="student")) == (
        ["Amira Rahman"],
        ["Idris Costa"],
        ["Idris Costa"],
    )
    assert found(gone=True) == [] and found("Stranger") == []
