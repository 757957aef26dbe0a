"""A school's own service opens that school: not a colleague's other school, not their network, not their sign-in."""

from __future__ import annotations

import time
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.test import Client

from school.accounts.lost import take_second_step_away
from school.accounts.reach import opens_more_than
from school.accounts.sessions import BEGAN, USED
from school.models import Member, Role, User
from tests.factories.school import PASSWORD, make_network
from tests.factories.sign_in import make_invitation, make_second_step
from tests.mailing import posted
from tests.personas import Personas, client_for, signed_in_a_while_ago

pytestmark = pytest.mark.django_db
HOME, ELSEWHERE = "/s/harbour-lane/", "/s/elsewhere/"


@pytest.fixture
def shared(people: Personas) -> Member:
    """The teacher's second place, as the head of the other school."""
    return Member.objects.create(
        school=people.stranger.school,
        user=people.teacher.user,
        roles=[Role.HEAD],
        given_name="Amira",
        family_name="Rahman",
        joined_on="2020-01-01",
    )


def by_service(member: Member, *, school_id: int | None = None) -> Client:
    """What a sign-in by the service of the member's school leaves in the session."""
    client, now = Client(), time.time()
    client.force_login(member.user)
    session = client.session
    session[BEGAN] = session[USED] = int(now)
    record = {"method": "openid", "school": school_id or member.school_id, "at": now, "reauthenticated": True}
    session["account_authentication_methods"] = [record]
    session["account_authentication_methods_user"] = str(member.user_id)
    session.save()
    return client


def test_opens_its_own_school_and_no_other(people: Personas, shared: Member) -> None:
    client = by_service(people.teacher)
    assert client.get(HOME).status_code == 200
    assert client.get(ELSEWHERE).status_code == 404
    assert client.get("/schools/").url == HOME
    assert "Elsewhere" not in client.get("/my-account/").content.decode()


def test_own_password_opens_the_other_school(people: Personas, shared: Member) -> None:
    Member.objects.filter(pk=shared.pk).update(roles=[Role.TEACHER])
    client = by_service(people.teacher)
    page = client.get("/account/2fa/totp/activate/")
    assert page.status_code == 403 and b"Give your password" in page.content
    client.post("/account/reauthenticate/", {"password": "wrong wrong wrong"})
    assert client.get(ELSEWHERE).status_code == 404
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    assert client.get(ELSEWHERE).status_code == 200
    assert client.get("/account/2fa/totp/activate/").status_code == 200


def test_opens_no_network(people: Personas) -> None:
    lead, network = people.teacher.user, people.network_lead.network_places.get().network
    lead.network_places.create(network=network)
    make_second_step(user=lead)
    assert client_for(lead).get(f"/networks/{network.slug}/").status_code == 200
    client = by_service(people.teacher)
    assert client.get(f"/networks/{network.slug}/").status_code == 404
    assert client.get("/schools/").url == HOME


@pytest.mark.parametrize("page", ["/account/2fa/webauthn/add/", "/account/password/set/", "/invitation/join/"])
def test_gives_the_sign_in_no_way_in_of_its_own(people: Personas, page: str) -> None:
    people.teacher.user.set_unusable_password()
    people.teacher.user.save()
    client = by_service(people.teacher)
    for answer in (client.get(page), client.post(page, {"password1": "seven brave herons", "password2": "x"})):
        assert answer.status_code == 403
        assert b"Have a link to set one sent to you" in answer.content
    assert not User.objects.get(pk=people.teacher.user_id).has_usable_password()


def test_does_not_move_its_owner_to_another_address(people: Personas) -> None:
    people.teacher.user.set_unusable_password()
    people.teacher.user.save()
    with posted() as mails:
        make_invitation(member=people.teacher, by=people.administrator, email="thief@elsewhere.example")
    link = next(word for word in mails[0].body.split() if "/invitation/" in word)
    client = by_service(people.teacher)
    client.get(urlsplit(link).path)
    assert client.post("/invitation/join/").status_code == 403
    assert not User.objects.filter(email="thief@elsewhere.example").exists()


def test_second_step_of_ones_own_school_can_be_set_up(people: Personas) -> None:
    assert by_service(people.teacher).get("/account/2fa/totp/activate/").status_code == 200


def test_password_by_mail_is_the_way_out(people: Personas) -> None:
    people.teacher.user.set_unusable_password()
    people.teacher.user.save()
    client = by_service(people.teacher)
    with posted() as mails:
        client.post("/account/password/reset/", {"email": people.teacher.user.email}, headers={"host": "localhost"})
    link = next(word for word in mails[0].body.split() if "/password/reset/key/" in word)
    form, new = client.get(link.partition("localhost")[2], follow=True), "seven brave herons paddle"
    client.post(form.request["PATH_INFO"], {"password1": new, "password2": new})
    assert User.objects.get(pk=people.teacher.user_id).check_password(new)


def test_closed_place_ends_the_session(people: Personas, shared: Member) -> None:
    client = by_service(people.teacher)
    Member.objects.filter(pk=people.teacher.pk).update(left_on="2020-01-01")
    for page in ("/my-account/", HOME, ELSEWHERE):
        assert client.get(page).url.startswith("/account/login/")
    assert "_auth_user_id" not in client.session


def test_office_of_one_school_does_not_strip_a_head_of_another(people: Personas, shared: Member) -> None:
    make_second_step(user=people.teacher.user)
    assert opens_more_than(people.teacher.user, people.school.pk)
    with pytest.raises(ValidationError, match="outside your school"):
        take_second_step_away(member=people.teacher, by=people.administrator)
    client_for(people.administrator).post(f"{HOME}school/sign-in/lost/{people.teacher.pk}/")
    assert Authenticator.objects.filter(user=people.teacher.user).exists()


@pytest.mark.parametrize("place", ["network", "support"])
def test_nor_a_network_lead_or_support(people: Personas, place: str) -> None:
    user = people.teacher.user
    assert not opens_more_than(user, people.school.pk)
    if place == "network":
        user.network_places.create(network=make_network())
    user.is_support = place == "support"
    assert opens_more_than(user, people.school.pk)


PROVEN_FIRST = ["/my-account/", "/account/2fa/", "/account/2fa/webauthn/add/", "/account/password/change/"]


@pytest.mark.parametrize("page", PROVEN_FIRST)
def test_session_older_than_the_second_step_proves_it_before_touching_the_account(people: Personas, page: str) -> None:
    client = client_for(people.teacher)
    make_second_step(user=people.teacher.user)
    assert client.get(page).url.startswith("/account/2fa/reauthenticate/?next=")
    assert client.post("/account/2fa/totp/deactivate/").url.startswith("/account/2fa/reauthenticate/")
    assert Authenticator.objects.filter(user=people.teacher.user, type="totp").exists()
    assert client.post("/account/logout/").url == "/account/login/"


def test_who_has_only_the_service_comes_by_it_again_for_what_matters(people: Personas) -> None:
    people.teacher.user.set_unusable_password()
    people.teacher.user.save()
    client, page = by_service(people.teacher), f"{HOME}school/badges/{people.maple.pk}/print/"
    assert client.get(page).status_code == 200
    later = signed_in_a_while_ago(client)
    assert later.get(page).url == "/sign-in/harbour-lane/"
    assert later.post(page, headers={"HX-Request": "true"}).headers["HX-Redirect"] == "/sign-in/harbour-lane/"
    assert "please sign in again" in later.get("/sign-in/harbour-lane/").content.decode()
    assert later.get(HOME).status_code == 200
