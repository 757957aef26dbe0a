"""The exhaustive matrix: every address × every role × own school, other school, network, nobody, leaver × GET and POST.

What a cell must answer follows from the stamp of the view and the table of permissions. What differs has a reason in
``reasons.py``; a cell with neither fails. A new address needs its sample in ``test_matrix.SAMPLES`` and nothing here,
unless its object refuses somebody whom the permission lets in: then it needs a line with the reason.
"""

from __future__ import annotations

import datetime
import logging
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.test.client import ClientHandler

import learningculture.urls
from school.access import ROLE_PERMISSIONS, Permission
from school.models import Member, Role, School
from school.models.people import NEVER_GIVEN
from tests.attacks.reasons import REASONS
from tests.attacks.test_matrix import IN_SCHOOL, METHODS, address, ask
from tests.attacks.world import World, make_visitor, make_world
from tests.factories.school import make_member, make_student
from tests.personas import Personas, client_for, make_personas

pytestmark = pytest.mark.django_db
SHOWN = {200}
TAKEN = {200, 204, 302, 303, 400, 409, 422}
"""What a permitted POST without a body may answer: the form again, done, nothing to do, not understood."""

NO_SUCH_METHOD = 405
MEMBER_ROLES = [role for role in Role if role not in NEVER_GIVEN]
"""Support has no place in any school; what it reaches while let in is tried in test_care.py."""

HANDLER = ClientHandler()


def methods_taken(view: Any) -> frozenset[str]:
    """The methods of a view's ``require_POST`` and the like; all when it has none."""
    while view is not None:
        for cell in getattr(view, "__closure__", None) or ():
            held = cell.cell_contents
            if isinstance(held, list) and held and all(isinstance(one, str) and one.isupper() for one in held):
                return frozenset(one.lower() for one in held)
        view = getattr(view, "__wrapped__", None)
    return frozenset(METHODS)


def expected(name: str, roles: list[str], method: str, *, inside: bool) -> set[int]:
    """The statuses that the rules allow in this cell."""
    view = IN_SCHOOL[name].callback
    wrong_method = set() if method in methods_taken(view) else {NO_SUCH_METHOD}
    if not inside:
        return {404} | wrong_method
    if not any(view.access in ROLE_PERMISSIONS[role] for role in roles):
        return {403} | wrong_method
    again = {302} if getattr(view, "again", False) else set()
    return wrong_method or (SHOWN if method == "get" else TAKEN) | again


def reason_for(name: str, roles: list[str], method: str, status: int) -> str:
    """The named reason why a cell may answer otherwise; empty when there is none."""
    found = (reason.why for reason in REASONS if reason.covers(name, roles, method, status))
    return next(found, "")


def cells(member: Member, world: World, *, inside: bool) -> list[str]:
    """Every cell of one person that is neither as the rules say nor has a reason."""
    key, wrong = client_for(member).cookies["sessionid"].value, []
    for name in IN_SCHOOL:
        for method in METHODS:
            status = _status(key, method, address(name, world))
            if status not in expected(name, member.roles, method, inside=inside) and not (
                inside and reason_for(name, member.roles, method, status)
            ):
                wrong.append(f"{name} {'+'.join(member.roles)} {method}: {status}")
    return wrong


def _status(key: str, method: str, url: str) -> int:
    """Through every middleware, without what a test client notes about templates: that takes most of its time."""
    request = getattr(RequestFactory(), method)(url)
    request.COOKIES["sessionid"] = key
    request._dont_enforce_csrf_checks = True
    with transaction.atomic():
        status = HANDLER.get_response(request).status_code
        transaction.set_rollback(True)
    return int(status)


def _bare(request: HttpRequest, exception: Exception, status: int) -> HttpResponse:
    return HttpResponse(status=status)


@pytest.fixture(autouse=True)
def _short_refusals(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Thousands of refusals, each with its page and traceback, would take longer than the refusals."""
    HANDLER.load_middleware()
    for status in (403, 404):
        bare = partial(_bare, status=status)
        monkeypatch.setattr(learningculture.urls, f"handler{status}", bare, raising=False)
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def people() -> Personas:
    return make_personas()


@pytest.fixture
def world(people: Personas) -> World:
    visitor = make_visitor(people.school)
    return make_world(school=people.school, head=people.head, teacher=people.teacher, visitor=visitor)


def somebody(role: str, school: School) -> Member:
    if role == Role.STUDENT:
        return make_student(school=school, sign_in=True)
    return make_member(school=school, roles=(role,), sign_in=True)


@pytest.mark.parametrize("role", MEMBER_ROLES)
def test_own_school(role: str, people: Personas, world: World) -> None:
    """A person with one role and no tie to any of the world's objects."""
    wrong = cells(somebody(role, people.school), world, inside=True)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("who", ["head", "teacher", "student"])
def test_own_school_with_ties(who: str, people: Personas, world: World) -> None:
    """Whoever owns the objects: host, class teacher, author; the student of the class."""
    wrong = cells(getattr(world, who), world, inside=True)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", MEMBER_ROLES)
def test_other_school(role: str, people: Personas, world: World) -> None:
    wrong = cells(somebody(role, people.stranger.school), world, inside=False)
    assert not wrong, "\n".join(wrong)


def test_network_lead_and_leaver_are_strangers(people: Personas, world: World) -> None:
    lead = Member(user=people.network_lead, roles=[Role.HEAD])
    gone = make_member(school=people.school, roles=(Role.HEAD,), sign_in=True, left_on=datetime.date(2026, 1, 1))
    wrong = cells(lead, world, inside=False) + cells(gone, world, inside=False)
    assert not wrong, "\n".join(wrong)


def test_nobody_is_sent_to_sign_in(people: Personas, world: World) -> None:
    wrong = []
    for name in IN_SCHOOL:
        for method in METHODS:
            answer = ask(client_for(None), method, address(name, world))
            signs_in = answer.status_code == 302 and answer.headers["Location"].startswith("/account/login/")
            no_method = method not in methods_taken(IN_SCHOOL[name].callback) and answer.status_code == NO_SUCH_METHOD
            wrong += [] if signs_in or no_method else [f"{name} {method}: {answer.status_code}"]
    assert not wrong, "\n".join(wrong)


def test_every_role_and_permission_is_in_the_matrix() -> None:
    stamps = {entry.callback.access for entry in IN_SCHOOL.values()}
    assert stamps <= set(Permission)
    assert {role for held in ROLE_PERMISSIONS for role in [held]} == set(Role)


def test_every_reason_is_needed_somewhere() -> None:
    """A reason names addresses that exist: one that was renamed would hide nothing and explain nothing."""
    known = set(IN_SCHOOL)
    assert [reason.why for reason in REASONS if not set(reason.names) <= known] == []
