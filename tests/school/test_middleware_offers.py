"""The offer beside worrying words: in redirects and fragments, never beside a pulse, and never more than an offer."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import ResolverMatch, reverse

from school.middleware import _writes_worrying_words
from school.models import Concern
from tests.factories.school import make_member
from tests.personas import Personas, client_for

pytestmark = pytest.mark.django_db
WORRYING, HARMLESS = "I am scared to go home", "We threw the dice forty times"


def asks(people: Personas, app: str, view: str, words: str) -> bool:
    request = RequestFactory().post("/s/x/", {"text": words})
    request.member = people.teacher
    request.resolver_match = ResolverMatch(lambda: HttpResponse(), (), {}, url_name=view, app_names=[app])
    return _writes_worrying_words(request)


@pytest.mark.parametrize(
    ("app", "view", "words", "offered"),
    [
        ("tracking", "notice", WORRYING, True),
        ("enquiry", "notes", WORRYING, True),
        ("tracking", "notice", HARMLESS, False),
        ("vision", "pulse", WORRYING, False),
        ("school", "raise_concern", WORRYING, False),
    ],
)
def test_only_where_people_write_about_people(people: Personas, app: str, view: str, words: str, offered: bool) -> None:
    assert asks(people, app, view, words) is offered


@pytest.mark.parametrize(("words", "offered"), [(WORRYING, True), (HARMLESS, False)])
def test_fragment_brings_the_offer_along_and_keeps_nothing(people: Personas, words: str, offered: bool) -> None:
    url = reverse("vision:add_paragraph", args=[people.school.slug, "why"])
    client = client_for(make_member(school=people.school, roles=("head",), sign_in=True))
    answer = client.post(url, {"text": words}, headers={"HX-Request": "true"}).content.decode()
    assert ("This sounds worrying" in answer, 'hx-swap-oob="true"' in answer) == (offered, offered)
    assert not Concern.objects.exists()
