"""Signing in with a real browser: app, recovery code, passkey, sessions; each page with axe at both widths."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import WIDTHS, NewContext, OpenAs, assert_accessible
from tests.factories.school import PASSWORD
from tests.factories.sign_in import code_now
from tests.personas import Personas, client_for, signed_in_a_while_ago

pytestmark = pytest.mark.browser
SHOTS = os.environ.get("LC_SHOTS")


def look(page: Page, name: str) -> None:
    """axe at both widths and in both schemes; a picture of each when ``LC_SHOTS`` names a folder."""
    for width, pixels in WIDTHS.items():
        for scheme in ("light", "dark"):
            page.set_viewport_size({"width": pixels, "height": 900})
            page.emulate_media(color_scheme=scheme)
            assert_accessible(page)
            if SHOTS:
                page.screenshot(path=Path(SHOTS) / f"{name}_{width}_{scheme}.png", full_page=True)


def sign_in(page: Page, email: str) -> None:
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


@pytest.fixture
def passkeys(open_as: OpenAs) -> Iterator[Page]:
    """A browser whose device holds passkeys and says yes at once."""
    page = open_as(None, "/account/login/")
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    device.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {**options, "isUserVerified": True, "automaticPresenceSimulation": True}},
    )
    yield page


def without_second_step(user) -> None:
    user.authenticator_set.all().delete()
    user.__dict__.pop("has_second_step", None)


def test_leader_sets_up_an_app_and_signs_in_with_it(open_as: OpenAs, school_people: Personas) -> None:
    email = school_people.head.user.email
    without_second_step(school_people.head.user)
    page = open_as(None, "/account/login/")
    look(page, "login")
    sign_in(page, email)
    assert page.url.endswith("/my-account/second-step/")
    look(page, "second_step")
    page.get_by_role("link", name="Set up the app").click()
    look(page, "totp")
    secret = page.locator("#totp-key").inner_text()
    page.get_by_label("The six digits").fill(code_now(secret))
    page.get_by_role("button", name="Switch it on").click()
    look(page, "codes")
    recovery = page.locator("#recovery-codes li").first.inner_text()
    page.get_by_role("link", name="I have kept them").click()
    assert page.url.endswith("/s/harbour-lane/")
    for code in (code_now(secret), recovery):
        again = open_as(None, "/account/login/")
        sign_in(again, email)
        assert "/2fa/authenticate/" in again.url
        look(again, "authenticate")
        again.get_by_label("Code from your app").fill(code)
        again.get_by_role("button", name="Go on").click()
        assert again.url.endswith("/s/harbour-lane/")


def test_passkey_is_made_and_signs_in_alone(passkeys: Page, school_people: Personas) -> None:
    without_second_step(school_people.administrator.user)
    sign_in(passkeys, school_people.administrator.user.email)
    passkeys.get_by_role("link", name="Make a passkey").click()
    look(passkeys, "passkey")
    passkeys.get_by_label("A name for it").fill("My laptop")
    passkeys.get_by_role("button", name="Make the passkey").click()
    passkeys.wait_for_url("**/recovery-codes/")
    passkeys.goto("/account/2fa/webauthn/")
    assert passkeys.get_by_text("My laptop").first.is_visible()
    look(passkeys, "passkeys")
    passkeys.context.clear_cookies()
    passkeys.goto("/account/login/")
    passkeys.get_by_role("button", name="Use a passkey").click()
    passkeys.wait_for_url("**/s/harbour-lane/")
    passkeys.goto("/account/2fa/reauthenticate/?next=/")
    look(passkeys, "reauthenticate")


def test_cancelled_passkey_says_so_kindly(open_as: OpenAs, school_people: Personas) -> None:
    page = open_as(None, "/account/login/")
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error('cancelled')) }")
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_text("Your device gave no passkey").wait_for()
    look(page, "no_passkey")


def test_sessions_are_listed_and_ended_everywhere(open_as: OpenAs, school_people: Personas) -> None:
    pages = []
    for _browser in range(2):
        page = open_as(None, "/account/login/")
        sign_in(page, school_people.teacher.user.email)
        page.wait_for_url("**/s/harbour-lane/")
        pages.append(page)
    page, other = pages
    page.get_by_text("Amira Rahman").first.click()
    page.get_by_role("link", name="My account").click()
    look(page, "account")
    page.get_by_role("link", name="Second step", exact=True).click()
    look(page, "mfa_index")
    page.get_by_role("link", name="Password", exact=True).click()
    look(page, "password")
    page.get_by_role("link", name="Where I am signed in").first.click()
    assert page.get_by_role("button", name="Sign out there").count() == 1
    look(page, "sessions")
    page.get_by_role("button", name="Sign out everywhere").click()
    page.get_by_role("button", name="Yes, go on").click()
    page.wait_for_url("**/account/login/")
    other.goto("/s/harbour-lane/")
    assert "/account/login/" in other.url


def test_file_comes_after_signing_in_again_and_the_page_says_so(
    new_context: NewContext, school_people: Personas
) -> None:
    context = new_context(reduced_motion="reduce")
    session = signed_in_a_while_ago(client_for(school_people.teacher)).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "domain": "localhost", "path": "/"}])
    page = context.new_page()
    page.goto(f"/s/harbour-lane/learners/{school_people.maple.pk}/")
    page.get_by_text("Save or print").click()
    page.get_by_role("link", name="All of it, for Excel").click()
    page.get_by_label("Password").fill(PASSWORD)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Confirm").click()
    assert waiting.value.suggested_filename.endswith(".xlsx")
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. Your file comes now")
    look(page, "file_comes")
    page.get_by_role("link", name="Back to where you were").click()
    page.wait_for_url(f"**/learners/{school_people.maple.pk}/")
