"""One request, one school, one transaction."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth import SESSION_KEY
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from school.middleware import SchoolMiddleware
from school.models import Member
from tests.factories.school import make_member
from tests.personas import Personas, client_for


def through(person: Member, path: str, view: Callable[[HttpRequest], HttpResponse]) -> HttpRequest:
    request = RequestFactory().get(path)
    request.user, request.session = person.user, {SESSION_KEY: str(person.user_id)}
    SchoolMiddleware(view)(request)
    return request


def seen(request: HttpRequest) -> HttpResponse:
    request.seen = set(Member.objects.values_list("school_id", flat=True))
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.member', true), current_setting('app.user', true)")
        request.known = cursor.fetchone()
    return HttpResponse()


def test_member_gets_their_own_school(people: Personas) -> None:
    request = through(people.teacher, "/s/harbour-lane/vision/", seen)
    assert (request.member, request.school) == (people.teacher, people.school)
    assert request.seen == {people.school.pk}
    assert request.known == (str(people.teacher.pk), str(people.teacher.user_id))


@pytest.mark.parametrize("path", ["/s/elsewhere/", "/s/nowhere/", "/schools/", "/s/harbour-lane"])
def test_other_addresses_open_no_school(people: Personas, path: str) -> None:
    request = through(people.teacher, path, seen)
    assert (request.member, request.school) == (None, None)
    assert request.known[0] == ""


def test_outside_a_school_a_person_sees_only_their_own_places(people: Personas) -> None:
    second = make_member(school=people.stranger.school, user=people.teacher.user)
    request = through(people.teacher, "/schools/", seen)
    assert sorted(one.pk for one in request.memberships) == sorted([people.teacher.pk, second.pk])


def test_second_school_of_one_person_is_the_one_of_the_address(people: Personas) -> None:
    second = make_member(school=people.stranger.school, user=people.teacher.user)
    assert through(people.teacher, "/s/elsewhere/", seen).member == second


@pytest.mark.parametrize(("status", "kept"), [(200, "Changed"), (404, "Changed"), (500, "Amira"), (503, "Amira")])
def test_server_error_leaves_nothing_behind(people: Personas, status: int, kept: str) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        Member.objects.filter(pk=request.member.pk).update(given_name="Changed")
        return HttpResponse(status=status)

    through(people.teacher, "/s/harbour-lane/", view)
    people.teacher.refresh_from_db()
    assert people.teacher.given_name == kept


def test_leaver_is_refused_at_once(people: Personas) -> None:
    client = client_for(people.teacher)
    assert client.get("/s/harbour-lane/school/privacy/").status_code == 200
    Member.objects.filter(pk=people.teacher.pk).update(left_on="2020-01-01")
    assert client.get("/s/harbour-lane/school/privacy/").status_code == 404


def test_closed_account_is_signed_out_at_once(people: Personas) -> None:
    client = client_for(people.teacher)
    people.teacher.user.is_active = False
    people.teacher.user.save()
    assert client.get("/s/harbour-lane/school/privacy/").status_code == 302
