"""A tablet that goes from hand to hand."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from school.badges.badges import give_pictures
from school.badges.devices import DEVICE_COOKIE, device_of_cookie, end_device, ends_at, names_on
from school.badges.pictures import PAIRS
from school.badges.signing_in import MOST_WRONG_ON_DEVICE
from school.models import Badge, SharedDevice
from tests.factories.badges import make_device, tap
from tests.factories.school import make_student
from tests.personas import Personas, client_for

pytestmark = pytest.mark.django_db
UNSHARED = "This device has no names on it now."


@pytest.fixture(autouse=True)
def _morning():
    with time_machine.travel(datetime.datetime(2026, 3, 10, 9, 0, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.fixture
def wren(people: Personas):
    return make_student(school=people.school, name="Wren Brook", school_class=people.maple)


@pytest.fixture
def tablet(people: Personas, wren) -> Client:
    give_pictures(school_class=people.maple, by=people.teacher, now=timezone.now())
    return make_device(school_class=people.maple, by=people.teacher)[1]


def sign_in(tablet: Client, member) -> str:
    return tap(tablet, Badge.objects.live().get(member=member), reverse("shared_pictures", args=[member.pk])).url


def test_teacher_hands_a_device_over(people: Personas) -> None:
    client = client_for(people.teacher)
    address = reverse("school:share_device", args=["harbour-lane", people.maple.pk])
    answer = client.post(address, {"label": "Tablet 7"}, follow=True)
    assert answer.redirect_chain == [("/shared/", 302)]
    assert "Idris" in answer.content.decode()
    assert "Costa" not in answer.content.decode()
    assert "_auth_user_id" not in client.session
    device, cookie = SharedDevice.objects.get(), client.cookies[DEVICE_COOKIE]
    assert (device.label, device.started_by, device.school_class) == ("Tablet 7", people.teacher, people.maple)
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert cookie.value.partition(".")[2] not in str(SharedDevice.objects.values())


def test_two_children_one_after_another(people: Personas, wren, tablet: Client) -> None:
    assert sign_in(tablet, people.student) == "/s/harbour-lane/"
    assert "Idris" in tablet.get("/s/harbour-lane/").content.decode()
    assert tablet.post("/badge/done/").url == "/shared/"
    assert tablet.get("/s/harbour-lane/").url.startswith("/account/login/")
    sign_in(tablet, wren)
    page = tablet.get("/s/harbour-lane/").content.decode()
    assert ("Wren" in page, "Idris" in page) == (True, False)


def test_who_is_signed_in_says_done_before_the_names_return(people: Personas, tablet: Client) -> None:
    sign_in(tablet, people.student)
    assert tablet.get("/shared/").url == "/s/harbour-lane/"


def test_five_quiet_minutes_bring_the_names_back(people: Personas, tablet: Client) -> None:
    sign_in(tablet, people.student)
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=6), tick=False):
        assert tablet.get("/s/harbour-lane/").url == "/shared/"
        assert "Wren" in tablet.get("/shared/").content.decode()


def test_child_without_pictures_cannot_be_tapped(people: Personas) -> None:
    device, tablet = make_device(school_class=people.maple, by=people.teacher)
    assert [(one.name, one.has_pictures) for one in names_on(device)] == [("Idris", False)]
    assert tablet.get(reverse("shared_pictures", args=[people.student.pk])).url == "/shared/"


def test_device_shows_its_class_and_nobody_else(people: Personas, tablet: Client) -> None:
    other = make_student(school=people.school, name="Other Child")
    assert tablet.get(reverse("shared_pictures", args=[other.pk])).url == "/shared/"
    assert tablet.get(reverse("shared_pictures", args=[people.teacher.pk])).url == "/shared/"
    assert "Other" not in tablet.get("/shared/").content.decode()


def test_ended_device_shows_nothing_and_signs_the_child_out(people: Personas, tablet: Client) -> None:
    sign_in(tablet, people.student)
    stolen = tablet.cookies[DEVICE_COOKIE].value
    device = SharedDevice.objects.get()
    client_for(people.teacher).post(
        reverse("school:end_device", args=["harbour-lane", people.maple.pk, device.pk]),
    )
    assert tablet.get("/s/harbour-lane/").url == "/shared/"
    answer = tablet.get("/shared/")
    assert (answer.status_code, UNSHARED in answer.content.decode()) == (404, True)
    thief = Client()
    for word in (stolen, f"{people.school.pk}.guess", "99999.x", "", "x", ".", "²." + "x", f"{10**20}.x"):
        thief.cookies[DEVICE_COOKIE] = word
        for path in ("/shared/", reverse("shared_pictures", args=[people.student.pk])):
            assert UNSHARED in thief.get(path).content.decode()
            assert thief.cookies[DEVICE_COOKIE].value == ""
            thief.cookies[DEVICE_COOKIE] = word
    device.refresh_from_db()
    assert device.ended_by == people.teacher


def test_device_ends_with_the_school_day(people: Personas, tablet: Client) -> None:
    assert tablet.get("/shared/").status_code == 200
    with time_machine.travel(datetime.datetime(2026, 3, 10, 18, 0, tzinfo=datetime.UTC)):
        assert tablet.get("/shared/").status_code == 404


@pytest.mark.parametrize(
    ("started", "ends"),
    [("2026-03-10T07:30+00:00", "16:30"), ("2026-03-10T12:00+00:00", "18:00"), ("2026-03-10T17:30+00:00", "18:30"),
     ("2026-06-10T12:00+00:00", "17:00"), ("2026-06-10T21:00+00:00", "22:00")],
)  # fmt: skip
def test_end_of_the_day_by_the_schools_clock(started: str, ends: str) -> None:
    """In UTC; in June London is an hour ahead."""
    found = ends_at(datetime.datetime.fromisoformat(started), "Europe/London").astimezone(datetime.UTC)
    assert f"{found:%H:%M}" == ends


def test_sharing_anew_ends_the_right_before(people: Personas, tablet: Client) -> None:
    tablet.force_login(people.teacher.user)
    tablet.post(reverse("school:share_device", args=["harbour-lane", people.maple.pk]), {"label": ""})
    assert [device.ended_at is None for device in SharedDevice.objects.order_by("pk")] == [False, True]


def test_too_long_a_label_is_told_and_nothing_shared(people: Personas) -> None:
    client = client_for(people.teacher)
    address = reverse("school:share_device", args=["harbour-lane", people.maple.pk])
    answer = client.post(address, {"label": "x" * 41})
    assert (answer.status_code, SharedDevice.objects.count()) == (200, 0)
    assert "x" * 41 in answer.content.decode()


def test_another_schools_device_is_found_only_by_its_own_word(people: Personas) -> None:
    device, client = make_device(school_class=people.maple, by=people.teacher)
    token = client.cookies[DEVICE_COOKIE].value.partition(".")[2]
    assert device_of_cookie(f"{people.school.pk}.{token}", timezone.now()) == device
    assert device_of_cookie(f"{people.stranger.school_id}.{token}", timezone.now()) is None
    end_device(device=device, now=timezone.now())
    assert device_of_cookie(f"{people.school.pk}.{token}", timezone.now()) is None


def test_classmates_wrong_tries_close_a_child_out_for_ten_minutes(people: Personas, wren, tablet: Client) -> None:
    address, badge = reverse("shared_pictures", args=[wren.pk]), Badge.objects.get(member=wren)
    for _ in range(5):
        answer = tap(tablet, badge, address, wrong=True)
    assert "ask your teacher" in answer.content.decode()
    assert "ask your teacher" in tap(tablet, badge, address).content.decode()
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=11), tick=False):
        assert "Try again" in tap(tablet, badge, address, wrong=True).content.decode()
        assert tap(tablet, badge, address).status_code == 302


def test_school_day_is_too_short_to_tap_every_pair(people: Personas, wren, tablet: Client) -> None:
    """Whoever comes back after each pause is stopped by the third, on every device, until a teacher says so."""
    address, badge, began = reverse("shared_pictures", args=[wren.pk]), Badge.objects.get(member=wren), timezone.now()
    tried = 0
    for pause in range(8):
        with time_machine.travel(began + datetime.timedelta(minutes=11 * pause), tick=False):
            while "Try again" in tap(tablet, badge, address, wrong=True).content.decode():
                tried += 1
    assert tried + 3 == 15 < len(PAIRS) / 8
    with time_machine.travel(began + datetime.timedelta(hours=2), tick=False):
        other = make_device(school_class=people.maple, by=people.teacher)[1]
        assert "ask your teacher" in tap(other, badge, address).content.decode()
        resume = reverse("school:resume_badge", args=["harbour-lane", people.maple.pk, wren.pk])
        client_for(people.teacher).post(resume)
        assert tap(other, badge, address).status_code == 302


def test_child_after_child_is_not_tried_on_one_device(people: Personas, tablet: Client) -> None:
    """Four wrong tries at each name would stop nobody."""
    class_mates = [make_student(school=people.school, name=f"Child {n}", school_class=people.maple) for n in range(6)]
    give_pictures(school_class=people.maple, by=people.teacher, now=timezone.now())
    pages = [(Badge.objects.get(member=child), reverse("shared_pictures", args=[child.pk])) for child in class_mates]
    answers = [tap(tablet, badge, page, wrong=True).content.decode() for badge, page in pages for _ in range(4)]
    assert ["ask your teacher" in answer for answer in answers] == [False] * MOST_WRONG_ON_DEVICE + [True] * 4
    badge, page = pages[-1]
    assert "ask your teacher" in tap(tablet, badge, page).content.decode()
    fresh = make_device(school_class=people.maple, by=people.teacher)[1]
    assert tap(fresh, badge, page).status_code == 302
