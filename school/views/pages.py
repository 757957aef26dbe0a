"""Choosing a school, its office, and who sees what."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from school.access import Permission, requires, signed_in
from school.accounts.reach import school_of_service
from school.models import Role
from school.office.delegates import acting_now
from school.office.hub import rooms_for
from school.office.stamps import printed_rules
from school.queries import today_in


@signed_in
def choose(request: HttpRequest) -> HttpResponse:
    """Straight to the only school, or to the only network of somebody without a school; otherwise a list of them."""
    members = request.memberships  # type: ignore[attr-defined]
    if len(members) == 1 and not members[0].leads_network:
        return redirect("home:today", school=members[0].school.slug)
    if request.user.is_support and not members:  # type: ignore[union-attr]
        return redirect("support_desk")
    own = school_of_service(request) is None
    networks = list(request.user.network_places.select_related("network")) if own else []  # type: ignore[union-attr]
    if not members and len(networks) == 1:
        return redirect("network", slug=networks[0].network.slug)
    return render(request, "school/choose.html", {"members": members, "networks": networks})


@requires(Permission.ADMINISTER, support=True)
def office(request: HttpRequest) -> HttpResponse:
    """The way to everything that is administered."""
    member, school = request.member, request.school  # type: ignore[attr-defined]
    rooms = rooms_for(member, school, today_in(school))
    return render(request, "school/office.html", {"rooms": rooms})


@requires(Permission.BE_HERE, support=True)
def permissions(request: HttpRequest) -> HttpResponse:
    """Who may do what, printed from the rules that are enforced."""
    member, school = request.member, request.school  # type: ignore[attr-defined]
    acting = [] if member.is_student else acting_now(school.pk, today_in(school))
    context = {"printed_rules": printed_rules(), "roles": list(Role), "acting": acting}
    return render(request, "school/permissions.html", context)
