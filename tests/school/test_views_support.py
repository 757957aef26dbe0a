"""Support's desk and the school's page about support; and what support meets inside."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from school.models import SupportAccess, SupportLook, User
from tests.factories.care import make_support_visit, make_supporter
from tests.personas import Personas, client_for

pytestmark = pytest.mark.django_db
DESK = "/support/"


def test_support_asks_the_school_answers_and_sees_what_was_opened(people: Personas) -> None:
    user = make_supporter(email="sam@support.example")
    client, page = client_for(user), reverse("school:support", args=[people.school.slug])
    assert client.get("/schools/").headers["Location"] == DESK
    client.post(DESK, {"slug": people.school.slug, "reason": "The import stopped at row 12."})
    access = SupportAccess.objects.get()
    school = client_for(people.administrator)
    assert "stopped at row 12" in school.get(page).content.decode()
    school.post(reverse("school:let_support_in", args=[people.school.slug, access.pk]), {"consent": "yes"})
    office = client.get(reverse("school:office", args=[people.school.slug])).content.decode()
    assert "as support until" in office and "concern-form" not in office
    seen = school.get(page).content.decode()
    assert "1 page was opened" in seen and "/school/office/" in seen and "Inside until" in seen
    school.post(reverse("school:end_support", args=[people.school.slug, access.pk]))
    assert client.get(reverse("school:office", args=[people.school.slug])).status_code == 404
    assert "The school ended it" in school.get(page).content.decode()


@pytest.mark.parametrize("page", ["office", "members", "rosters", "calendar"])
def test_support_is_offered_nothing_that_it_may_not_open(people: Personas, page: str) -> None:
    user = make_supporter()
    make_support_visit(school=people.school, user=user, by=people.head)
    client, front = client_for(user), f"/s/{people.school.slug}/"
    content = client.get(reverse(f"school:{page}", args=[people.school.slug])).content.decode()
    main = content.partition("<main")[2].partition("</main>")[0]
    assert 'method="post"' not in main
    for address in set(re.findall(rf'href="({front}[^"?#]*)', main)):
        assert client.get(address).status_code == 200, address


def test_second_step_comes_first(people: Personas) -> None:
    user = make_supporter()
    make_support_visit(school=people.school, user=user, by=people.head)
    user.authenticator_set.all().delete()
    answer = client_for(User.objects.get(pk=user.pk)).get(reverse("school:office", args=[people.school.slug]))
    assert answer.headers["Location"].startswith("/my-account/second-step/")
    assert not SupportLook.objects.exists()


def test_desk_is_for_support_only(people: Personas) -> None:
    assert client_for(people.head).get(DESK).status_code == 404
    assert client_for(None).get(DESK).status_code == 302


def test_wrong_school_is_said_beside_the_form(people: Personas) -> None:
    answer = client_for(make_supporter()).post(DESK, {"slug": "nowhere", "reason": "Row 12"})
    assert b"no school with that address" in answer.content and b"Row 12" in answer.content
    assert not SupportAccess.objects.exists()


def test_support_leaves_by_itself(people: Personas) -> None:
    user = make_supporter()
    access = make_support_visit(school=people.school, user=user, by=people.head)
    assert client_for(make_supporter()).post(reverse("support_leave", args=[access.pk])).status_code == 404
    client_for(user).post(reverse("support_leave", args=[access.pk]))
    assert client_for(user).get(reverse("school:office", args=[people.school.slug])).status_code == 404


def test_only_what_opened_is_on_record(people: Personas) -> None:
    user = make_supporter()
    make_support_visit(school=people.school, user=user, by=people.head)
    client = client_for(user)
    for name in ("school:members", "school:permissions", "home:today"):
        client.get(reverse(name, args=[people.school.slug]))
    assert [look.path.rpartition("school/")[2] for look in SupportLook.objects.all()] == ["members/", "permissions/"]


@pytest.mark.parametrize(
    ("who", "status"), [("head", 200), ("administrator", 200), ("teacher", 403), ("stranger", 404)]
)
def test_schools_page_by_person(people: Personas, who: str, status: int) -> None:
    page = reverse("school:support", args=[people.school.slug])
    assert client_for(getattr(people, who)).get(page).status_code == status
