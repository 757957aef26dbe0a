"""A child signs in: by a scanned badge or by their name on a shared device, then by two pictures. And says "done"."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from learningculture.htmx import go_to, render_page_or_fragment
from school.access import public
from school.badges.devices import DEVICE_COOKIE, device_of_cookie
from school.badges.forms import TapForm
from school.badges.pictures import PICTURE_OF, PICTURES
from school.badges.sessions import SESSION_KEY, BadgeSession
from school.badges.signing_in import (
    PENDING,
    Outcome,
    badge_by_id,
    badge_of_token,
    is_paused,
    is_tried_out,
    note_wrong_try,
    try_pictures,
)
from school.models import Badge, SharedDevice

PENDING_KEY = "badge_pending"


@public
def badge(request: HttpRequest, school: str, token: str) -> HttpResponse:
    """The address in the code. It is left at once, so that neither Back nor the history holds the token on top."""
    found = badge_of_token(school, token)
    if found is None:
        return redirect("badge_unknown")
    remember_scan(request, found)
    return redirect("badge_pictures")


def remember_scan(request: HttpRequest, found: Badge) -> None:
    """For ten minutes: this browser has seen this badge."""
    pending = {"school": found.school_id, "badge": found.pk, "at": timezone.now().timestamp()}
    request.session[PENDING_KEY] = pending


@public
def pictures(request: HttpRequest) -> HttpResponse:
    """Which are your two pictures? Nothing here tells whose badge it is."""
    pending, now = request.session.get(PENDING_KEY), timezone.now()
    if not pending or now.timestamp() - pending["at"] > PENDING.total_seconds():
        return redirect("badge_over")
    found = badge_by_id(pending["school"], pending["badge"])
    if found is None:
        return redirect("badge_unknown")
    return ask_for_pictures(request, found, context={"address": reverse("badge_pictures")})


def ask_for_pictures(
    request: HttpRequest, found: Badge, *, context: dict[str, Any], device: SharedDevice | None = None
) -> HttpResponse:
    """First tap, second tap, in: each tap is one POST, so it works without any script."""
    now, shared = timezone.now(), device is not None
    stopped = is_paused(found, now, shared=shared) or is_tried_out(device)
    form = TapForm(request.POST or None)
    context = {
        **context,
        "pictures": PICTURES,
        "outcome": Outcome.PAUSED if stopped else "",
    }
    if request.method == "POST" and form.is_valid() and not context["outcome"]:
        first, second = form.cleaned_data["first"], form.cleaned_data["picture"]
        if not first:
            context["first"] = PICTURE_OF[second]
        else:
            context["outcome"] = try_pictures(badge=found, pictures=[first, second], now=now, shared=shared)
            if context["outcome"] == Outcome.RIGHT:
                begin_badge_session(request, found)
                return go_to(request, reverse("home:today", args=[found.school.slug]))
            note_wrong_try(device)
    return render_page_or_fragment(request, "school/badge_pictures.html", "school/_badge_pictures.html", context)


def begin_badge_session(request: HttpRequest, found: Badge) -> None:
    """A new session and nothing of the old one: not its key, not its person, not how they signed in."""
    device = device_here(request)
    request.session.flush()
    login(request, found.member.user, backend=settings.AUTHENTICATION_BACKENDS[0])
    now = timezone.now().timestamp()
    shared_as = device.pk if device and device.school_id == found.school_id else None
    session = BadgeSession(found.school_id, found.school.slug, found.pk, shared_as, now, now)
    request.session[SESSION_KEY] = session.as_dict()


def device_here(request: HttpRequest) -> SharedDevice | None:
    """The right of the device that asks, if it is shared and the right has not ended."""
    return device_of_cookie(request.COOKIES.get(DEVICE_COOKIE, ""), timezone.now())


@public
@require_POST
def done(request: HttpRequest) -> HttpResponse:
    """ "I'm done": the session is gone, and so is what a browser may have kept."""
    session: BadgeSession | None = request.badge_session  # type: ignore[attr-defined]
    logout(request)
    answer = redirect("shared_device" if session and session.device else "badge_goodbye")
    answer.delete_cookie("messages")
    answer.headers["Clear-Site-Data"] = '"storage"'
    return answer


@public
@require_POST
def here(request: HttpRequest) -> HttpResponse:
    """The page says that the child is still busy. 204 while signed in; the page goes home after any other answer."""
    return HttpResponse(status=204 if request.badge_session else 403)  # type: ignore[attr-defined]


@public
def goodbye(request: HttpRequest) -> HttpResponse:
    return render(request, "school/badge_over.html", {"goodbye": True})


@public
def unknown(request: HttpRequest) -> HttpResponse:
    """One page for every badge that does not open, whatever the reason. Its address holds no token for a log."""
    return render(request, "school/badge_over.html", {"unknown": True}, status=404)


@public
def over(request: HttpRequest) -> HttpResponse:
    """The time was over, or the pictures took too long."""
    return render(request, "school/badge_over.html")
