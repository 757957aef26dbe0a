"""Leaders and administrators open nothing without a second step; nobody asks twice."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from school.accounts.second_step import must_keep_one, needs_second_step
from school.models import Member, Role, School
from tests.factories.school import PASSWORD
from tests.factories.sign_in import TOTP_SECRET, code_now, make_second_step
from tests.mailing import posted
from tests.personas import Personas, client_for, signed_in_a_while_ago

pytestmark = pytest.mark.django_db
PAGE = "/s/harbour-lane/school/privacy/"


def password_only(member: Member) -> Client:
    client = Client()
    client.post("/account/login/", {"login": member.user.email, "password": PASSWORD})
    return client


def without_factor(member: Member) -> Member:
    Authenticator.objects.filter(user=member.user).delete()
    member.user.__dict__.pop("has_second_step", None)
    return member


@pytest.mark.parametrize("role", list(Role))
def test_who_needs_one(people: Personas, role: Role) -> None:
    member = Member(school=people.school, roles=[role])
    asked = (Role.HEAD, Role.SENIOR_LEADER, Role.SAFEGUARDING_LEAD, Role.ADMINISTRATOR, Role.SUPPORT)
    assert needs_second_step(member) == (role in asked)
    people.school.staff_need_second_step = True
    assert needs_second_step(member) == (role not in (Role.STUDENT, Role.GOVERNOR))


def test_who_acts_for_a_leader_needs_one(people: Personas) -> None:
    people.teacher.acts_for = ({"roles": [Role.HEAD], "areas": ["vision"]},)
    assert needs_second_step(people.teacher)


def test_nobody_needs_one_in_the_demonstration(people: Personas, settings) -> None:
    settings.SECOND_STEP = False
    assert not needs_second_step(people.head) and not must_keep_one(people.head.user)
    assert client_for(without_factor(people.head)).get(PAGE).status_code == 200


def test_leader_without_one_is_led_to_set_it_up(people: Personas) -> None:
    client = client_for(without_factor(people.head))
    assert client.get(PAGE).url == "/my-account/second-step/"
    assert client.post("/s/harbour-lane/vision/write/add/why/").url == "/my-account/second-step/"
    assert client.get(PAGE, headers={"HX-Request": "true"}).headers["HX-Redirect"] == "/my-account/second-step/"
    assert b"One more step, once" in client.get("/my-account/second-step/").content


def test_leader_with_one_proves_it_in_each_session(people: Personas) -> None:
    client = Client()
    client.force_login(people.head.user)
    assert client.get(PAGE).url == "/account/2fa/reauthenticate/?next=%2Fs%2Fharbour-lane%2Fschool%2Fprivacy%2F"
    answer = client.post("/account/2fa/reauthenticate/", {"code": code_now(), "next": PAGE})
    assert (answer.url, client.get(PAGE).status_code) == (PAGE, 200)


def test_sign_in_with_password_and_code(people: Personas) -> None:
    client = password_only(people.head)
    assert "_auth_user_id" not in client.session
    assert client.get(PAGE).url.startswith("/account/login/")
    client.post("/account/2fa/authenticate/", {"code": "000000"})
    assert "_auth_user_id" not in client.session
    assert client.post("/account/2fa/authenticate/", {"code": code_now()}).url == "/schools/"
    assert client.get(PAGE).status_code == 200


def test_setting_one_up_opens_the_school_and_gives_a_new_session(people: Personas) -> None:
    client = password_only(without_factor(people.administrator))
    client.get("/account/2fa/totp/activate/")
    before, secret = client.session.session_key, client.session["mfa.totp.secret"]
    with posted() as mails:
        answer = client.post("/account/2fa/totp/activate/", {"code": code_now(secret)})
    assert answer.url == "/account/2fa/recovery-codes/"
    assert client.session.session_key != before
    assert client.get(PAGE).status_code == 200
    assert [mail.subject for mail in mails] == ["Your second step is on"]
    kept = Authenticator.objects.get(user=people.administrator.user, type="totp").data["secret"]
    assert secret not in kept


def test_another_session_does_not_profit_from_a_set_up(people: Personas) -> None:
    thief = password_only(without_factor(people.head))
    make_second_step(user=people.head.user)
    assert thief.get(PAGE).url.startswith("/account/2fa/reauthenticate/")


def test_teacher_is_asked_when_the_school_asks_everyone(people: Personas) -> None:
    client = client_for(people.teacher)
    assert client.get(PAGE).status_code == 200
    School.objects.filter(pk=people.school.pk).update(staff_need_second_step=True)
    assert client.get(PAGE).url == "/my-account/second-step/"


def test_new_role_asks_on_the_next_request(people: Personas) -> None:
    client = client_for(people.teacher)
    Member.objects.filter(pk=people.teacher.pk).update(roles=[Role.SENIOR_LEADER])
    assert client.get(PAGE).url == "/my-account/second-step/"


def test_network_lead_needs_one(people: Personas) -> None:
    url = f"/networks/{people.network_lead.network_places.get().network.slug}/"
    assert client_for(people.network_lead).get(url).status_code == 200
    Authenticator.objects.all().delete()
    people.network_lead.__dict__.pop("has_second_step")
    assert client_for(people.network_lead).get(url).url == "/my-account/second-step/"


def test_last_factor_of_who_needs_one_stays(people: Personas) -> None:
    client = client_for(people.head)
    page = client.post("/account/2fa/totp/deactivate/")
    assert b"your only one" in page.content
    assert Authenticator.objects.filter(user=people.head.user, type="totp").exists()


def test_last_passkey_of_who_needs_one_stays(people: Personas) -> None:
    Authenticator.objects.filter(user=people.head.user).update(type="webauthn")
    passkey = Authenticator.objects.get(user=people.head.user)
    client = client_for(people.head)
    assert client.post(f"/account/2fa/webauthn/keys/{passkey.pk}/remove/").url == "/account/2fa/webauthn/"
    assert Authenticator.objects.filter(pk=passkey.pk).exists()


def test_teacher_may_remove_the_last_factor(people: Personas) -> None:
    make_second_step(user=people.teacher.user)
    with posted() as mails:
        client_for(people.teacher).post("/account/2fa/totp/deactivate/")
    assert not Authenticator.objects.filter(user=people.teacher.user).exists()
    assert [mail.to for mail in mails] == [[people.teacher.user.email]]


def test_the_second_step_costs_no_question_on_a_page(people: Personas, settings) -> None:
    client, counts = client_for(people.head), []
    for asked in (True, False):
        settings.SECOND_STEP = asked
        with CaptureQueriesContext(connection) as captured:
            client.get(PAGE)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_reset_of_the_password_does_not_skip_it(people: Personas) -> None:
    client = Client()
    with posted() as mails:
        client.post("/account/password/reset/", {"email": people.head.user.email}, headers={"host": "localhost"})
    link = next(word for word in mails[0].body.split() if "/password/reset/key/" in word)
    form = client.get(link.partition("localhost")[2], follow=True)
    new = "seven brave herons paddle"
    client.post(form.request["PATH_INFO"], {"password1": new, "password2": new})
    assert "_auth_user_id" not in client.session
    client.post("/account/login/", {"login": people.head.user.email, "password": new})
    assert "_auth_user_id" not in client.session


def test_recovery_code_works_once(people: Personas) -> None:
    page = client_for(people.head).post("/account/2fa/recovery-codes/generate/", follow=True)
    code = page.context["unused_codes"][0]
    for opens in (True, False):
        client = password_only(people.head)
        client.post("/account/2fa/authenticate/", {"code": code})
        assert ("_auth_user_id" in client.session) == opens


def test_qr_code_is_a_picture_of_the_page_itself(people: Personas) -> None:
    later = signed_in_a_while_ago(client_for(people.teacher))
    page = later.get("/account/2fa/totp/activate/", follow=True).content.decode()
    assert "Please confirm that it is you" in page
    client = password_only(people.teacher)
    assert 'src="data:image/svg+xml;base64,' in client.get("/account/2fa/totp/activate/").content.decode()
    assert TOTP_SECRET not in page
