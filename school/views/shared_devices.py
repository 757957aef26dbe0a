"""A shared device: a teacher hands it over, each child taps their own name."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from school.access import Permission, public, requires
from school.badges.devices import DEVICE_COOKIE, end_device, names_on, share_device
from school.badges.forms import ShareForm
from school.badges.signing_in import badge_on_device
from school.models import SchoolClass
from school.views.badge_sign_in import ask_for_pictures, device_here
from school.views.badges import _page, of_class


@requires(Permission.PRINT_BADGES)
@require_POST
@of_class
def share(request: HttpRequest, school_class: SchoolClass) -> HttpResponse:
    """Sign the teacher out here and show the names of the class."""
    form = ShareForm(request.POST)
    if not form.is_valid():
        return _page(request, school_class, form)
    by, now = request.member, timezone.now()  # type: ignore[attr-defined]
    if before := device_here(request):
        end_device(device=before, now=now, by=by if before.school_id == by.school_id else None)
    device, cookie = share_device(school_class=school_class, by=by, now=now, label=form.cleaned_data["label"])
    logout(request)
    answer = redirect("shared_device")
    answer.set_cookie(
        DEVICE_COOKIE,
        cookie,
        max_age=device.ends_at - now,
        secure=settings.SECURE,
        httponly=True,
        samesite="Lax",
    )
    return answer


@public
def shared(request: HttpRequest) -> HttpResponse:
    """The names. Whoever is signed in here says "done" first."""
    if request.badge_session:  # type: ignore[attr-defined]
        return redirect("home:today", school=request.badge_session.slug)  # type: ignore[attr-defined]
    device = device_here(request)
    if device is None:
        return _ended(request)
    return render(request, "school/shared_names.html", {"device": device, "names": names_on(device)})


@public
def shared_pictures(request: HttpRequest, pk: int) -> HttpResponse:
    """The pictures of the child whose name was tapped."""
    device = device_here(request)
    if device is None:
        return _ended(request)
    found = badge_on_device(device, pk)
    if found is None:
        return redirect("shared_device")
    name = next(button.name for button in names_on(device) if button.member_id == pk)
    context = {"address": reverse("shared_pictures", args=[pk]), "name": name}
    return ask_for_pictures(request, found, context=context, device=device)


def _ended(request: HttpRequest) -> HttpResponse:
    answer = render(request, "school/badge_over.html", {"unshared": True}, status=404)
    answer.delete_cookie(DEVICE_COOKIE, samesite="Lax")
    return answer
