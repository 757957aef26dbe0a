"""Choosing a school, its office, and who sees what."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from school.access import RULES, Permission, requires, signed_in
from school.models import Role
from school.queries import roster_runs, staff_members


@signed_in
def choose(request: HttpRequest) -> HttpResponse:
    """Straight to the only school, or to the only network of somebody without a school; otherwise a list of them."""
    members = request.memberships  # type: ignore[attr-defined]
    if len(members) == 1:
        return redirect("home:today", school=members[0].school.slug)
    networks = list(request.user.network_places.select_related("network"))  # type: ignore[union-attr]
    if not members and len(networks) == 1:
        return redirect("network", slug=networks[0].network.slug)
    return render(request, "school/choose.html", {"members": members, "networks": networks})


@requires(Permission.ADMINISTER)
def office(request: HttpRequest) -> HttpResponse:
    """The way to everything that is administered."""
    return render(request, "school/office.html")


@requires(Permission.BE_HERE)
def permissions(request: HttpRequest) -> HttpResponse:
    """Who may do what, printed from the rules that are enforced."""
    return render(request, "school/permissions.html", {"rules": RULES, "roles": list(Role)})


@requires(Permission.BE_HERE)
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "school/privacy.html")


@requires(Permission.ADMINISTER)
def members(request: HttpRequest) -> HttpResponse:
    school = request.school  # type: ignore[attr-defined]
    members = list(staff_members(school))
    departments = any(person.department for person in members)
    context = {"members": members, "departments": departments, "runs": roster_runs(school)}
    return render(request, "school/member_list.html", context)
