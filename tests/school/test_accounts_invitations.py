"""One link, once, for a week; it makes a sign-in, joins one, or changes an address."""

from __future__ import annotations

import datetime
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from school.accounts.invitations import MOST_A_DAY, check_can_invite, hashed, staff_without_sign_in
from school.models import Invitation, Member, Role, User
from tests.factories.school import PASSWORD, make_member, make_student
from tests.factories.sign_in import make_invitation
from tests.mailing import posted
from tests.personas import Personas, client_for, signed_in_a_while_ago

pytestmark = pytest.mark.django_db
CHOSEN = {"password1": "seven brave herons paddle", "password2": "seven brave herons paddle"}
OFFICE = "/s/harbour-lane/school/sign-in"


@pytest.fixture
def newcomer(people: Personas) -> Member:
    return make_member(school=people.school, name="Sam Newcomer")


def invite(member: Member, people: Personas, email: str = "sam@harbour.example", now=None) -> str:
    """The path of the link in the mail."""
    with posted() as mails:
        make_invitation(member=member, by=people.head, email=email, now=now)
    assert mails[0].to == [email]
    return urlsplit(next(word for word in mails[0].body.split() if "/invitation/" in word)).path


def opened(path: str, client: Client | None = None) -> Client:
    client = client or Client()
    assert client.get(path).url == "/invitation/"
    return client


def test_invited_person_chooses_a_password_and_is_in(people: Personas, newcomer: Member) -> None:
    client = opened(invite(newcomer, people))
    assert b"Welcome, Sam" in client.get("/invitation/").content
    assert client.post("/invitation/", CHOSEN).url == "/schools/"
    assert client.get("/s/harbour-lane/").status_code == 200
    newcomer.refresh_from_db()
    assert newcomer.user.email == "sam@harbour.example" and newcomer.user.check_password(CHOSEN["password1"])


def test_invited_leader_sets_up_a_second_step_next(people: Personas) -> None:
    client = opened(invite(make_member(school=people.school, roles=(Role.SENIOR_LEADER,)), people))
    client.post("/invitation/", CHOSEN)
    assert client.get("/s/harbour-lane/").url == "/my-account/second-step/"


def test_token_is_long_random_mailed_once_and_kept_only_as_a_hash(people: Personas, newcomer: Member) -> None:
    token = invite(newcomer, people).split("/")[2]
    kept = Invitation.objects.get()
    assert len(token.partition(".")[2]) >= 43
    assert kept.token_hash == hashed(token) and token not in str(vars(kept))


def test_mail_holds_no_password_and_ignores_the_host_header(people: Personas, newcomer: Member, settings) -> None:
    settings.ADDRESS, settings.ALLOWED_HOSTS = "https://learning.example", ["*"]
    with posted() as mails:
        client_for(people.head).post(
            f"{OFFICE}/invite/{newcomer.pk}/", {"email": "sam@harbour.example"}, headers={"host": "evil.example"}
        )
        Client().post("/account/password/reset/", {"email": people.head.user.email}, headers={"host": "evil.example"})
    assert len(mails) == 2
    assert all("https://learning.example/" in mail.body and "evil" not in mail.body for mail in mails)
    assert mails[0].body.startswith("Hello Sam,\n\nHarbour Lane Primary has made a place for you")


def test_link_works_once(people: Personas, newcomer: Member) -> None:
    path = invite(newcomer, people)
    opened(path).post("/invitation/", CHOSEN)
    again = opened(path).get("/invitation/")
    assert again.status_code == 410 and b"has been used" in again.content
    assert opened(path).post("/invitation/", CHOSEN).status_code == 410


@pytest.mark.parametrize(("days", "status"), [(6.9, 200), (7.1, 410)])
def test_link_works_for_seven_days(people: Personas, newcomer: Member, days: float, status: int) -> None:
    path = invite(newcomer, people)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=days), tick=False):
        assert opened(path).get("/invitation/").status_code == status


def test_withdrawn_link_says_so(people: Personas, newcomer: Member) -> None:
    path, office = invite(newcomer, people), client_for(people.administrator)
    pending = Invitation.objects.get()
    assert "sam@harbour.example" in office.get(f"{OFFICE}/invitations/").content.decode()
    office.post(f"{OFFICE}/invitations/{pending.pk}/withdraw/")
    assert b"withdrawn this link" in opened(path).get("/invitation/").content
    assert "sam@harbour.example" not in office.get(f"{OFFICE}/invitations/").content.decode()


def test_sending_again_ends_the_older_link(people: Personas, newcomer: Member) -> None:
    older = invite(newcomer, people)
    with posted() as mails:
        client_for(people.head).post(f"{OFFICE}/invitations/{Invitation.objects.get().pk}/again/")
    newer = urlsplit(next(word for word in mails[0].body.split() if "/invitation/" in word)).path
    assert opened(older).get("/invitation/").status_code == 410
    assert opened(newer).get("/invitation/").status_code == 200


@pytest.mark.parametrize("token", ["nonsense", "1.", "999999999999999999.x", ".x", "٣.x", "1" * 40 + ".x"])
def test_unknown_link_says_so(people: Personas, token: str) -> None:
    answer = opened(f"/invitation/{token}/").get("/invitation/")
    assert answer.status_code == 410 and b"not one of ours" in answer.content


def test_token_of_one_school_opens_no_other(people: Personas, newcomer: Member) -> None:
    path = invite(newcomer, people)
    other = path.replace(f"/{people.school.pk}.", f"/{people.stranger.school_id}.")
    assert opened(other).get("/invitation/").status_code == 410


def test_closed_place_is_not_taken(people: Personas, newcomer: Member) -> None:
    path = invite(newcomer, people)
    Member.objects.filter(pk=newcomer.pk).update(left_on="2020-01-01")
    assert b"closed" in opened(path).get("/invitation/").content


def test_weak_password_is_told_and_nothing_is_made(people: Personas, newcomer: Member) -> None:
    client = opened(invite(newcomer, people))
    for weak in ("short", "SamNewcomer2026", "harbourlaneprimary", "password1234"):
        page = client.post("/invitation/", {"password1": weak, "password2": weak})
        assert page.context["form"].errors["password1"]
    assert client.post("/invitation/", {**CHOSEN, "password2": "something else"}).context["form"].errors["password2"]
    assert not User.objects.filter(email="sam@harbour.example").exists()


def test_one_person_in_two_schools_keeps_one_sign_in(people: Personas, newcomer: Member) -> None:
    client = opened(invite(newcomer, people))
    client.post("/account/login/", {"login": people.stranger.user.email, "password": PASSWORD})
    assert b"Take this place with my sign-in" in client.get("/invitation/").content
    assert client.post("/invitation/join/").url == "/schools/"
    newcomer.refresh_from_db()
    assert newcomer.user == people.stranger.user
    assert client.get("/s/harbour-lane/").status_code == client.get("/s/elsewhere/").status_code == 200


def test_address_with_a_sign_in_is_not_taken_over(people: Personas, newcomer: Member) -> None:
    client = opened(invite(newcomer, people, email=people.stranger.user.email))
    page = client.post("/invitation/", CHOSEN)
    assert "There is a sign-in with this address already" in page.content.decode()
    assert people.stranger.user.check_password(PASSWORD)


def test_second_place_in_one_school_is_refused(people: Personas, newcomer: Member) -> None:
    client = opened(invite(newcomer, people), client_for(people.teacher))
    client.post("/invitation/join/")
    newcomer.refresh_from_db()
    assert newcomer.user is None


def test_new_address_is_confirmed_by_its_owner_and_the_old_one_told(people: Personas) -> None:
    before = people.teacher.user.email
    path = invite(people.teacher, people, email="amira@harbour.example")
    client = opened(path, signed_in_a_while_ago(client_for(people.teacher)))
    assert client.post("/invitation/join/").url.startswith("/account/reauthenticate/")
    with posted() as mails:
        client.post("/account/reauthenticate/", {"password": PASSWORD, "next": "/invitation/join/"})
    people.teacher.user.refresh_from_db()
    assert people.teacher.user.email == "amira@harbour.example"
    assert [mail.to for mail in mails] == [[before]]


def test_new_address_is_not_confirmed_by_somebody_else(people: Personas) -> None:
    path = invite(people.teacher, people, email="amira@harbour.example")
    client = opened(path, client_for(people.plc_lead))
    client.post("/invitation/join/")
    people.teacher.user.refresh_from_db()
    assert people.teacher.user.email != "amira@harbour.example"
    assert opened(path).post("/invitation/", CHOSEN).status_code == 200
    assert not User.objects.filter(email="amira@harbour.example").exists()


def test_who_cannot_be_invited(people: Personas, newcomer: Member) -> None:
    now = timezone.now()
    for member in (
        make_student(school=people.school),
        make_member(school=people.school, left_on=datetime.date(2020, 1, 1)),
    ):
        with pytest.raises(ValidationError):
            check_can_invite(member, "x@harbour.example", now)
    with pytest.raises(ValidationError):
        check_can_invite(people.teacher, people.teacher.user.email, now)


def test_a_flood_of_invitations_is_stopped(people: Personas, newcomer: Member) -> None:
    make_invitation(member=newcomer, by=people.head)
    one = Invitation.objects.get()
    copies = [Invitation(**{**_row(one), "token_hash": str(number)}) for number in range(MOST_A_DAY)]
    Invitation.objects.bulk_create(copies)
    page = client_for(people.head).post(f"{OFFICE}/invite/{newcomer.pk}/", {"email": "x@harbour.example"})
    assert "Please send the rest tomorrow" in page.content.decode()


def _row(one: Invitation) -> dict:
    names = ("school_id", "member_id", "email", "sent_at", "expires_at")
    return {name: getattr(one, name) for name in names}


def test_list_of_who_could_be_invited(people: Personas, newcomer: Member) -> None:
    make_student(school=people.school)
    assert list(staff_without_sign_in(people.school)) == [newcomer]
    make_invitation(member=newcomer, by=people.head)
    assert not staff_without_sign_in(people.school).exists()
