"""A session begins new, is limited, can be seen and ended."""

from __future__ import annotations

import datetime
import time

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.test import Client

from school.accounts.sessions import IDLE_SECONDS, WHOLE_SECONDS, browser_in_words, end_sessions_of
from school.models import Member
from tests.factories.school import PASSWORD, make_member
from tests.factories.sign_in import code_now
from tests.personas import Personas

pytestmark = pytest.mark.django_db
PAGE = "/s/harbour-lane/school/privacy/"


def signed_in(email: str, agent: str = "Mozilla/5.0 (Windows NT 10.0) Chrome/140.0") -> Client:
    client = Client(headers={"user-agent": agent})
    client.post("/account/login/", {"login": email, "password": PASSWORD})
    return client


def test_sign_in_gives_a_new_session_id_and_forgets_the_old(people: Personas) -> None:
    client = Client()
    client.post("/account/login/", {"login": people.teacher.user.email, "password": "wrong wrong wrong"})
    client.cookies["sessionid"] = planted = "a" * 32
    client.post("/account/login/", {"login": people.teacher.user.email, "password": PASSWORD})
    assert client.session.session_key not in (planted, None)
    thief = Client()
    thief.cookies["sessionid"] = planted
    assert thief.get(PAGE).status_code == 302


def test_second_step_gives_a_new_session_id(people: Personas) -> None:
    client = signed_in(people.head.user.email)
    before = client.session.session_key
    client.post("/account/2fa/authenticate/", {"code": code_now()})
    assert client.session.session_key != before
    old = Client()
    old.cookies["sessionid"] = before
    assert old.get(PAGE).status_code == 302


def test_sign_out_ends_it_on_the_server(people: Personas) -> None:
    client = signed_in(people.teacher.user.email)
    kept = client.cookies["sessionid"].value
    client.post("/account/logout/")
    client.cookies["sessionid"] = kept
    assert client.get(PAGE).status_code == 302


@pytest.mark.parametrize(("waited", "status"), [(IDLE_SECONDS - 60, 200), (IDLE_SECONDS + 60, 302)])
def test_idle_session_ends(people: Personas, waited: int, status: int) -> None:
    client = signed_in(people.teacher.user.email)
    client.get(PAGE)
    with time_machine.travel(time.time() + waited, tick=False):
        assert client.get(PAGE).status_code == status


def test_used_session_ends_after_a_working_day(people: Personas) -> None:
    start = datetime.datetime.now(datetime.UTC)
    with time_machine.travel(start, tick=False) as clock:
        client = signed_in(people.teacher.user.email)
        client.get(PAGE)
        for _hour in range(WHOLE_SECONDS // 3600):
            clock.shift(3600)
            assert client.get(PAGE).status_code == 200
        clock.shift(120)
        assert client.get(PAGE).status_code == 302


def test_list_shows_each_browser_and_ends_one(people: Personas) -> None:
    here = signed_in(people.teacher.user.email)
    there = signed_in(people.teacher.user.email, "Mozilla/5.0 (iPad) Version/18 Safari/605")
    page = here.get("/account/sessions/")
    assert "Chrome on Windows" in page.content.decode() and "Safari on iPad" in page.content.decode()
    other = UserSession.objects.get(session_key=there.session.session_key).pk
    assert here.post(f"/my-account/sessions/{other}/end/").url == "/account/sessions/"
    assert (here.get(PAGE).status_code, there.get(PAGE).status_code) == (200, 302)


def test_nobody_ends_the_session_of_another(people: Personas) -> None:
    mine, theirs = signed_in(people.teacher.user.email), signed_in(people.plc_lead.user.email)
    number = theirs.get("/account/sessions/").context["sessions"][0].pk
    assert mine.post(f"/my-account/sessions/{number}/end/").status_code == 404
    assert theirs.get(PAGE).status_code == 200


def test_sign_out_everywhere(people: Personas) -> None:
    clients = [signed_in(people.teacher.user.email) for _browser in range(3)]
    assert clients[0].get("/my-account/sign-out-everywhere/").status_code == 405
    assert clients[0].post("/my-account/sign-out-everywhere/").url == "/account/login/"
    assert [client.get(PAGE).status_code for client in clients] == [302, 302, 302]


def test_change_of_password_ends_the_other_sessions(people: Personas) -> None:
    here, there = signed_in(people.teacher.user.email), signed_in(people.teacher.user.email)
    new = {"password1": "seven brave herons paddle", "password2": "seven brave herons paddle"}
    here.post("/account/password/change/", {"oldpassword": PASSWORD, **new})
    assert (here.get(PAGE).status_code, there.get(PAGE).status_code) == (200, 302)


def test_leavers_sessions_end_everywhere_at_the_next_click(people: Personas) -> None:
    here, there = signed_in(people.teacher.user.email), signed_in(people.teacher.user.email)
    Member.objects.filter(pk=people.teacher.pk).update(left_on="2020-01-01")
    assert here.get(PAGE).status_code == 404
    assert "_auth_user_id" not in here.session
    assert there.get("/my-account/").status_code == 302


def test_who_has_left_one_of_two_schools_stays_signed_in(people: Personas) -> None:
    make_member(school=people.stranger.school, user=people.teacher.user)
    client = signed_in(people.teacher.user.email)
    Member.objects.filter(pk=people.teacher.pk).update(left_on="2020-01-01")
    assert (client.get(PAGE).status_code, client.get("/s/elsewhere/").status_code) == (404, 200)


def test_sessions_of_a_person_can_be_ended_for_them(people: Personas) -> None:
    client = signed_in(people.teacher.user.email)
    assert end_sessions_of(people.teacher.user) == 1
    assert client.get(PAGE).status_code == 302


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (X11; CrOS x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36", "Chrome on Chromebook"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone) Version/18.0 Mobile Safari/604.1", "Safari on iPhone"),
        ("curl/8.0", "a browser"),
    ],
)
def test_browsers_have_names(agent: str, words: str) -> None:
    assert browser_in_words(agent) == words
