"""The front door, the start page, a network's page, health, and the demonstration's changing of persons."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.db.transaction import non_atomic_requests
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from home.demonstration.badges import A_CHILD_WITH_A_BADGE, badge_to_try
from home.demonstration.cast import user_playing
from home.health import current_health
from home.home_screen import manifest_of
from home.networks import networks_led_by, schools_in
from home.search import found_for
from home.today import greeting, news_for, today_for
from learningculture.htmx import render_page_or_fragment
from school.access import Permission, public, requires, signed_in
from school.accounts.reach import school_of_service
from school.accounts.second_step import second_step_first
from school.queries import current_term, local_time, today_in
from school.views.badge_sign_in import remember_scan


@public
def front_door(request: HttpRequest) -> HttpResponse:
    """To the own school when signed in, to sign-in otherwise."""
    return redirect("choose_school" if request.user.is_authenticated else "account_login")


@public
def healthz(request: HttpRequest) -> HttpResponse:
    """Database, Redis and worker, for machines; 503 when pages cannot be served."""
    health = current_health()
    return JsonResponse(health.as_dict(), status=200 if health.serves else 503)


@requires(Permission.BE_HERE)
def today(request: HttpRequest) -> HttpResponse:
    """What needs this member now."""
    member, school = request.member, request.school  # type: ignore[attr-defined]
    day = today_in(school)
    now = local_time(school)
    return render(
        request,
        "home/today.html",
        {
            "today": today_for(member, current_term(school, day), day),
            "greeting": greeting(member.first_name, now),
            "day": day,
        },
    )


@requires(Permission.BE_HERE)
def manifest(request: HttpRequest) -> HttpResponse:
    """What a device keeps of the school's icon on its home screen."""
    known = manifest_of(request.school)  # type: ignore[attr-defined]
    return JsonResponse(known, content_type="application/manifest+json")


@requires(Permission.BE_HERE)
def news(request: HttpRequest) -> HttpResponse:
    """What is new: a fragment of the start page that comes after it, and a page of its own."""
    member, school = request.member, request.school  # type: ignore[attr-defined]
    day = today_in(school)
    found = news_for(member, current_term(school, day), day)
    return render_page_or_fragment(request, "home/news.html", "home/_news.html", {"news": found})


@non_atomic_requests  # nothing is written, so there is nothing to undo
@requires(Permission.BE_HERE)
def search(request: HttpRequest) -> HttpResponse:
    """Learners, classes, visits, enquiries, behaviours and the vision, within what the member may see."""
    query = request.GET.get("q", "").strip()[:80]
    member, school = request.member, request.school  # type: ignore[attr-defined]
    term = current_term(school, today_in(school))
    return render(request, "home/search.html", {"query": query, "found": found_for(member, term, query)})


@signed_in
def network(request: HttpRequest, slug: str) -> HttpResponse:
    """A network's schools, for its leads only."""
    if school_of_service(request) is not None:
        raise Http404
    found = get_object_or_404(networks_led_by(request.user), slug=slug)
    if first := second_step_first(request):
        return first
    return render(request, "home/network.html", {"network": found, "schools": schools_in(found)})


@public
@require_POST
def be_this_person(request: HttpRequest) -> HttpResponse:
    """Sign in as a person of the demonstration. Exists only there."""
    if settings.DEMO and request.POST.get("person") == A_CHILD_WITH_A_BADGE:
        return _try_a_badge(request)
    user = user_playing(request.POST.get("person", "")) if settings.DEMO else None
    if user is None:
        raise Http404
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect("front_door")


def _try_a_badge(request: HttpRequest) -> HttpResponse:
    """As if the badge of the invented student had been scanned here."""
    found = badge_to_try()
    if found is None:
        raise Http404
    first, second = (picture.word for picture in found.pictures)
    logout(request)
    remember_scan(request, found.badge)
    words = {"first": first, "second": second}
    messages.info(request, _("The child whose badge this is would tap %(first)s, then %(second)s.") % words)
    return redirect("badge_pictures")
