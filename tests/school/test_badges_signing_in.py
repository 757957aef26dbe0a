"""From the scanned code to the start page, and everybody who must not get there."""

from __future__ import annotations

import datetime
import logging

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from school.badges.badges import replace_badge, revoke_badge
from school.badges.sessions import SESSION_KEY
from school.badges.signing_in import MOST_WRONG_TRIES, Outcome, badge_of_token, try_pictures
from school.models import Badge, Member, Role
from tests.factories.badges import badge_address, client_with_badge, make_badge_of, make_device, tap
from tests.factories.school import PASSWORD
from tests.personas import Personas, client_for

pytestmark = pytest.mark.django_db
REFUSED = "/badge/unknown/"
WORKS_NO_LONGER = "This badge no longer works."


@pytest.fixture
def fresh(people: Personas):
    return make_badge_of(member=people.student, people=people)


def test_child_scans_taps_and_is_greeted(people: Personas, fresh) -> None:
    client = Client()
    scanned = client.get(badge_address(fresh))
    assert (scanned.status_code, scanned.url) == (302, "/badge/pictures/")
    assert client.get(scanned.url).status_code == 200
    answer = tap(client, fresh.badge)
    assert answer.url == "/s/harbour-lane/"
    page = client.get(answer.url).content.decode()
    assert "Idris" in page
    assert "I’m done" in page
    assert 'class="child"' in page
    fresh.badge.refresh_from_db()
    assert fresh.badge.last_used == timezone.localdate()


def test_nothing_tells_whose_badge_it_is_before_the_pictures(people: Personas, fresh, caplog) -> None:
    client, told = Client(), []
    with caplog.at_level(logging.DEBUG):
        told.append(client.get(badge_address(fresh)).content.decode())
        told.append(client.get("/badge/pictures/").content.decode())
        told.append(tap(client, fresh.badge, wrong=True).content.decode())
        client.get("/badge/harbour-lane/never-made/")
    for word in ("Idris", "Costa", "Maple", "Harbour"):
        assert word not in "".join(told)
    assert "Idris" not in caplog.text
    assert "Costa" not in caplog.text


def test_tap_by_htmx_gets_a_fragment_and_then_goes_home(people: Personas, fresh) -> None:
    client = Client(headers={"HX-Request": "true"})
    client.get(badge_address(fresh))
    first = client.post("/badge/pictures/", {"picture": fresh.badge.pictures[0]})
    assert ("<html" in first.content.decode(), "second picture" in first.content.decode()) == (False, True)
    assert tap(client, fresh.badge).headers["HX-Redirect"] == "/s/harbour-lane/"


def test_unknown_revoked_replaced_and_foreign_look_the_same(people: Personas, fresh) -> None:
    old = make_badge_of(member=people.student, people=people)
    revoke_badge(badge=old.badge, by=people.teacher, now=timezone.now())
    unknown = badge_address(fresh).replace(fresh.token, "x" * 43)
    tried = [badge_address(fresh), badge_address(old), unknown, badge_address(fresh, "elsewhere")]
    answers = [Client().get(path) for path in [*tried, badge_address(fresh, "no-school")]]
    assert {(answer.status_code, answer.url, answer.content) for answer in answers} == {(302, REFUSED, b"")}
    assert {str(answer.headers) for answer in answers} == {str(answers[0].headers)}
    assert not any(answer.cookies for answer in answers)
    told = Client().get(REFUSED)
    assert (told.status_code, WORKS_NO_LONGER in told.content.decode()) == (404, True)


def test_wrong_schools_slug_opens_nothing(people: Personas, fresh) -> None:
    assert badge_of_token("harbour-lane", fresh.token) == fresh.badge
    assert badge_of_token("elsewhere", fresh.token) is None


@pytest.mark.parametrize(
    "change",
    [
        {"left_on": datetime.date(2024, 1, 1)},
        {"joined_on": datetime.date(2099, 1, 1)},
        {"roles": [Role.STUDENT, Role.TEACHER]},
        {"roles": [Role.TEACHER]},
        {"user": None},
    ],
)
def test_leaver_and_adult_are_refused(people: Personas, fresh, change: dict) -> None:
    Member.objects.filter(pk=people.student.pk).update(**change)
    assert Client().get(badge_address(fresh)).url == REFUSED


def test_inactive_sign_in_is_refused(people: Personas, fresh) -> None:
    people.student.user.is_active = False
    people.student.user.save()
    assert Client().get(badge_address(fresh)).url == REFUSED


def test_badge_revoked_between_scan_and_tap_is_refused(people: Personas, fresh) -> None:
    client = Client()
    client.get(badge_address(fresh))
    revoke_badge(badge=fresh.badge, by=people.teacher, now=timezone.now())
    assert tap(client, fresh.badge).url == REFUSED
    assert "_auth_user_id" not in client.session


def test_pictures_without_a_scan_or_too_late_lead_nowhere(people: Personas, fresh) -> None:
    client = Client()
    assert client.get("/badge/pictures/").url == "/badge/over/"
    client.get(badge_address(fresh))
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=11)):
        assert client.get("/badge/pictures/").url == "/badge/over/"
    assert client.get("/badge/over/").status_code == 200


def test_five_wrong_tries_stop_the_badge_until_a_teacher_says_so(people: Personas, fresh) -> None:
    client = Client()
    client.get(badge_address(fresh))
    for _ in range(MOST_WRONG_TRIES - 1):
        assert "Try again" in tap(client, fresh.badge, wrong=True).content.decode()
    assert "ask your teacher" in tap(client, fresh.badge, wrong=True).content.decode()
    with time_machine.travel(timezone.now() + datetime.timedelta(days=3)):
        client.get(badge_address(fresh))
        assert "ask your teacher" in tap(client, fresh.badge).content.decode()
        assert "_auth_user_id" not in client.session
    page = client_for(people.teacher).get(reverse("school:class_badges", args=["harbour-lane", people.maple.pk]))
    assert "stopped after five wrong tries" in page.content.decode()
    resume = reverse("school:resume_badge", args=["harbour-lane", people.maple.pk, people.student.pk])
    client_for(people.teacher).post(resume)
    client.get(badge_address(fresh))
    assert tap(client, fresh.badge).status_code == 302


def test_new_sessions_and_other_browsers_share_the_count(people: Personas, fresh) -> None:
    for _ in range(MOST_WRONG_TRIES):
        client = Client()
        client.get(badge_address(fresh))
        tap(client, fresh.badge, wrong=True)
    client = Client()
    client.get(badge_address(fresh))
    assert "ask your teacher" in tap(client, fresh.badge).content.decode()


def test_a_right_try_forgets_the_wrong_ones(people: Personas, fresh) -> None:
    now, wrong = timezone.now(), list(reversed(fresh.badge.pictures))
    for _ in range(MOST_WRONG_TRIES - 1):
        assert try_pictures(badge=fresh.badge, pictures=wrong, now=now, shared=False) == Outcome.WRONG
    assert try_pictures(badge=fresh.badge, pictures=fresh.badge.pictures, now=now, shared=False) == Outcome.RIGHT
    assert try_pictures(badge=fresh.badge, pictures=wrong, now=now, shared=False) == Outcome.WRONG


def test_invented_pictures_and_one_picture_count_for_nothing(people: Personas, fresh) -> None:
    client = Client()
    client.get(badge_address(fresh))
    for body in ({"picture": "dragon"}, {"picture": "cat", "first": "dragon"}, {}):
        assert client.post("/badge/pictures/", body).status_code == 200
    fresh.badge.refresh_from_db()
    assert fresh.badge.wrong_tries == 0


def test_session_planted_before_is_not_the_session_after(people: Personas, fresh) -> None:
    client = Client()
    client.get(badge_address(fresh))
    planted = client.cookies["sessionid"].value
    tap(client, fresh.badge)
    assert client.cookies["sessionid"].value != planted
    thief = Client()
    thief.cookies["sessionid"] = planted
    assert thief.get("/s/harbour-lane/").status_code == 302


def test_own_account_signed_in_before_does_not_carry_over(people: Personas, fresh) -> None:
    client = Client()
    client.post("/account/login/", {"login": people.student.user.email, "password": PASSWORD})
    assert "account_authentication_methods" in client.session
    client.get(badge_address(fresh))
    tap(client, fresh.badge)
    assert "account_authentication_methods" not in client.session
    assert SESSION_KEY in client.session


def test_teacher_signed_in_before_is_signed_out(people: Personas, fresh) -> None:
    client = client_for(people.teacher)
    client.get(badge_address(fresh))
    assert "Somebody is signed in here already" in client.get("/badge/pictures/").content.decode()
    tap(client, fresh.badge)
    assert client.session["_auth_user_id"] == str(people.student.user_id)


def test_done_forgets_everything(people: Personas, fresh) -> None:
    client = client_with_badge(fresh)
    before = client.cookies["sessionid"].value
    page = client.get("/s/harbour-lane/")
    assert "no-store" in page["Cache-Control"]
    answer = client.post("/badge/done/")
    assert (answer.url, answer["Clear-Site-Data"]) == ("/badge/goodbye/", '"storage"')
    assert "Bye" in client.get(answer.url).content.decode()
    client.cookies["sessionid"] = before
    assert client.get("/s/harbour-lane/").url.startswith("/account/login/")
    assert client.get("/badge/done/").status_code == 405


def test_replaced_badge_signs_out_who_used_it(people: Personas, fresh) -> None:
    client = client_with_badge(fresh)
    replace_badge(member=people.student, by=people.teacher, now=timezone.now())
    assert client.get("/s/harbour-lane/").url == "/badge/over/"
    assert "_auth_user_id" not in client.session


def test_scan_on_a_shared_device_is_a_short_one(people: Personas, fresh) -> None:
    _device, client = make_device(school_class=people.maple, by=people.teacher)
    client.get(badge_address(fresh))
    tap(client, Badge.objects.live().get(member=people.student))
    assert client.session[SESSION_KEY]["device"]
    assert client.post("/badge/done/").url == "/shared/"


@pytest.mark.parametrize("path", ["/sign-in/harbour-lane/", "/sign-in/no-school/", "/account/login/"])
def test_ways_in_name_the_badge(people: Personas, path: str) -> None:
    assert "Students: point the camera at your badge." in Client().get(path).content.decode()
