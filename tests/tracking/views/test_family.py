"""The student's pages about what the family sees."""

from __future__ import annotations

import pytest

from school.models import Member
from tests.factories.family import allow_family_pages, make_family_link, make_shared_evidence
from tests.factories.observations import make_term_now
from tests.factories.school import enrol, make_student
from tests.factories.tracking import make_evidence, make_noticing
from tests.personas import Personas, client_for
from tests.tracking.addresses import address, queries_of
from tracking.family import FreshLink
from tracking.models import Evidence, FamilyLink

pytestmark = pytest.mark.django_db


@pytest.fixture
def fresh(people: Personas) -> FreshLink:
    allow_family_pages(people.school, students_make_links=True)
    term, school_class = make_term_now(host=people.teacher)
    enrol(people.student, school_class, starts_on=term.starts_on)
    return make_family_link(student=people.student, by=people.teacher, term=term)


def post(people: Personas, name: str, *args: object, by: Member | None = None, **values: str):
    headers = values.pop("headers", {})
    return client_for(by or people.student).post(address(people, name, *args), values, headers=headers)


def test_page_says_with_whom_and_what(people: Personas, fresh: FreshLink) -> None:
    shared = make_shared_evidence(student=people.student, term=people.term)
    other = make_evidence(student=people.student)
    page = client_for(people.student).get(address(people, "my_family")).text
    assert "Home" in page and "Amira Rahman made this link" in page and fresh.token not in page
    assert page.count("Stop sharing") == 1 and page.count("Share with my family") == 1
    assert shared.title in page and other.title in page
    assert "My family sees this: Home." in client_for(people.student).get(address(people, "my_learning")).text


def test_page_is_not_there_where_the_school_has_not_switched_it_on(people: Personas) -> None:
    make_term_now(host=people.teacher)
    client = client_for(people.student)
    assert client.get(address(people, "my_family")).status_code == 404
    assert "amily" not in client.get(address(people, "my_learning")).text.replace("family=", "")


def test_link_is_made_shown_once_and_opens(people: Personas, fresh: FreshLink) -> None:
    assert "Choose who it is for." in post(people, "make_family_link").text
    answer = post(people, "make_family_link", home="grandparents")
    made = FamilyLink.objects.get(home="grandparents")
    assert made.made_by == people.student and "data:image/svg+xml" in answer.text
    url = answer.context["address"]
    assert url.startswith("http://testserver/family/") and url in answer.text
    assert answer.headers["Referrer-Policy"] == "no-referrer" and "no-store" in answer.headers["Cache-Control"]
    assert client_for(None).get(url.removeprefix("http://testserver")).status_code == 200


def test_making_is_refused_where_only_staff_make_links(people: Personas, fresh: FreshLink) -> None:
    allow_family_pages(people.school)
    assert "Make the link" not in client_for(people.student).get(address(people, "my_family")).text
    post(people, "make_family_link", home="grandparents")
    assert FamilyLink.objects.get() == fresh.link


def test_switches_are_chosen_and_seen_as_that_home_sees_them(people: Personas, fresh: FreshLink) -> None:
    pk = fresh.link.pk
    assert post(people, "choose_for_family", pk, **{f"link-{pk}-shows_goal": "on"}).status_code == 302
    fresh.link.refresh_from_db()
    assert (fresh.link.shows_goal, fresh.link.shows_words) == (True, False)
    kept = make_shared_evidence(student=people.student, term=people.term)
    assert kept.title in client_for(people.student).get(address(people, "look_as_family", pk)).text


def test_link_is_ended(people: Personas, fresh: FreshLink) -> None:
    assert post(people, "end_family_link", fresh.link.pk).status_code == 302
    assert client_for(None).get(f"/family/{fresh.token}/").status_code == 404
    assert post(people, "end_family_link", fresh.link.pk).status_code == 404


def test_piece_is_shared_plainly_and_as_a_fragment(people: Personas, fresh: FreshLink) -> None:
    kept = make_evidence(student=people.student)
    answer = post(people, "share_piece", "evidence", kept.pk, share="yes")
    assert answer.url == f"/s/harbour-lane/my-learning/#evidence-{kept.pk}"
    assert Evidence.objects.get().with_family
    fragment = post(people, "share_piece", "evidence", kept.pk, share="no", headers={"HX-Request": "true"}).text
    assert "<html" not in fragment and "Share with my family" in fragment
    assert not Evidence.objects.get().with_family


def test_refusal_is_read_beside_the_piece(people: Personas, fresh: FreshLink) -> None:
    make_student(school=people.school, school_class=people.maple, name="Mia Lund")
    noted = make_noticing(student=people.student, author=people.teacher, text="Waited for Mia.")
    asked = {"share": "yes", "place": "family"}
    fragment = post(people, "share_piece", "noticing", noted.pk, **asked, headers={"HX-Request": "true"}).text
    assert "names Mia" in fragment and "Share with my family" in fragment
    answer = post(people, "share_piece", "noticing", noted.pk, **asked)
    assert answer.url.startswith("/s/harbour-lane/my-learning/family/")
    noted.refresh_from_db()
    assert not noted.with_family


def test_pages_are_the_students_own(people: Personas, fresh: FreshLink) -> None:
    mate = make_student(school=people.school, school_class=people.maple, sign_in=True)
    kept = make_evidence(student=people.student)
    one = (fresh.link.pk,)
    cells = [("choose_for_family", one), ("end_family_link", one), ("share_piece", ("evidence", kept.pk))]
    for name, args in cells:
        assert post(people, name, *args, by=mate).status_code == 404
        assert post(people, name, *args, by=people.teacher).status_code == 403
        assert post(people, name, *args, by=people.stranger).status_code == 404
    assert client_for(mate).get(address(people, "look_as_family", *one)).status_code == 404
    assert post(people, "share_piece", "goal", kept.pk).status_code == 404


def test_page_takes_as_many_queries_for_one_as_for_thirty(people: Personas, fresh: FreshLink) -> None:
    client, counts = client_for(people.student), []
    for size in (1, 29):
        for _ in range(size):
            make_shared_evidence(student=people.student, term=people.term)
            make_noticing(student=people.student, author=people.teacher)
        asked = [queries_of(client, address(people, name, *args)) for name, args in pages_with(fresh)]
        counts.append(asked)
    assert counts[0] == counts[1] and max(counts[0]) <= 15


def pages_with(fresh: FreshLink) -> list[tuple[str, tuple[int, ...]]]:
    return [("my_family", ()), ("my_learning", ()), ("look_as_family", (fresh.link.pk,))]
