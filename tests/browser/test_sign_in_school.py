"""Coming in by the school: a service, an invitation, the office's page; with axe at both widths and in both schemes."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from celery import current_app
from playwright.sync_api import Page

from school.accounts import openid
from tests.browser.conftest import NewContext, OpenAs
from tests.browser.test_sign_in import look
from tests.factories.school import make_member
from tests.factories.sign_in import make_link, make_service
from tests.openid import Provider, serve
from tests.personas import Personas

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def _mail_at_once() -> Iterator[None]:
    before, current_app.conf.task_always_eager = current_app.conf.task_always_eager, True
    yield
    current_app.conf.task_always_eager = before


AMIRA = {"sub": "sub-1", "email_verified": True, "name": "Amira Rahman", "hd": "harbour.example"}


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch, settings, live_server) -> Iterator[Provider]:
    found = Provider(person=dict(AMIRA))
    server = serve(found)
    monkeypatch.setattr(openid, "GOOGLE", found.address)
    settings.ADDRESS = live_server.url
    yield found
    server.shutdown()
    server.server_close()


@pytest.fixture
def stranger(new_context: NewContext) -> Page:
    """A page of which the console may say that it was refused."""
    return new_context(reduced_motion="reduce").new_page()


def test_teacher_signs_in_with_the_schools_service_once_the_office_said_yes(
    open_as: OpenAs, school_people: Personas, provider: Provider, stranger: Page
) -> None:
    make_service(school=school_people.school)
    provider.person["email"] = school_people.teacher.user.email
    page = stranger
    page.goto("/sign-in/harbour-lane/")
    look(page, "sign_in_at")
    page.get_by_role("button", name="Go on with Google").click()
    page.get_by_role("heading", name="You are not signed in yet").wait_for()
    look(page, "service_refused")
    office = open_as(school_people.administrator, "/s/harbour-lane/school/sign-in/")
    look(office, "office_sign_in")
    office.get_by_role("button", name="Yes, link them").click()
    office.get_by_text("1 account is linked").click()
    look(office, "office_linked")
    page.goto("/sign-in/harbour-lane/")
    page.get_by_role("button", name="Go on with Google").click()
    page.wait_for_url("**/s/harbour-lane/", wait_until="networkidle")


def test_office_sets_up_a_service(open_as: OpenAs, school_people: Personas, provider: Provider) -> None:
    page = open_as(school_people.administrator, "/s/harbour-lane/school/sign-in/")
    page.get_by_role("link", name="Set up Google").click()
    look(page, "service")
    page.get_by_label("client id", exact=False).first.fill("learning-culture")
    page.get_by_label("domain", exact=False).first.fill("harbour.example")
    page.get_by_label("Client secret").fill("secret")
    page.get_by_role("button", name="Keep").click()
    page.get_by_role("button", name="Try it").click()
    page.get_by_role("button", name="Switch on").click()
    page.get_by_role("button", name="Switch off").wait_for()
    page.get_by_text("Who has one").click()
    look(page, "office_services")


def test_invited_person_begins_with_a_password(open_as: OpenAs, school_people: Personas, mailoutbox: list) -> None:
    newcomer = make_member(school=school_people.school, name="Sam Newcomer")
    office = open_as(school_people.head, "/s/harbour-lane/school/sign-in/invitations/")
    look(office, "invitations_before")
    office.get_by_role("link", name="Invite Sam Newcomer").click()
    look(office, "invite")
    office.get_by_label("E-mail address").fill("sam@harbour.example")
    office.get_by_role("button", name="Send the link").click()
    office.get_by_text("on its way to sam@harbour.example").wait_for()
    look(office, "invitations")
    link = next(word for word in mailoutbox[-1].body.split() if "/invitation/" in word)
    page = open_as(None, urlsplit(link).path)
    look(page, "invitation")
    page.get_by_label("Choose a password").fill("seven brave herons paddle")
    page.get_by_label("The same once more").fill("seven brave herons paddle")
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url("**/s/harbour-lane/", wait_until="networkidle")
    newcomer.refresh_from_db()
    assert newcomer.user.email == "sam@harbour.example"


def test_linked_account_needs_no_password(open_as: OpenAs, school_people: Personas, provider: Provider) -> None:
    make_link(service=make_service(school=school_people.school), member=school_people.teacher, state="linked")
    page = open_as(None, "/sign-in/harbour-lane/")
    page.get_by_role("button", name="Go on with Google").click()
    page.wait_for_url("**/s/harbour-lane/", wait_until="networkidle")
    page.goto("/my-account/")
    look(page, "account_by_service")
