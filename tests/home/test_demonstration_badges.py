"""The badge to try, which exists only in the demonstration."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from home.demonstration.badges import badge_to_try
from home.demonstration.cast import CAST
from school.models import Badge
from tests.factories.badges import tap
from tests.personas import Personas, client_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(people: Personas) -> Personas:
    """The personas play the cast: same school, and its addresses."""
    for part in CAST:
        if part.name in ("student", "teacher"):
            user = getattr(people, part.name).user
            user.email = part.email
            user.save()
    return people


def test_badge_to_try_is_the_students(cast: Personas) -> None:
    made = badge_to_try()
    assert made is not None
    assert made.badge.member == cast.student
    assert made.address.startswith("/badge/harbour-lane/")
    kept = badge_to_try()
    assert kept is not None
    assert (kept.badge, kept.address) == (made.badge, "")
    assert Client().get(made.address).url == "/badge/pictures/"


def test_there_is_none_without_the_cast(people: Personas, settings) -> None:
    settings.DEMO = True
    assert badge_to_try() is None
    assert Client().post("/demonstration/be/", {"person": "badge"}).status_code == 404


def test_banner_opens_the_pictures_and_says_which(cast: Personas, settings) -> None:
    settings.DEMO = True
    client = client_for(cast.teacher)
    page = client.post("/demonstration/be/", {"person": "badge"}, follow=True)
    assert page.redirect_chain == [("/badge/pictures/", 302)]
    assert "would tap" in page.content.decode()
    assert tap(client, Badge.objects.live().get()).url == "/s/harbour-lane/"


def test_nobody_tries_a_badge_outside_the_demonstration(cast: Personas) -> None:
    assert Client().post("/demonstration/be/", {"person": "badge"}).status_code == 404
    assert not Badge.objects.exists()
    with pytest.raises(CommandError):
        call_command("show_cast", "http://x.invalid")


def test_cast_is_shown_with_the_address_in_the_code(cast: Personas, settings, capsys) -> None:
    settings.DEMO = True
    call_command("show_cast", "http://x.invalid")
    said = capsys.readouterr().out
    address = next(line.strip() for line in said.splitlines() if "/badge/" in line).removeprefix("http://x.invalid")
    assert Client().get(address).url == "/badge/pictures/"
