"""Pages load and do little, and none is kept."""

from __future__ import annotations

import pytest
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.test import RequestFactory

from learningculture.middleware import NothingKeptMiddleware, PagePolicyMiddleware

POLICY = "Content-Security-Policy"


def test_answer_says_what_its_page_may_do() -> None:
    answer = PagePolicyMiddleware(lambda request: HttpResponse())(RequestFactory().get("/"))
    assert {"default-src 'none'", "script-src 'self'", "form-action 'self'"} <= set(answer[POLICY].split("; "))


def test_policy_of_an_answer_of_its_own_stays() -> None:
    own = {POLICY: "default-src 'none'"}
    answer = PagePolicyMiddleware(lambda request: HttpResponse(headers=own))(RequestFactory().get("/"))
    assert answer[POLICY] == "default-src 'none'"


def test_answer_is_not_kept() -> None:
    answer = NothingKeptMiddleware(lambda request: HttpResponse())(RequestFactory().get("/"))
    assert set(answer.headers["Cache-Control"].split(", ")) == {"no-store", "private"}
    assert "geolocation=()" in answer.headers["Permissions-Policy"]


def test_null_byte_in_the_query_is_refused() -> None:
    with pytest.raises(BadRequest):
        NothingKeptMiddleware(lambda request: HttpResponse())(RequestFactory().get("/?q=a%00"))
