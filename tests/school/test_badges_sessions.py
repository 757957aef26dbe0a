"""How long a badge session lasts and what it opens."""

from __future__ import annotations

import datetime
import re

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from school.badges.sessions import IDLE, IDLE_SHARED, LONGEST, SESSION_KEY, BadgeSession
from school.models import Member, Role
from tests.factories.badges import client_with_badge, make_badge_of
from tests.factories.school import make_member
from tests.personas import Personas

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(people: Personas) -> Client:
    return client_with_badge(make_badge_of(member=people.student, people=people))


def after(minutes: float) -> time_machine.travel:
    return time_machine.travel(timezone.now() + datetime.timedelta(minutes=minutes), tick=False)


def test_clock_of_a_session() -> None:
    began = datetime.datetime(2026, 3, 10, 9, 0, tzinfo=datetime.UTC)
    own = BadgeSession(1, "x", 1, None, began.timestamp(), began.timestamp())
    shared = BadgeSession(1, "x", 1, 7, began.timestamp(), began.timestamp())
    assert [own.is_over(began + IDLE * share) for share in (0.99, 1)] == [False, True]
    assert [shared.is_over(began + IDLE_SHARED * share) for share in (0.99, 1)] == [False, True]
    busy = BadgeSession(1, "x", 1, None, began.timestamp(), (began + LONGEST * 0.98).timestamp())
    assert [busy.is_over(began + LONGEST * share) for share in (0.99, 1)] == [False, True]
    assert (own.seconds_left, shared.idle_seconds) == (3600, 300)


def test_idle_child_is_signed_out(client: Client) -> None:
    with after(31):
        assert client.get("/s/harbour-lane/").url == "/badge/over/"
        assert client.get("/s/harbour-lane/").url.startswith("/account/login/")


def test_busy_child_stays_an_hour_and_no_longer(client: Client) -> None:
    for minutes in (20, 40, 59):
        with after(minutes):
            assert client.get("/s/harbour-lane/").status_code == 200
    with after(61):
        assert client.get("/s/harbour-lane/").url == "/badge/over/"


def test_page_says_that_the_child_is_busy(client: Client) -> None:
    seen = client.session[SESSION_KEY]["seen"]
    with after(20):
        assert client.post("/badge/here/").status_code == 204
    assert client.session[SESSION_KEY]["seen"] > seen
    assert Client().post("/badge/here/").status_code == 403


def test_session_over_sends_htmx_away_too(client: Client) -> None:
    with after(31):
        answer = client.get("/s/harbour-lane/news/", headers={"HX-Request": "true"})
        assert answer.headers["HX-Redirect"] == "/badge/over/"


def test_leaver_is_signed_out_at_once(people: Personas, client: Client) -> None:
    Member.objects.filter(pk=people.student.pk).update(left_on=timezone.localdate())
    assert client.get("/s/harbour-lane/").url == "/badge/over/"


def test_child_who_becomes_staff_is_signed_out_at_once(people: Personas, client: Client) -> None:
    Member.objects.filter(pk=people.student.pk).update(roles=[Role.STUDENT, Role.TEACHER])
    assert client.get("/s/harbour-lane/").url == "/badge/over/"


@pytest.mark.parametrize("path", ["password/change/", "email/", "reauthenticate/", "password/set/", "inactive/"])
def test_badge_opens_no_account_page(client: Client, path: str) -> None:
    assert client.get(f"/account/{path}").status_code in (403, 404)


def test_badge_opens_the_pages_of_a_student(client: Client) -> None:
    for path in ("", "my-learning/", "check-in/", "vision/", "school/privacy/", "school/permissions/"):
        assert client.get(f"/s/harbour-lane/{path}").status_code == 200, path
    assert client.get("/s/harbour-lane/learners/").status_code == 403
    assert client.get("/schools/").url == "/s/harbour-lane/"
    assert client.get("/", follow=True).redirect_chain[-1][0] == "/s/harbour-lane/"
    assert client.get("/account/logout/").status_code == 200


def test_badge_opens_no_other_school_of_the_same_person(people: Personas, client: Client) -> None:
    make_member(school=people.stranger.school, user=people.student.user, roles=(Role.TEACHER,))
    assert client.get("/s/elsewhere/").status_code == 404
    assert client.get("/s/elsewhere/learners/").status_code == 404


def test_badge_is_no_recent_sign_in(people: Personas, client: Client) -> None:
    """Not even where the library lets a person without a password pass."""
    people.student.user.set_unusable_password()
    people.student.user.save(update_fields=["password"])
    again = f"/s/harbour-lane/school/badges/{people.maple.pk}/print/"
    assert client.post(again).status_code in (302, 403)
    assert "account_authentication_methods" not in client.session


def test_own_menu_makes_way_for_done(client: Client) -> None:
    page = client.get("/s/harbour-lane/").content.decode()
    assert ("My account" in page, "/account/" in page, 'data-idle="1800"' in page) == (False, False, True)


def test_no_link_leads_to_a_closed_door(client: Client) -> None:
    """From the start page, as far as links go within the school."""
    waiting, seen, closed = ["/s/harbour-lane/"], {"/s/harbour-lane/"}, []
    while waiting:
        page = client.get(path := waiting.pop())
        if page.status_code != 200:
            closed.append((path, page.status_code))
        links = set(re.findall(r'<a[^>]+href="(/[^"#?]*)', page.content.decode(errors="replace"))) - seen
        seen |= links
        waiting += links
    assert closed == []
    assert len(seen) >= 6
