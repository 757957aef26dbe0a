"""What the family opens, without an account: one page and its pictures, by a link that can be ended."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from allauth.account.adapter import get_adapter
from allauth.core.ratelimit import respond_429
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from school.access import public
from school.vocabulary import in_words_of
from tracking.family_page import open_page, open_picture, opened_too_often

View = Callable[..., HttpResponse]
APART = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow, noarchive, noimageindex"}
"""The address is the key: no other page learns it, and no search engine finds it. Nothing is stored (middleware)."""


def by_link(view: View) -> View:
    """Count who asks, and keep the address apart, whatever the answer."""

    @public
    @require_safe
    @wraps(view)
    def opened(request: HttpRequest, token: str, **kwargs: int) -> HttpResponse:
        hurried = opened_too_often(get_adapter().get_client_ip(request))
        answer: HttpResponse = respond_429(request) if hurried else view(request, token, **kwargs)
        for name, value in APART.items():
            answer.headers[name] = value
        return answer

    return opened


@by_link
def family_page(request: HttpRequest, token: str) -> HttpResponse:
    """What one child shares, in the words of their school."""
    opened = open_page(token=token, now=timezone.now())
    if opened is None:
        return _nothing_here(request)
    page, school = opened
    with in_words_of(school):
        return render(request, "tracking/family_page.html", {"page": page, "token": token})


@by_link
def family_picture(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """A picture of that page, through the same link."""
    found = open_picture(token=token, pk=pk, now=timezone.now())
    if found is None:
        return _nothing_here(request)
    headers = {"Content-Disposition": 'inline; filename="picture.webp"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(bytes(found.content), content_type=found.kind, headers=headers)


def _nothing_here(request: HttpRequest) -> HttpResponse:
    """One answer for every link that opens nothing, whatever the reason."""
    return render(request, "tracking/family_over.html", status=404)
