"""An account comes from the school, never by itself."""

from __future__ import annotations

import pytest
from django.test import Client, RequestFactory

from school.accounts.adapters import AccountAdapter
from school.models import User
from tests.factories.school import PASSWORD, make_user
from tests.mailing import posted
from tests.personas import Personas

pytestmark = pytest.mark.django_db


def sign_in(client: Client, email: str, password: str = PASSWORD):
    return client.post("/account/login/", {"login": email, "password": password})


def test_nobody_signs_up_alone(client: Client) -> None:
    assert AccountAdapter().is_open_for_signup(RequestFactory().get("/")) is False
    client.post("/account/signup/", {"email": "new@example.org", "password1": PASSWORD})
    assert not User.objects.exists()


def test_address_is_one_whatever_its_capitals() -> None:
    user = User.objects.create_user("Ada.Marsh@Example.ORG", PASSWORD)
    assert user.email == str(user) == "ada.marsh@example.org"
    assert user.password != PASSWORD and user.check_password(PASSWORD)


def test_member_signs_in_and_lands_in_their_school(people: Personas, client: Client) -> None:
    answer = sign_in(client, people.teacher.user.email.upper())
    assert answer.url == "/schools/"
    assert client.get(answer.url).url == "/s/harbour-lane/"


@pytest.mark.parametrize("email", ["known@example.org", "unknown@example.org"])
def test_wrong_sign_in_does_not_tell_who_has_an_account(client: Client, email: str) -> None:
    make_user(email="known@example.org")
    answer = sign_in(client, email, "not the password")
    assert answer.status_code == 200
    errors = answer.context["form"].non_field_errors()
    assert errors == ["This e-mail address and password do not belong together."]
    assert "_auth_user_id" not in client.session


def test_closed_account_does_not_sign_in(client: Client) -> None:
    user = make_user()
    User.objects.filter(pk=user.pk).update(is_active=False)
    sign_in(client, user.email)
    assert "_auth_user_id" not in client.session


def test_reset_says_the_same_for_an_unknown_address(client: Client) -> None:
    known = make_user()
    with posted() as mails:
        answers = [client.post("/account/password/reset/", {"email": mail}) for mail in (known.email, "no@example.org")]
    assert answers[0].url == answers[1].url
    assert [mail.to for mail in mails] == [[known.email]]
