"""A school's administrator runs a service of their own and means harm: to another school's people, or to the server."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests
from django.test import Client

from school.accounts import openid
from school.accounts.outside import ServiceError, check_address
from school.models import SignInService
from tests.factories.sign_in import make_link, make_service
from tests.openid import Provider, serve
from tests.personas import Personas, make_personas

pytestmark = pytest.mark.django_db
AMIRA = {"sub": "sub-1", "email_verified": True, "name": "Amira Rahman", "hd": "harbour.example"}


@pytest.fixture
def people() -> Personas:
    return make_personas()


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    """Google, as far as the product knows."""
    found = Provider(person=dict(AMIRA))
    server = serve(found)
    monkeypatch.setattr(openid, "GOOGLE", found.address)
    yield found
    server.shutdown()
    server.server_close()


@pytest.fixture
def google(people: Personas, provider: Provider) -> SignInService:
    service = make_service(school=people.school)
    make_link(service=service, member=people.teacher, state="linked")
    return service


@pytest.fixture
def rogue(people: Personas) -> Iterator[tuple[SignInService, Provider]]:
    """The other school's service, which its administrator runs."""
    found = Provider()
    server = serve(found)
    yield make_service(school=people.stranger.school, kind="openid", address=found.address), found
    server.shutdown()
    server.server_close()


def set_out(service: SignInService) -> tuple[Client, dict[str, str]]:
    """A browser that leaves for a service, and what it asks there."""
    client = Client()
    page = client.post(f"/sign-in-with/{service.school_id}/{service.pk}/")
    return client, dict(parse_qsl(urlsplit(page.context["address"]).query))


def sent_back(provider: Provider, asked: dict[str, str]) -> tuple[str, dict[str, str]]:
    answer = requests.get(f"{provider.address}/authorize", params=asked, allow_redirects=False, timeout=5)
    parts = urlsplit(answer.headers["Location"])
    return parts.path, dict(parse_qsl(parts.query))


def test_code_of_another_schools_service_is_not_handed_to_the_rogue(
    google: SignInService, provider: Provider, rogue: tuple[SignInService, Provider]
) -> None:
    """The rogue sends its visitor on to Google with what the thief's own browser asked there (a mix-up)."""
    thief, asked = set_out(google)
    victim, asked_rogue = set_out(rogue[0])
    back, given = sent_back(provider, asked | {"state": asked_rogue["state"]})
    tokens_before = dict(provider.codes)
    assert victim.get(back, given).status_code == 403
    assert provider.codes == tokens_before and not rogue[1].codes
    assert "_auth_user_id" not in victim.session
    assert asked["redirect_uri"] != asked_rogue["redirect_uri"]
    assert thief.session["away_at_a_service"]["state"] == asked["state"]


def test_service_that_names_itself_must_be_the_one_that_was_asked(google: SignInService, provider: Provider) -> None:
    for issuer, status in (("https://evil.example", 403), (provider.address, 302)):
        client, asked = set_out(google)
        back, given = sent_back(provider, asked)
        assert client.get(back, {**given, "iss": issuer}).status_code == status


@pytest.mark.parametrize("state", ["é", "", "x" * 5000])
def test_strange_state_is_refused_plainly(google: SignInService, state: str) -> None:
    client, _asked = set_out(google)
    answer = client.get(f"/sign-in-back/{google.school_id}/", {"state": state, "code": "x"})
    assert answer.status_code == 403


STRANGE: list[dict[str, Any]] = [
    {"nonce": "é"},
    {"nonce": 5},
    {"sub": "x" * 300},
    {"sub": ""},
    {"sub": "a\x00b"},
    {"name": "Amira \ud800", "sub": "new"},
    {"nonce": "\ud800"},
    {"name": "Amira\x00 Rahman", "sub": "new"},
    {"name": {"given": "Amira"}, "sub": "new"},
    {"email": "a\x00@harbour.example", "sub": "new"},
    {"aud": ["learning-culture", "another-client"]},
    {"iat": "soon"},
    {"exp": "never"},
]


@pytest.mark.parametrize("claims", STRANGE, ids=str)
def test_strange_claims_are_refused_plainly(google: SignInService, provider: Provider, claims: dict[str, Any]) -> None:
    provider.forged = claims
    client, asked = set_out(google)
    back, given = sent_back(provider, asked)
    assert client.get(back, given).status_code == 403
    assert "_auth_user_id" not in client.session


WITH_PORTS = ["https://93.184.216.34:99999/x", "https://[::1", f"https://{'a' * 64}.example", "https://a..example"]


@pytest.mark.parametrize("address", WITH_PORTS)
def test_address_that_is_none_is_refused_plainly(address: str, settings) -> None:
    settings.INSECURE_LOCAL = False
    with pytest.raises(ServiceError):
        check_address(address)


BROKEN_KEYS = [
    {"kty": "RSA"},
    {"kty": "RSA", "n": "!", "e": "?"},
    {"kty": "RSA", "n": 5, "e": 6},
    {"kty": "oct", "k": "c2VjcmV0"},
    {"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"},
    {},
]


@pytest.mark.parametrize("key", BROKEN_KEYS, ids=str)
def test_broken_keys_open_nothing(
    google: SignInService, provider: Provider, key: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Provider, "keys", lambda _provider: {"keys": [{**key, "kid": "one"}]})
    client, asked = set_out(google)
    back, given = sent_back(provider, asked)
    assert client.get(back, given).status_code == 403
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("address", ["/sign-in-with/99999999999999999999/1/", "/sign-in-with/1/99999999999999999999/"])
def test_number_beyond_all_rows_is_not_found(address: str) -> None:
    assert Client().post(address).status_code == 404
