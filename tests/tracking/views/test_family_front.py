"""The family's page, for a reader without an account."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from school.models import Look
from tests.factories.family import allow_family_pages, make_family_link, make_picture, make_shared_evidence
from tests.factories.family import share_noticing as share
from tests.factories.observations import make_term_now
from tests.factories.school import enrol
from tests.factories.tracking import make_noticing
from tests.personas import Personas, client_for
from tests.tracking.addresses import BOOKKEEPING
from tracking.family import FreshLink

pytestmark = pytest.mark.django_db


@pytest.fixture
def fresh(people: Personas) -> FreshLink:
    allow_family_pages(people.school)
    term, school_class = make_term_now(host=people.teacher)
    enrol(people.student, school_class, starts_on=term.starts_on)
    return make_family_link(student=people.student, by=people.teacher, term=term)


def test_page_shows_what_is_shared_under_a_first_name(people: Personas, fresh: FreshLink) -> None:
    picture = make_picture(student=people.student)
    kept = make_shared_evidence(student=people.student, term=people.term, picture=picture)
    noticed = share(make_noticing(student=people.student, author=people.teacher))
    page = Client().get(f"/family/{fresh.token}/")
    for words in ("What Idris shows you", kept.title, kept.story, noticed.text, 'alt="A bridge of paper"'):
        assert words in page.text
    for words in ("Costa", "Rahman", "Amira", "Maple", "Harbour"):
        assert words not in page.text
    served = Client().get(f"/family/{fresh.token}/picture/{picture.pk}/")
    assert (served.content, served.headers["Content-Type"]) == (bytes(picture.content), "image/webp")


def test_empty_page_says_that_something_may_come(fresh: FreshLink) -> None:
    assert "There is nothing here yet" in Client().get(f"/family/{fresh.token}/").text


def test_address_is_kept_apart(people: Personas, fresh: FreshLink) -> None:
    picture = make_picture(student=people.student)
    make_shared_evidence(student=people.student, term=people.term, picture=picture)
    for path in (f"{fresh.token}/", f"{fresh.token}/picture/{picture.pk}/", f"{people.school.pk}.guess/"):
        answer = Client().get(f"/family/{path}")
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "noindex" in answer.headers["X-Robots-Tag"]
        assert "no-store" in answer.headers["Cache-Control"]


def test_signed_in_reader_sees_the_same(people: Personas, fresh: FreshLink) -> None:
    kept = make_shared_evidence(student=people.student, term=people.term)
    for who in (people.teacher, people.student, people.stranger, people.head):
        page = client_for(who).get(f"/family/{fresh.token}/").text
        assert kept.title in page and "Raise a concern" not in page


def test_child_reads_that_it_was_opened_and_not_by_whom(people: Personas, fresh: FreshLink) -> None:
    Client().get(f"/family/{fresh.token}/")
    client_for(people.teacher).get(f"/family/{fresh.token}/")
    page = client_for(people.student).get("/s/harbour-lane/school/privacy/who-looked/")
    assert page.text.count("Your family page was opened") == Look.objects.count() == 2
    assert "Amira" not in page.text.partition("<main")[2]


def test_only_reading_is_possible(fresh: FreshLink) -> None:
    assert Client().post(f"/family/{fresh.token}/").status_code == 405
    assert not Look.objects.exists()


def test_page_takes_as_many_queries_for_one_as_for_thirty(people: Personas, fresh: FreshLink) -> None:
    counts = []
    for size in (1, 29):
        for _ in range(size):
            picture = make_picture(student=people.student)
            make_shared_evidence(student=people.student, term=people.term, picture=picture)
            share(make_noticing(student=people.student, author=people.teacher))
        with CaptureQueriesContext(connection) as captured:
            Client().get(f"/family/{fresh.token}/")
        counts.append(len([query for query in captured if not query["sql"].startswith(BOOKKEEPING)]))
    assert counts[0] == counts[1] <= 15
