"""What every answer says to the browser: headers, cookies, what may be kept; and the doors of sign-in."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import reverse

from learningculture import settings as product
from tests.attacks.test_matrix import IN_SCHOOL, address, people, world
from tests.attacks.world import World
from tests.factories.school import PASSWORD, make_user
from tests.personas import Personas, client_for

pytestmark = pytest.mark.django_db
__all__ = ["people", "world"]
ROOT = Path(__file__).resolve().parent.parent.parent
STRICT = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def check(answer: HttpResponse) -> None:
    """The headers that no page goes without."""
    policy = answer.headers["Content-Security-Policy"]
    assert "unsafe" not in policy and "http" not in policy and "*" not in policy
    for part in ("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"):
        assert part in policy
    assert {name: answer.headers.get(name) for name in STRICT} == STRICT
    assert "geolocation=()" in answer.headers["Permissions-Policy"]


@pytest.mark.parametrize("role", ["head", "teacher", "student", "governor", None])
def test_every_page_has_its_headers_and_is_not_kept(role: str | None, people: Personas, world: World) -> None:
    client = client_for(getattr(people, role) if role else None)
    for name in IN_SCHOOL:
        answer = client.get(address(name, world))
        check(answer)
        assert "no-store" in answer.headers["Cache-Control"], name


@pytest.mark.parametrize(
    "path", ["/", "/schools/", "/account/login/", "/account/password/reset/", "/none/", "/healthz"]
)
def test_pages_outside_schools_have_them_too(path: str, people: Personas) -> None:
    for who in (None, people.teacher):
        answer = client_for(who).get(path)
        check(answer)
        assert "no-store" in answer.headers["Cache-Control"]


def test_files_are_answered_before_anybody_is_known_and_may_be_kept() -> None:
    order = [name.rpartition(".")[2] for name in product.MIDDLEWARE]
    assert order.index("WhiteNoiseMiddleware") < order.index("NothingKeptMiddleware")
    assert order.index("PagePolicyMiddleware") < order.index("NothingKeptMiddleware") < order.index("SessionMiddleware")


def test_cookies_are_out_of_reach_of_scripts_and_other_sites() -> None:
    client = Client()
    client.get("/account/login/")
    make_user(email="amira@example.org")
    client.post("/account/login/", {"login": "amira@example.org", "password": PASSWORD})
    assert set(client.cookies) >= {"sessionid", "csrftoken"}
    for name in ("sessionid", "csrftoken"):
        assert (client.cookies[name]["httponly"], client.cookies[name]["samesite"]) == (True, "Lax")


def production(**more: str) -> dict[str, object]:
    """Settings as a server reads them: no demonstration, not local."""
    names = ["SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"]
    names += ["SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "DEBUG", "DEMO", "ACCOUNT_RATE_LIMITS"]
    code = (
        f"import json; from learningculture import settings as s; print(json.dumps([getattr(s, n) for n in {names}]))"
    )
    kept = {key: value for key, value in os.environ.items() if key not in ("LC_INSECURE_LOCAL", "LC_DEMO", "LC_DEBUG")}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env={**kept, **more}, capture_output=True, check=True)
    return dict(zip(names, json.loads(done.stdout), strict=True))


def test_production_binds_cookies_to_the_host_and_to_https() -> None:
    found = production()
    assert (found["SESSION_COOKIE_NAME"], found["CSRF_COOKIE_NAME"]) == ("__Host-sessionid", "__Host-csrftoken")
    assert found["SESSION_COOKIE_SECURE"] and found["CSRF_COOKIE_SECURE"] and found["SECURE_SSL_REDIRECT"]
    assert found["SECURE_HSTS_SECONDS"] == 31_536_000
    assert not found["DEBUG"] and not found["DEMO"]
    assert found["ACCOUNT_RATE_LIMITS"]


def test_nobody_signs_up_alone() -> None:
    before, client = make_user().pk, Client()
    answer = client.post("/account/signup/", {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD})
    assert "invite" in client.get("/account/signup/").text or answer.status_code == 200
    assert make_user().pk == before + 1


def told(path: str, form: dict[str, str]) -> tuple[int, str]:
    client = Client()
    answer = client.post(path, form)
    page = client.get(answer.headers["Location"]).text if answer.status_code == 302 else answer.text
    return answer.status_code, page.replace(form.get("login") or form["email"], "")


def test_sign_in_and_reset_do_not_tell_who_has_an_account(mailoutbox: list[object]) -> None:
    make_user(email="known@example.org")
    for path, form in (("/account/login/", {"password": "wrong wrong wrong"}), ("/account/password/reset/", {})):
        field = "login" if "login" in path else "email"
        known, unknown = (told(path, {**form, field: f"{who}@example.org"}) for who in ("known", "nobody"))
        assert known[0] == unknown[0]
        assert strip_tokens(known[1]) == strip_tokens(unknown[1])


def strip_tokens(page: str) -> str:
    return re.sub(r"[A-Za-z0-9]{64}", "", page)


def try_in(email: str, password: str, ip: str = "10.0.0.1") -> HttpResponse:
    return Client(REMOTE_ADDR=ip).post("/account/login/", {"login": email, "password": password})


@override_settings(ACCOUNT_RATE_LIMITS=product.ACCOUNT_RATE_LIMITS)
def test_sixth_wrong_password_closes_one_account_and_no_other() -> None:
    make_user(email="target@example.org")
    make_user(email="colleague@example.org")
    for number in range(5):
        assert "do not belong together" in try_in("target@example.org", f"wrong {number}").text
    shut = try_in("target@example.org", PASSWORD, ip="10.0.0.2")
    assert shut.status_code == 429 and "sessionid" not in shut.cookies
    assert try_in("colleague@example.org", PASSWORD).status_code == 302
    cache.clear()
    assert try_in("target@example.org", PASSWORD).status_code == 302


@override_settings(ACCOUNT_RATE_LIMITS=product.ACCOUNT_RATE_LIMITS)
def test_a_school_behind_one_address_signs_in_on_monday_morning() -> None:
    """A hundred people in a minute, a quarter of them mistype once."""
    for number in range(100):
        email = make_user(email=f"monday{number}@example.org").email
        if number % 4 == 0:
            try_in(email, "a typing mistake")
        assert try_in(email, PASSWORD).status_code == 302, number


def test_query_with_a_null_byte_is_refused_and_breaks_nothing(people: Personas) -> None:
    client = client_for(people.teacher)
    for name in ("home:search", "tracking:notice", "portfolio:dashboard"):
        assert client.get(reverse(name, args=[people.school.slug]) + "?q=ab%00cd&term=%00").status_code < 500
