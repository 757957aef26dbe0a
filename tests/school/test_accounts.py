"""An account comes from the school, never by itself."""

from __future__ import annotations

import pytest
from django.test import Client, RequestFactory

from school.accounts import ClosedAccountAdapter
from school.models import User
from tests.factories.school import PASSWORD, make_user
from tests.personas import Personas

pytestmark = pytest.mark.django_db


def sign_in(client: Client, email: str, password: str = PASSWORD):
    return client.post("/account/login/", {"login": email, "password": password})


def test_nobody_signs_up_alone(client: Client) -> None:
    assert ClosedAccountAdapter().is_open_for_signup(RequestFactory().get("/")) is False
    client.post("/account/signup/", {"email": "new@example.org", "password1": PASSWORD})
    assert not User.objects.exists()


def test_address_is_one_whatever_its_capitals() -> None:
    user = User.objects.create_user("Ada.Marsh@Example.ORG", PASSWORD)
    assert user.email == str(user) == "ada.marsh@example.org"
    assert user.password != PASSWORD and user.check_password(PASSWORD)


def test_member_signs_in_and_lands_in_their_school(people: Personas, client: Client) -> None:
    answer = sign_in(client, people.head.user.email.upper())
    assert answer.url == "/schools/"
    assert client.get(answer.url).url == "/s/harbour-lane/"


@pytest.mark.parametrize("email", ["known@example.org", "unknown@example.org"])
def test_wrong_sign_in_does_not_tell_who_has_an_account(client: Client, email: str) -> None:
    make_user(email="known@example.org")
    answer = sign_in(client, email, "not the password")
    assert answer.status_code == 200
    errors = answer.context["form"].non_field_errors()
    assert errors == ["The email address and/or password you specified are not correct."]
    assert "_auth_user_id" not in client.session


def test_closed_account_does_not_sign_in(client: Client) -> None:
    user = make_user()
    User.objects.filter(pk=user.pk).update(is_active=False)
    sign_in(client, user.email)
    assert "_auth_user_id" not in client.session


def test_reset_says_the_same_for_an_unknown_address(client: Client, mailoutbox: list) -> None:
    known = make_user()
    answers = [client.post("/account/password/reset/", {"email": email}) for email in (known.email, "no@example.org")]
    assert answers[0].url == answers[1].url
    assert known.email in [address for mail in mailoutbox for address in mail.to]
