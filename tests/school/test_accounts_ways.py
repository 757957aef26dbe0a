"""A service is set up, tried, switched on; strangers learn nothing from a school's page."""

from __future__ import annotations

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from school.accounts import openid
from school.models import SignInService
from tests.factories.school import PASSWORD
from tests.factories.sign_in import make_second_step, make_service
from tests.mailing import posted
from tests.openid import Provider, serve
from tests.personas import Personas, client_for, signed_in_a_while_ago

pytestmark = pytest.mark.django_db
OFFICE = "/s/harbour-lane/school/sign-in"
GOOGLE = {"client_id": "abc.apps.example", "secret": "very secret words", "domain": "@Harbour.Example"}


def test_office_sets_a_service_up_tries_it_and_switches_it_on(
    people: Personas, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider = Provider()
    server = serve(provider)
    monkeypatch.setattr(openid, "GOOGLE", provider.address)
    office = client_for(people.administrator)
    assert office.post(f"{OFFICE}/with/google/", GOOGLE).url == f"{OFFICE}/"
    kept = SignInService.objects.get()
    assert (kept.domain, kept.active) == ("harbour.example", False)
    office.post(f"{OFFICE}/with/google/switch/", {"act": "on"})
    assert not SignInService.objects.get().active
    office.post(f"{OFFICE}/with/google/switch/", {"act": "try"})
    office.post(f"{OFFICE}/with/google/switch/", {"act": "on"})
    assert b"Go on with Google" in Client().get("/sign-in/harbour-lane/").content
    office.post(f"{OFFICE}/with/google/switch/", {"act": "off"})
    assert b"Google" not in Client().get("/sign-in/harbour-lane/").content
    server.shutdown()
    server.server_close()


def test_secret_is_sealed_and_never_shown_again(people: Personas) -> None:
    office = client_for(people.administrator)
    office.post(f"{OFFICE}/with/google/", GOOGLE)
    kept = SignInService.objects.get()
    assert "very secret" not in kept.sealed_secret
    for page in (f"{OFFICE}/", f"{OFFICE}/with/google/"):
        html = office.get(page).content.decode()
        assert "very secret" not in html and kept.sealed_secret not in html
    office.post(f"{OFFICE}/with/google/", {**GOOGLE, "secret": ""})
    assert SignInService.objects.get().sealed_secret == kept.sealed_secret


@pytest.mark.parametrize(
    ("kind", "form", "field"),
    [
        ("google", {**GOOGLE, "domain": "not a domain"}, "domain"),
        ("google", {**GOOGLE, "domain": ""}, "domain"),
        ("google", {**GOOGLE, "secret": ""}, "secret"),
        ("microsoft", {"client_id": "a", "secret": "b", "tenant": "common"}, "tenant"),
        ("openid", {"label": "X", "client_id": "a", "secret": "b", "address": "http://login.example"}, "address"),
        ("openid", {"label": "X", "client_id": "a", "secret": "b", "address": "https://169.254.169.254"}, "address"),
        ("openid", {"label": "X", "client_id": "a", "secret": "b", "address": "https://user@login.example"}, "address"),
    ],
)
def test_wrong_settings_are_told_beside_the_field(people: Personas, kind: str, form: dict, field: str) -> None:
    page = client_for(people.head).post(f"{OFFICE}/with/{kind}/", form)
    assert page.context["form"].errors[field]
    assert not SignInService.objects.exists()


def test_setting_up_asks_who_it_is_first(people: Personas) -> None:
    client = signed_in_a_while_ago(client_for(people.head))
    asked = client.post(f"{OFFICE}/with/google/", GOOGLE).url
    assert "/reauthenticate/" in asked and not SignInService.objects.exists()
    assert client.post(asked, {"password": PASSWORD}).url == f"{OFFICE}/"
    assert SignInService.objects.get().domain == "harbour.example"


def test_unknown_school_looks_like_one_without_services(people: Personas) -> None:
    make_service(school=people.school, active=False)
    slugs = ("harbour-lane", "elsewhere", "nowhere-at-all")
    pages = [Client().get(f"/sign-in/{slug}/").content.decode() for slug in slugs]
    assert len({re.sub(r"[A-Za-z0-9]{64}", "", page) for page in pages}) == 1
    assert "Harbour Lane" not in pages[0]


def test_teacher_does_not_reach_the_page(people: Personas) -> None:
    assert client_for(people.teacher).get(f"{OFFICE}/").status_code == 403
    assert client_for(people.stranger).get(f"{OFFICE}/").status_code == 404
    assert client_for(people.head).get(f"{OFFICE}/with/myspace/").status_code == 404


def test_everyone_is_asked_for_a_second_step_by_the_office(people: Personas) -> None:
    client_for(people.head).post(f"{OFFICE}/everyone/", {"asked": "yes"})
    assert client_for(people.teacher).get("/s/harbour-lane/").url == "/my-account/second-step/"
    client_for(people.head).post(f"{OFFICE}/everyone/", {"asked": "no"})
    assert client_for(people.teacher).get("/s/harbour-lane/").status_code == 200


def test_office_takes_a_lost_second_step_away_and_the_owner_is_told(people: Personas) -> None:
    head = client_for(people.head)
    with posted() as mails:
        client_for(people.administrator).post(f"{OFFICE}/lost/{people.head.pk}/")
    assert head.get("/s/harbour-lane/").url == "/my-account/second-step/"
    assert mails[0].to == [people.head.user.email] and "Ada Marsh" in mails[0].body


def test_nobody_takes_their_own_away(people: Personas) -> None:
    client_for(people.head).post(f"{OFFICE}/lost/{people.head.pk}/")
    assert client_for(people.head).get("/s/harbour-lane/").status_code == 200


def test_page_says_who_has_a_second_step(people: Personas) -> None:
    make_second_step(user=people.teacher.user)
    listed = {one.display_name: one.guarded for one in client_for(people.head).get(f"{OFFICE}/").context["people"]}
    assert listed["Amira Rahman"] and listed["Helen Bellamy"] and not listed["Joe Okoro"]


def test_whoever_runs_the_server_helps_the_only_administrator(people: Personas) -> None:
    out = StringIO()
    call_command("reset_second_step", people.head.user.email.upper(), stdout=out)
    assert out.getvalue().startswith("1 factors removed")
    with pytest.raises(CommandError):
        call_command("reset_second_step", "nobody@example.org")
