"""Who may do what, as one table; and what the stamp of a view answers."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from school.access import ROLE_PERMISSIONS, RULES, Permission, may, public, requires, signed_in
from school.models import Member, Role
from tests.personas import Personas, client_for

ROLES = (
    *("head", "senior_leader", "plc_lead", "teacher", "teaching_assistant"),
    *("student", "governor", "safeguarding_lead", "administrator", "support"),
)

WHO_MAY = {
    # head, senior leader, PLC lead, teacher, assistant, student, governor, safeguarding lead, administrator, support
    "be_here": "yyyyyyyyy-",
    "read_vision": "yyyyyyyyy-",
    "comment_vision": "yyyyy--yy-",
    "write_vision": "yy--------",
    "choose_behaviours": "yy--------",
    "keep_promises": "yy--------",
    "read_promises": "yyyyy--yy-",
    "answer_pulse": "yyyyy-----",
    "run_pulse": "yy--------",
    "see_classes": "yyyyy-----",
    "see_all_classes": "yy--------",
    "judge": "yyyy------",
    "notice": "yyyyy-----",
    "notice_peers": "-----y----",
    "own_learning": "-----y----",
    "bring_attainment": "yy------y-",
    "celebrate": "yyyyyy----",
    "visit": "yyyyy-----",
    "see_visit_coverage": "yy--------",
    "enquire": "yyyyy-----",
    "lead_plc": "yyy-------",
    "read_portfolio": "yy--------",
    "read_published": "yy----y---",
    "build_portfolio": "yy--------",
    "administer": "y-------y-",
    "manage_roster": "y-------y-",
    "manage_members": "y-------y-",
    "print_badges": "yyyyy---y-",
    "manage_calendar": "y-------y-",
    "choose_words": "y-------y-",
    "manage_privacy": "y-------y-",
    "raise_concern": "yyyyyyyyy-",
    "read_concerns": "y------y--",
    "let_support_in": "y-------y-",
    "lend": "yy------y-",
    "help_the_office": "---------y",
}


@pytest.mark.parametrize("permission", WHO_MAY)
def test_role_permissions_are_these(permission: str) -> None:
    found = "".join("y" if Permission(permission) in ROLE_PERMISSIONS[role] else "-" for role in ROLES)
    assert found == WHO_MAY[permission]


def test_table_names_every_permission_and_role_once() -> None:
    assert sorted(WHO_MAY) == sorted(Permission)
    assert sorted(ROLES) == sorted(Role)
    assert sorted(rule.permission for rule in RULES) == sorted(Permission)


def test_any_of_several_roles_is_enough() -> None:
    member = Member(roles=[Role.GOVERNOR, Role.TEACHER])
    assert may(member, Permission.JUDGE) and may(member, Permission.READ_PUBLISHED)
    assert not may(member, Permission.WRITE_VISION)


@requires(Permission.WRITE_VISION)
def stamped(request: HttpRequest) -> HttpResponse:
    return HttpResponse("in")


def answer(member: Member | None, *, signed: bool = True) -> HttpResponse:
    request = RequestFactory().get("/s/x/")
    request.user = type("Someone", (), {"is_authenticated": signed})()
    request.member = member
    return stamped(request, school="x")


def test_stamp_lets_in_only_who_may() -> None:
    assert answer(Member(roles=[Role.HEAD])).content == b"in"
    with pytest.raises(PermissionDenied):
        answer(Member(roles=[Role.TEACHER]))
    with pytest.raises(Http404):
        answer(None)


def test_stamps_can_be_read_by_the_guards() -> None:
    assert stamped.access == Permission.WRITE_VISION
    assert (public(lambda request: None).access, signed_in(lambda request: None).access) == ("public", "signed in")


PAGE = "/s/harbour-lane/school/members/"


def test_anonymous_goes_to_sign_in_and_comes_back(people: Personas, client: Client) -> None:
    answer = client.get(f"{PAGE}?page=2")
    assert answer.url == "/account/login/?next=%2Fs%2Fharbour-lane%2Fschool%2Fmembers%2F%3Fpage%3D2"


def test_expired_sign_in_sends_htmx_to_the_whole_page(people: Personas, client: Client) -> None:
    answer = client.get(PAGE, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (200, "/account/login/")


@pytest.mark.parametrize(
    ("person", "status"), [("administrator", 200), ("head", 200), ("teacher", 403), ("student", 403), ("stranger", 404)]
)
def test_page_of_members_by_person(people: Personas, person: str, status: int) -> None:
    assert client_for(getattr(people, person)).get(PAGE).status_code == status


def test_network_lead_is_a_stranger_inside_a_school(people: Personas) -> None:
    assert client_for(people.network_lead).get(PAGE).status_code == 404
