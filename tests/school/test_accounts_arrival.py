"""There and back with a real provider: who gets in, who does not, and what a forged token is worth."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from school.accounts import openid
from school.accounts.links import settle_link, waiting_in
from school.models import LinkedSignIn, Member, SignInService, User
from tests.factories.school import make_member, make_student
from tests.factories.sign_in import DIRECTORY, code_now, make_invitation, make_link, make_service
from tests.mailing import posted
from tests.openid import THIEF, Provider, serve
from tests.personas import Personas, client_for

pytestmark = pytest.mark.django_db
HOME = "/s/harbour-lane/"
AMIRA = {"sub": "sub-1", "email_verified": True, "name": "Amira Rahman", "hd": "harbour.example"}
AMIRA_AT_MICROSOFT = {"sub": "pairwise", "tid": DIRECTORY, "oid": "oid-1", "name": "Amira Rahman", "acct": 0}


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    found = Provider(person=dict(AMIRA))
    server = serve(found)
    monkeypatch.setattr(openid, "GOOGLE", found.address)
    monkeypatch.setattr(openid, "MICROSOFT", found.address)
    yield found
    server.shutdown()
    server.server_close()


@pytest.fixture
def google(people: Personas, provider: Provider) -> SignInService:
    return make_service(school=people.school)


def go(service: SignInService, client: Client | None = None, **form: str) -> tuple[Client, Any]:
    """Off to the service and back; the browser and the last answer."""
    client = client or Client()
    page = client.post(f"/sign-in-with/{service.school_id}/{service.pk}/", form)
    sent_back = requests.get(page.context["address"], allow_redirects=False, timeout=5).headers["Location"]
    parts = urlsplit(sent_back)
    return client, client.get(parts.path, dict(parse_qsl(parts.query)))


def assert_refused(client: Client, answer: Any) -> None:
    assert answer.status_code == 403
    assert "_auth_user_id" not in client.session
    assert client.get(HOME).status_code == 302


def test_linked_account_signs_in(people: Personas, google: SignInService, provider: Provider) -> None:
    make_link(service=google, member=people.teacher, state="linked")
    client, answer = go(google)
    assert (answer.url, client.get(HOME).status_code) == (HOME, 200)
    asked = provider.asked[0]
    assert asked["code_challenge_method"] == "S256" and asked["hd"] == "harbour.example" and asked["nonce"]


def test_leader_takes_the_second_step_all_the_same(people: Personas, google: SignInService) -> None:
    make_link(service=google, member=people.head, state="linked")
    client, answer = go(google)
    assert answer.url == "/account/2fa/authenticate/"
    assert "_auth_user_id" not in client.session
    client.post(answer.url, {"code": code_now()})
    assert client.get(HOME).status_code == 200


FORGED = [
    {"aud": "somebody-else"},
    {"iss": "https://evil.example"},
    {"nonce": "of-another-sign-in"},
    {"nonce": None},
    {"exp": int(time.time()) - 600},
    {"exp": None},
    {"hd": "evil.example"},
    {"hd": None},
    {"email_verified": False},
    {"azp": "somebody-else"},
    {"sub": None},
]


@pytest.mark.parametrize("forged", FORGED, ids=lambda forged: "-".join(forged))
def test_forged_claims_open_nothing(
    people: Personas, google: SignInService, provider: Provider, forged: dict[str, Any]
) -> None:
    make_link(service=google, member=people.teacher, state="linked")
    provider.forged = forged
    assert_refused(*go(google))


@pytest.mark.parametrize(("algorithm", "key"), [("RS256", THIEF), ("none", None), ("HS256", None)])
def test_forged_signature_opens_nothing(
    people: Personas, google: SignInService, provider: Provider, algorithm: str, key: Any
) -> None:
    make_link(service=google, member=people.teacher, state="linked")
    provider.algorithm, provider.signed_by = algorithm, key
    assert_refused(*go(google))


def test_key_alone_decides_not_the_address(people: Personas, google: SignInService, provider: Provider) -> None:
    make_link(service=google, member=people.teacher, state="linked", subject="the-real-one")
    provider.person["email"] = people.teacher.user.email
    assert_refused(*go(google))


@pytest.mark.parametrize("forged", [{"tid": DIRECTORY[::-1]}, {"tid": None}, {"oid": None}, {"acct": 1}, {"idp": "x"}])
def test_microsoft_keeps_to_the_schools_directory_and_its_own_people(
    people: Personas, provider: Provider, forged: dict[str, Any]
) -> None:
    service = make_service(school=people.school, kind="microsoft")
    make_link(service=service, member=people.teacher, subject="oid-1", state="linked")
    provider.person, provider.issuer = AMIRA_AT_MICROSOFT, f"{provider.address}/{DIRECTORY}/v2.0"
    assert go(service)[1].url == HOME
    provider.forged = forged
    assert_refused(*go(service))


def test_any_other_provider_by_issuer_and_subject(people: Personas, provider: Provider) -> None:
    service = make_service(school=people.school, kind="openid", address=provider.address)
    make_link(service=service, member=people.teacher, state="linked")
    assert go(service)[1].url == HOME
    provider.forged = {"sub": "sub-2"}
    assert_refused(*go(service))


def test_unknown_person_is_refused_and_not_created(people: Personas, google: SignInService, provider: Provider) -> None:
    before = (User.objects.count(), Member.objects.count())
    provider.person |= {"name": "Nobody Here", "email": "nobody@harbour.example"}
    client, answer = go(google)
    assert_refused(client, answer)
    assert (User.objects.count(), Member.objects.count()) == before
    assert not LinkedSignIn.objects.exists()


def test_first_link_waits_for_the_office(people: Personas, google: SignInService, provider: Provider) -> None:
    provider.person["email"] = people.teacher.user.email
    assert_refused(*go(google))
    assert_refused(*go(google))
    office = client_for(people.administrator)
    page = office.get("/s/harbour-lane/school/sign-in/").content.decode()
    assert "is that Amira Rahman?" in page
    link = waiting_in(people.school).get()
    office.post(f"/s/harbour-lane/school/sign-in/waiting/{link.pk}/", {"answer": "yes"})
    assert go(google)[1].url == HOME
    link.refresh_from_db()
    assert (link.email, link.name, link.settled_by) == ("", "", people.administrator)


def test_refused_account_stays_refused(people: Personas, google: SignInService, provider: Provider) -> None:
    link = make_link(service=google, member=people.teacher)
    settle_link(link=link, yes=False, by=people.head, now=timezone.now())
    provider.person["email"] = people.teacher.user.email
    assert_refused(*go(google))
    assert not waiting_in(people.school).exists()


def test_unlinked_account_opens_nothing_at_once(people: Personas, google: SignInService) -> None:
    link = make_link(service=google, member=people.teacher, state="linked")
    client = go(google)[0]
    office = client_for(people.head)
    assert "Rahman, Amira" in office.get("/s/harbour-lane/school/sign-in/").content.decode()
    office.post(f"/s/harbour-lane/school/sign-in/waiting/{link.pk}/", {"answer": "no"})
    assert client.get(HOME).status_code == 302
    assert_refused(*go(google))


def test_child_without_sign_in_is_recognised_by_name_and_gets_one_by_the_offices_yes(
    people: Personas, google: SignInService, provider: Provider
) -> None:
    child = make_student(school=people.school, name="Wren Castle")
    provider.person = {**AMIRA, "sub": "wren", "name": "Wren Castle", "email": "wren@harbour.example"}
    assert_refused(*go(google))
    settle_link(link=waiting_in(people.school).get(), yes=True, by=people.head, now=timezone.now())
    answer = go(google)[1]
    child.refresh_from_db()
    assert answer.url == HOME and not child.user.has_usable_password()


def test_two_of_one_name_are_left_to_invitations(people: Personas, google: SignInService, provider: Provider) -> None:
    for _twin in range(2):
        make_member(school=people.school, name="Wren Castle")
    provider.person = {**AMIRA, "sub": "wren", "name": "Wren Castle", "email": "wren@harbour.example"}
    assert_refused(*go(google))
    assert not waiting_in(people.school).exists()


def test_yes_never_takes_over_a_sign_in_with_the_same_address(people: Personas, google: SignInService) -> None:
    newcomer = make_member(school=people.school, name="Sam Newcomer")
    link = make_link(service=google, member=newcomer)
    LinkedSignIn.objects.filter(pk=link.pk).update(email=people.stranger.user.email)
    link.refresh_from_db()
    with pytest.raises(ValidationError):
        settle_link(link=link, yes=True, by=people.head, now=timezone.now())


@pytest.mark.parametrize("change", [{"left_on": "2020-01-01"}, {"user": None}])
def test_who_has_left_does_not_come_in(people: Personas, google: SignInService, change: dict[str, Any]) -> None:
    make_link(service=google, member=people.teacher, state="linked")
    Member.objects.filter(pk=people.teacher.pk).update(**change)
    assert_refused(*go(google))


def test_closed_sign_in_does_not_come_in(people: Personas, google: SignInService) -> None:
    make_link(service=google, member=people.teacher, state="linked")
    User.objects.filter(pk=people.teacher.user_id).update(is_active=False)
    assert_refused(*go(google))


def test_other_schools_service_opens_only_that_school(people: Personas, google: SignInService) -> None:
    """The same account at the same provider, linked in one school, is nobody in the other."""
    make_link(service=google, member=people.teacher, state="linked")
    other = make_service(school=people.stranger.school)
    assert_refused(*go(other))


def test_answer_of_another_browser_is_refused(people: Personas, google: SignInService) -> None:
    make_link(service=google, member=people.teacher, state="linked")
    page = Client().post(f"/sign-in-with/{google.school_id}/{google.pk}/")
    sent_back = requests.get(page.context["address"], allow_redirects=False, timeout=5).headers["Location"]
    victim = Client()
    assert_refused(victim, victim.get(f"/sign-in-back/{google.school_id}/", dict(parse_qsl(urlsplit(sent_back).query))))


def test_answer_works_once(people: Personas, google: SignInService, provider: Provider) -> None:
    make_link(service=google, member=people.teacher, state="linked")
    client, answer = go(google)
    again = client.get(f"/sign-in-back/{google.school_id}/", answer.wsgi_request.GET.dict())
    assert again.status_code == 403


def test_error_and_switched_off(people: Personas, google: SignInService) -> None:
    client = Client()
    client.post(f"/sign-in-with/{google.school_id}/{google.pk}/")
    state = client.session["away_at_a_service"]["state"]
    assert (
        b"without signing you in"
        in client.get(f"/sign-in-back/{google.school_id}/", {"error": "denied", "state": state}).content
    )
    SignInService.objects.update(active=False)
    assert client.post(f"/sign-in-with/{google.school_id}/{google.pk}/").status_code == 404


def invited_browser(member: Member, by: Member) -> Client:
    with posted() as mails:
        make_invitation(member=member, by=by)
    client = Client()
    client.get(urlsplit(next(word for word in mails[0].body.split() if "/invitation/" in word)).path)
    return client


def test_invited_person_takes_the_place_with_their_account(people: Personas, google: SignInService) -> None:
    newcomer = make_member(school=people.school, name="Sam Newcomer")
    client = invited_browser(newcomer, people.head)
    page = client.get("/invitation/").content.decode()
    assert "Go on with Google" in page and 'name="invited"' in page
    client, answer = go(google, client, invited="yes")
    newcomer.refresh_from_db()
    assert (answer.url, newcomer.user.email) == (HOME, "new@harbour.example")
    assert go(google)[1].url == HOME


def test_somebody_elses_link_in_the_browser_gives_nobody_their_place(people: Personas, google: SignInService) -> None:
    newcomer = make_member(school=people.school, name="Sam Newcomer")
    make_link(service=google, member=people.teacher, state="linked")
    victim = invited_browser(newcomer, people.head)
    assert go(google, victim)[1].url == HOME
    assert victim.get("/my-account/").context["members"][0] == people.teacher
    assert go(google, invited_browser(newcomer, people.head), invited="yes")[1].status_code == 403
    newcomer.refresh_from_db()
    assert newcomer.user is None and LinkedSignIn.objects.get().member == people.teacher
