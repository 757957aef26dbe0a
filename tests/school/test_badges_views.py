"""The teacher's pages of badges."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from school.models import Badge
from tests.factories.badges import client_with_badge, make_badge_of, make_device, make_fresh_badges
from tests.factories.school import make_class, make_student
from tests.personas import Personas, client_for

pytestmark = pytest.mark.django_db


def url(people: Personas, name: str, *args: int) -> str:
    return reverse(f"school:{name}", args=[people.school.slug, *args])


def test_teacher_sees_the_own_class(people: Personas) -> None:
    client = client_for(people.teacher)
    page = client.get(url(people, "badges")).content.decode()
    assert ("Maple" in page, "0 of 1 have a badge" in page, "School office" in page) == (True, True, False)
    assert "Costa, Idris" in client.get(url(people, "class_badges", people.maple.pk)).content.decode()


def test_office_comes_by_its_own_menu(people: Personas) -> None:
    client = client_for(people.administrator)
    assert url(people, "badges") in client.get(url(people, "office")).content.decode()
    assert "Maple" in client.get(url(people, "badges")).content.decode()


def test_classes_stand_by_their_number(people: Personas) -> None:
    for name in ("10A", "9B"):
        make_class(school=people.school, year=people.maple.academic_year, name=name)
    page = client_for(people.administrator).get(f"/s/{people.school.slug}/school/badges/").content.decode()
    assert page.index("9B") < page.index("10A") < page.index("Maple")


def test_class_page_leads_to_its_badges(people: Personas) -> None:
    page = client_for(people.teacher).get(reverse("tracking:class", args=["harbour-lane", people.maple.pk]))
    assert url(people, "class_badges", people.maple.pk) in page.content.decode()


def test_teacher_without_a_class_is_told_kindly(people: Personas) -> None:
    page = client_for(people.plc_lead).get(url(people, "badges"))
    assert "No class to make badges for" in page.content.decode()


@pytest.mark.parametrize(("who", "status"), [("stranger", 404), ("governor", 403), ("student", 403), ("plc_lead", 404)])
def test_class_badges_stay_shut_to_others(people: Personas, who: str, status: int) -> None:
    client = client_for(getattr(people, who))
    assert client.get(url(people, "class_badges", people.maple.pk)).status_code == status
    for name in ("print_badges", "give_pictures", "revoke_badges", "share_device"):
        assert client.post(url(people, name, people.maple.pk)).status_code == status
    assert not Badge.objects.exists()


def test_signed_out_is_asked_to_sign_in(people: Personas) -> None:
    assert client_for(None).get(url(people, "badges")).url.startswith("/account/login/")


def test_printing_asks_to_sign_in_again(people: Personas) -> None:
    client = client_for(people.teacher)
    session = client.session
    session["account_authentication_methods"] = []
    session.save()
    for method in (client.get, client.post):
        assert method(url(people, "print_badges", people.maple.pk)).url.startswith("/account/reauthenticate/")
    assert not Badge.objects.exists()


def test_print_page_shows_what_can_be_made(people: Personas) -> None:
    client = client_for(people.teacher)
    address = url(people, "print_badges", people.maple.pk)
    assert "Make 1 badge and print" in client.get(address).content.decode()
    client.post(address)
    assert "Everybody in this class has a badge" in client.get(address).content.decode()
    one = client.get(url(people, "new_badge", people.maple.pk, people.student.pk))
    assert "A new badge for Idris Costa" in one.content.decode()


def test_lost_badge_is_replaced_and_the_old_one_dies(people: Personas) -> None:
    old = make_badge_of(member=people.student, people=people)
    child = client_with_badge(old)
    answer = client_for(people.teacher).post(url(people, "new_badge", people.maple.pk, people.student.pk))
    assert (answer.content[:5], "Idris" in answer["Content-Disposition"]) == (b"%PDF-", False)
    assert child.get("/s/harbour-lane/").url == "/badge/over/"
    assert Badge.objects.live().get().pictures == old.badge.pictures


def test_pictures_only_for_who_has_none(people: Personas) -> None:
    client = client_for(people.teacher)
    page = client.post(url(people, "give_pictures", people.maple.pk), follow=True).content.decode()
    assert ("1 child has pictures now." in page, "pictures only" in page) == (True, True)
    again = client.post(url(people, "give_pictures", people.maple.pk), follow=True)
    assert "Everybody in this class has pictures already." in again.content.decode()


def test_one_badge_and_all_badges_are_stopped(people: Personas) -> None:
    make_badge_of(member=people.student, people=people)
    client = client_for(people.teacher)
    page = client.post(url(people, "revoke_badge", people.maple.pk, people.student.pk), follow=True).content.decode()
    assert "The badge of Idris works no longer." in page
    gone = client.post(url(people, "change_pictures", people.maple.pk, people.student.pk), follow=True)
    assert "There is no badge any more." in gone.content.decode()
    make_fresh_badges(school_class=people.maple, by=people.teacher)
    page = client.post(url(people, "revoke_badges", people.maple.pk), follow=True).content.decode()
    assert "1 badge works no longer." in page


def test_new_pictures_are_shown_to_the_teacher(people: Personas) -> None:
    badge = make_badge_of(member=people.student, people=people).badge
    client = client_for(people.teacher)
    client.post(url(people, "change_pictures", people.maple.pk, people.student.pk))
    before = list(badge.pictures)
    badge.refresh_from_db()
    assert badge.pictures != before


def test_child_of_another_class_is_not_found_here(people: Personas) -> None:
    apart = make_student(school=people.school, name="Noor Apart")
    client = client_for(people.teacher)
    for name in ("new_badge", "revoke_badge", "change_pictures", "resume_badge"):
        assert client.post(url(people, name, people.maple.pk, apart.pk)).status_code == 404


def test_devices_stand_on_the_page_until_they_end(people: Personas) -> None:
    device, _tablet = make_device(school_class=people.maple, by=people.teacher)
    client = client_for(people.head)
    assert "End it now" in client.get(url(people, "class_badges", people.maple.pk)).content.decode()
    ended = client.post(url(people, "end_device", people.maple.pk, device.pk), follow=True)
    assert "End it now" not in ended.content.decode()
    assert client.post(url(people, "end_device", people.maple.pk, device.pk)).status_code == 404


@pytest.mark.parametrize("name", ["badges", "class_badges"])
def test_pages_ask_the_database_as_much_for_one_child_as_for_thirty(people: Personas, name: str) -> None:
    args, client = [people.maple.pk] if name == "class_badges" else [], client_for(people.teacher)

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url(people, name, *args)).status_code == 200
        return len(captured.captured_queries)

    make_fresh_badges(school_class=people.maple, by=people.teacher)
    client.get("/")
    one = asked()
    for number in range(29):
        make_student(school=people.school, name=f"Child {number}", school_class=people.maple)
    make_fresh_badges(school_class=people.maple, by=people.teacher)
    assert asked() == one


def test_names_on_a_tablet_ask_as_much_for_one_as_for_thirty(people: Personas) -> None:
    _device, tablet = make_device(school_class=people.maple, by=people.teacher, now=timezone.now())

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert tablet.get("/shared/").status_code == 200
        return len(captured.captured_queries)

    one = asked()
    for number in range(29):
        make_student(school=people.school, name=f"Child {number}", school_class=people.maple)
    assert asked() == one


def test_without_a_term_there_is_nothing_to_print(people: Personas) -> None:
    people.term.delete()
    page = client_for(people.administrator).get(url(people, "badges"))
    assert "No class to make badges for" in page.content.decode()
