"""A page for the browser, a fragment for htmx."""

from __future__ import annotations

from django.test import RequestFactory
from django_htmx.middleware import HtmxDetails

from learningculture.htmx import go_to, render_page_or_fragment


def request_of(*, htmx: bool):
    request = RequestFactory().get("/", headers={"HX-Request": "true"} if htmx else {})
    request.htmx = HtmxDetails(request)
    return request


def answer(*, htmx: bool, status: int = 200):
    words = {"title": "T", "text": "words", "icon": "sun", "member": None}
    return render_page_or_fragment(request_of(htmx=htmx), "404.html", "_messages.html", words, status=status)


def test_browser_gets_the_page_and_htmx_the_fragment() -> None:
    assert "<html" in answer(htmx=False).content.decode()
    assert "<html" not in answer(htmx=True).content.decode()


def test_caches_keep_the_two_apart() -> None:
    assert [answer(htmx=htmx).headers["Vary"] for htmx in (False, True)] == ["HX-Request", "HX-Request"]


def test_status_is_the_callers() -> None:
    assert answer(htmx=True, status=409).status_code == 409


def test_going_elsewhere_by_htmx_and_plainly() -> None:
    assert go_to(request_of(htmx=True), "/there/").headers["HX-Redirect"] == "/there/"
    plain = go_to(request_of(htmx=False), "/there/")
    assert (plain.status_code, plain.url) == (302, "/there/")
