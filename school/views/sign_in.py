"""How a school signs in: the office's page, and the page with the school's own ways in."""

from __future__ import annotations

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from school.access import Permission, public, requires
from school.accounts.arrival import arrive, back_address, depart
from school.accounts.links import accounts_in, settle_link
from school.accounts.lost import guarded_staff, take_second_step_away
from school.accounts.mail import absolute
from school.accounts.reach import BY_SERVICE
from school.accounts.service_forms import ServiceForm
from school.accounts.ways import (
    ask_staff_for_second_step,
    save_service,
    services_of,
    switch_service,
    try_service,
    ways_at,
)
from school.models import SignInService
from school.views.invitations import TOKEN

AWAY = "away_at_a_service"


@public
def sign_in_at(request: HttpRequest, slug: str) -> HttpResponse:
    """A school's ways in. An unknown school looks like one that has set up none."""
    return render(request, "account/sign_in_at.html", {"ways": ways_at(slug), "slug": slug})


@public
@require_POST
def sign_in_with(request: HttpRequest, school_id: int, pk: int) -> HttpResponse:
    """Off to the school's service. A page that leads on, since the policy lets no form leave our own server."""
    token = request.session.get(TOKEN, "") if request.POST.get("invited") else ""
    try:
        departure = depart(school_id=school_id, service_id=pk, invitation=token)
    except ValidationError as wrong:
        return render(request, "account/service_refused.html", {"reason": wrong.message}, status=403)
    if departure is None:
        raise Http404
    request.session[AWAY] = departure.kept
    return render(request, "account/going.html", {"address": departure.address})


@public
def sign_in_back(request: HttpRequest, school_id: int) -> HttpResponse:
    """Back from a service of this school: in, or a plain word why not."""
    kept = request.session.pop(AWAY, {})
    try:
        member = arrive(kept, request.GET.dict(), school_id=school_id, now=timezone.now())
    except ValidationError as refused:
        return render(request, "account/service_refused.html", {"reason": refused.message}, status=403)
    if request.user.is_authenticated:
        logout(request)
    request.session.pop(TOKEN, None)
    record_authentication(request, member.user, method=BY_SERVICE, school=member.school_id)
    home = reverse("home:today", args=[member.school.slug])
    answer: HttpResponse = perform_login(request, Login(user=member.user, redirect_url=home))
    return answer


@requires(Permission.MANAGE_MEMBERS)
def sign_in(request: HttpRequest) -> HttpResponse:
    """Services, accounts waiting for a yes, the second step."""
    school = request.school  # type: ignore[attr-defined]
    known = {service.kind: service for service in services_of(school)}
    context = {
        "services": [(kind, known.get(kind.value)) for kind in SignInService.Kind],
        "accounts": accounts_in(school),
        "people": guarded_staff(school),
        "address": absolute("sign_in_at", school.slug),
    }
    return render(request, "school/sign_in.html", context)


@requires(Permission.MANAGE_MEMBERS, again=True)
def service(request: HttpRequest, kind: str) -> HttpResponse:
    """Set up one service."""
    found = _service_of(request, kind)
    form = ServiceForm(request.POST or None, instance=found)
    if form.is_valid():
        try:
            save_service(service=form.save(commit=False), secret=form.cleaned_data["secret"])
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("Kept. Try it now, then switch it on."))
            return redirect("school:sign_in", school=found.school.slug)
    return render(
        request, "school/sign_in_service.html", {"service": found, "form": form, "back": back_address(found.school_id)}
    )


def _service_of(request: HttpRequest, kind: str) -> SignInService:
    if kind not in SignInService.Kind.values:
        raise Http404
    school = request.school  # type: ignore[attr-defined]
    return services_of(school).filter(kind=kind).first() or SignInService(school=school, kind=kind)


@requires(Permission.MANAGE_MEMBERS, again=True)
@require_POST
def switch(request: HttpRequest, kind: str) -> HttpResponse:
    """Try a service, switch it on, or off."""
    school = request.school  # type: ignore[attr-defined]
    found, act = get_object_or_404(services_of(school), kind=kind), request.POST.get("act")
    try:
        if act == "try":
            try_service(service=found, now=timezone.now())
            messages.success(request, _("It answers as it should. You can switch it on."))
        else:
            switch_service(service=found, on=act == "on")
    except ValidationError as refused:
        messages.error(request, refused.message)
    return redirect("school:sign_in", school=school.slug)


@requires(Permission.MANAGE_MEMBERS, again=True)
@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Yes or no to an account that looks like a member; no to one that had a yes."""
    school, by = request.school, request.member  # type: ignore[attr-defined]
    link = get_object_or_404(accounts_in(school), pk=pk)
    try:
        settle_link(link=link, yes=request.POST.get("answer") == "yes", by=by, now=timezone.now())
    except ValidationError as refused:
        messages.error(request, refused.message)
    return redirect("school:sign_in", school=school.slug)


@requires(Permission.MANAGE_MEMBERS, again=True)
@require_POST
def ask_everyone(request: HttpRequest) -> HttpResponse:
    """Whether everyone on the staff needs a second step."""
    school = request.school  # type: ignore[attr-defined]
    ask_staff_for_second_step(school=school, asked=request.POST.get("asked") == "yes")
    messages.success(request, _("Kept. It holds from the next page that anybody opens."))
    return redirect("school:sign_in", school=school.slug)


@requires(Permission.MANAGE_MEMBERS, again=True)
@require_POST
def lost(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away the second step of somebody who lost their phone and their codes."""
    school, by = request.school, request.member  # type: ignore[attr-defined]
    person = get_object_or_404(guarded_staff(school), pk=pk)
    try:
        take_second_step_away(member=person, by=by)
    except ValidationError as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("Taken away. They set up a new one when they next sign in, and have been told."))
    return redirect("school:sign_in", school=school.slug)
