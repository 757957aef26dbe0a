"""No page is kept."""

from __future__ import annotations

import pytest
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.test import RequestFactory

from learningculture.middleware import NothingKeptMiddleware, PolicyMiddleware


def test_answer_is_not_kept() -> None:
    answer = NothingKeptMiddleware(lambda request: HttpResponse())(RequestFactory().get("/"))
    assert set(answer.headers["Cache-Control"].split(", ")) == {"no-store", "private"}
    assert "geolocation=()" in answer.headers["Permissions-Policy"]


def test_null_byte_in_the_query_is_refused() -> None:
    with pytest.raises(BadRequest):
        NothingKeptMiddleware(lambda request: HttpResponse())(RequestFactory().get("/?q=a%00"))


def test_answer_loads_only_what_is_ours() -> None:
    answer = PolicyMiddleware(lambda request: HttpResponse())(RequestFactory().get("/"))
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'; ")


def test_stricter_policy_of_a_view_stands() -> None:
    answer = PolicyMiddleware(lambda request: HttpResponse(headers={"Content-Security-Policy": "sandbox"}))
    assert answer(RequestFactory().get("/")).headers["Content-Security-Policy"] == "sandbox"
