"""Attacks on the page that opens without an account."""

from __future__ import annotations

import datetime
import logging
import re

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from learningculture.logs import SecretsMasked
from learningculture.tenancy import tenant
from school.models import Look, Member
from tests.attacks.test_erased_for_good import erase
from tests.factories.family import allow_family_pages, make_family_link, make_picture, make_shared_evidence
from tests.factories.observations import make_term_now
from tests.factories.school import enrol, make_student
from tests.factories.tracking import make_evidence
from tests.personas import Personas, client_for
from tracking.family import FreshLink, revoke_link
from tracking.models import Evidence, FamilyLink, Picture

pytestmark = pytest.mark.django_db
ONE_USE = re.compile(r'"X-CSRFToken": "[^"]*"')


def page(token: str, more: str = "") -> HttpResponse:
    return Client().get(f"/family/{token}/{more}")


def same_in_all(answer: HttpResponse) -> tuple[int, str, dict[str, str]]:
    """Everything of an answer but what is fresh in each."""
    kept = {name: value for name, value in answer.headers.items() if name not in ("Content-Length", "Set-Cookie")}
    return answer.status_code, ONE_USE.sub("", answer.text), kept


@pytest.fixture
def fresh(people: Personas) -> FreshLink:
    allow_family_pages(people.school)
    term, school_class = make_term_now(host=people.teacher)
    enrol(people.student, school_class, starts_on=term.starts_on)
    make_shared_evidence(student=people.student, term=people.term, picture=make_picture(student=people.student))
    return make_family_link(student=people.student, by=people.teacher, term=term)


def picture_of(student: Member) -> Picture:
    return Picture.objects.filter(student=student).latest("pk")


def test_every_link_that_opens_nothing_answers_the_same(people: Personas, fresh: FreshLink) -> None:
    secret = fresh.token.partition(".")[2]
    nothing = same_in_all(page(f"{people.school.pk}.guess"))
    assert nothing[0] == 404
    tokens = ["x", "1.x", secret, f"{people.stranger.school_id}.{secret}", f"999999.{secret}", fresh.token.swapcase()]
    assert [same_in_all(page(token)) == nothing for token in tokens] == [True] * len(tokens)
    yesterday = datetime.date.today() - datetime.timedelta(days=1)
    for change in (
        lambda: FamilyLink.objects.update(expires_on=yesterday),
        lambda: type(allow_family_pages(people.school)).objects.update(family_pages=False),
        lambda: Member.objects.filter(pk=people.student.pk).update(left_on=yesterday),
        lambda: Member.objects.filter(pk=people.student.pk).update(roles=["teacher"]),
        lambda: revoke_link(link=fresh.link, by=people.teacher, now=timezone.now()),
    ):
        undone(change, fresh, nothing)
    assert page(fresh.token).status_code == 200


def undone(change, fresh: FreshLink, nothing: object) -> None:
    """The change, the same 404 for the page and its picture, and the world as before."""
    point = connection.savepoint()
    change()
    assert same_in_all(page(fresh.token)) == nothing
    assert same_in_all(page(fresh.token, f"picture/{picture_of(fresh.link.student).pk}/")) == nothing
    connection.savepoint_rollback(point)
    fresh.link.refresh_from_db()


def test_pictures_of_others_and_hidden_ones_are_not_under_my_link(people: Personas, fresh: FreshLink) -> None:
    mate = make_student(school=people.school, school_class=people.maple)
    make_shared_evidence(student=mate, term=people.term, picture=make_picture(student=mate))
    make_shared_evidence(student=people.student, term=people.term, picture=picture_of(mate))
    hidden = make_picture(student=people.student)
    unshared = make_evidence(student=people.student)
    Evidence.objects.filter(pk=unshared.pk).update(picture=hidden)
    abroad = make_picture(student=make_student(school=people.stranger.school))
    for other in (picture_of(mate), hidden, abroad):
        assert page(fresh.token, f"picture/{other.pk}/").status_code == 404
    assert unshared.title not in page(fresh.token).text


def test_stopped_piece_is_gone_at_once(people: Personas, fresh: FreshLink) -> None:
    kept, picture = Evidence.objects.get(), picture_of(people.student)
    assert page(fresh.token, f"picture/{picture.pk}/").status_code == 200
    client_for(people.student).post(f"/s/harbour-lane/my-learning/share/evidence/{kept.pk}/", {"share": "no"})
    assert kept.title not in page(fresh.token).text
    assert page(fresh.token, f"picture/{picture.pk}/").status_code == 404


def test_link_opens_nothing_after_an_erasure(people: Personas, fresh: FreshLink) -> None:
    erase(people.student, people)
    assert page(fresh.token).status_code == 404
    assert not FamilyLink.objects.exists()


def test_secret_stands_in_no_log_no_table_and_no_link(
    people: Personas, fresh: FreshLink, caplog: pytest.LogCaptureFixture
) -> None:
    secret = fresh.token.partition(".")[2]
    caplog.handler.addFilter(SecretsMasked())
    with caplog.at_level(logging.DEBUG):
        html = page(fresh.token).text
        page(fresh.token, "picture/999999/")
        page(f"{fresh.token}x")
    said = [record.getMessage() for record in caplog.records if record.name.startswith("django.request")]
    assert len(said) == 2 and not [line for line in said if secret in line]
    assert secret not in str([list(model.objects.values()) for model in (FamilyLink, Look)])
    assert not [href for href in re.findall(r'(?:href|action)="([^"]*)"', html) if secret in href]


def test_database_gives_the_reader_without_member_nothing_but_a_school(people: Personas, fresh: FreshLink) -> None:
    with tenant(None):
        assert not FamilyLink.objects.exists() and not Evidence.objects.exists() and not Picture.objects.exists()
    with tenant(people.stranger.school_id):
        assert not FamilyLink.objects.exists() and not Evidence.objects.exists()
    with tenant(people.school.pk):
        assert FamilyLink.objects.count() == 1
        assert not Look.objects.exists()


def test_machine_is_slowed_down(people: Personas, fresh: FreshLink, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracking.family_page.MOST_OPENED", 2)
    client = Client(REMOTE_ADDR="203.0.113.77")
    told = [client.get(f"/family/{fresh.token}/").status_code for _ in range(3)]
    assert told == [200, 200, 429]
