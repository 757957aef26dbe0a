"""No page is kept."""

from __future__ import annotations

import pytest
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.test import RequestFactory

from learningculture.middleware import NothingKeptMiddleware


def test_answer_is_not_kept() -> None:
    answer = NothingKeptMiddleware(lambda request: HttpResponse())(RequestFactory().get("/"))
    assert set(answer.headers["Cache-Control"].split(", ")) == {"no-store", "private"}
    assert "geolocation=()" in answer.headers["Permissions-Policy"]


def test_null_byte_in_the_query_is_refused() -> None:
    with pytest.raises(BadRequest):
        NothingKeptMiddleware(lambda request: HttpResponse())(RequestFactory().get("/?q=a%00"))
