"""The page for when there is no network, and its worker."""

import json
import re

from django.test import Client
from django.urls import reverse

from school.badges.devices import DEVICE_COOKIE
from tests.factories.badges import make_badge_of, make_device
from tests.personas import Personas, client_for
from tests.tracking.addresses import address
from tracking.shell import addresses, release

WORKER = 'data-worker="/worker.js"'


def test_page_is_the_same_for_everybody(people: Personas) -> None:
    page = Client().get(reverse("without_network"))
    assert page.status_code == 200
    assert page.content == client_for(people.teacher).get(reverse("without_network")).content
    assert "no-store" in page.headers["Cache-Control"]
    assert not page.cookies


def test_worker_stands_at_the_root_and_names_release_and_files(people: Personas) -> None:
    answer = Client().get("/worker.js")
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert "worker-src 'self'" in answer.headers["Content-Security-Policy"]
    assert f'"shell-{release()}"' in answer.text
    (files,) = re.findall(r"const FILES = (\[.*\]);", answer.text)
    assert json.loads(files) == addresses()


def test_withdrawn_worker_takes_itself_away_and_pages_let_go(people: Personas, settings) -> None:
    settings.WITHOUT_NETWORK = False
    assert "registration.unregister()" in Client().get("/worker.js").text
    page = client_for(people.teacher).get(address(people, "notice")).text
    assert "locker.js" in page and WORKER not in page


def test_worker_is_for_those_who_note_learners_on_a_device_of_their_own(people: Personas) -> None:
    path = reverse("home:today", args=[people.school.slug])
    told = {name for name in ("head", "teacher", "student", "governor", "administrator") if _told(people, name, path)}
    assert told == {"head", "teacher"}


def _told(people: Personas, name: str, path: str) -> bool:
    page = client_for(getattr(people, name)).get(path).text
    assert "locker.js" in page
    return WORKER in page


def test_device_that_a_class_shares_keeps_nothing_whoever_signs_in(people: Personas) -> None:
    _device, tablet = make_device(school_class=people.maple, by=people.teacher)
    teacher = client_for(people.teacher)
    teacher.cookies[DEVICE_COOKIE] = tablet.cookies[DEVICE_COOKIE].value
    page = teacher.get(reverse("home:today", args=[people.school.slug])).text
    assert "locker.js" in page and WORKER not in page


def test_pages_of_nobody_let_go_of_what_was_kept(people: Personas) -> None:
    make_badge_of(member=people.student, people=people)
    _device, tablet = make_device(school_class=people.maple, by=people.teacher)
    for client, path in ((Client(), "/account/login/"), (Client(), "/badge/over/"), (tablet, "/shared/")):
        page = client.get(path).text
        assert "locker.js" in page and WORKER not in page, path


def test_signing_in_again_lets_go_of_nothing(people: Personas) -> None:
    assert "locker.js" not in client_for(people.teacher).get("/account/reauthenticate/", follow=True).text
