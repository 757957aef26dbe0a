"""Signing in again before what matters to other people: where one is led, and back."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

from allauth.core.exceptions import ReauthenticationRequired
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from learningculture.htmx import go_to

FILE = "file_to_come"
"""In the session: the file that was asked for, and the page it was asked for on."""


def sign_in_again(request: HttpRequest, *, file: bool) -> HttpResponse:
    """allauth keeps the form and asks; htmx, which would put the question into the fragment, opens it as a page.

    A file would come and leave the question standing, as if nothing had happened: a page of its own hands it over.
    """
    if request.headers.get("HX-Request"):
        here = urlsplit(request.headers.get("HX-Current-URL", "")).path or "/"
        return HttpResponse(headers={"HX-Redirect": _asked_first(here)})
    if file and request.method == "GET":
        request.session[FILE] = {"path": request.get_full_path(), "back": _came_from(request)}
        return redirect(_asked_first(reverse("file_comes")))
    raise ReauthenticationRequired


def by_service_again(request: HttpRequest, slug: str) -> HttpResponse:
    """Who has neither password nor second step of their own goes to the school's service once more."""
    messages.info(request, _("You signed in more than five minutes ago. For this, please sign in again."))
    return go_to(request, reverse("sign_in_at", args=[slug]))


def _asked_first(then: str) -> str:
    return f"{reverse('account_reauthenticate')}?{urlencode({'next': then})}"


def _came_from(request: HttpRequest) -> str:
    page = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    path = urlsplit(page).path if ours else ""
    return f"/{path.lstrip('/')}"
