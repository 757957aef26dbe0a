"""Members of the school: finding, roles, names, leaving and coming back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from school.access import Permission, may, requires
from school.models import Member
from school.office import people
from school.office.people_forms import AddForm, LeaveForm, NamesForm, RolesForm, sentences_of
from school.queries import today_in
from school.rosters.keeping import keeps_of, let_go_of_field

ON_A_PAGE = 40


@requires(Permission.ADMINISTER, support=True)
def members(request: HttpRequest) -> HttpResponse:
    """Adults first; students when asked for by role or name."""
    school = request.school  # type: ignore[attr-defined]
    query, role = request.GET.get("q", "").strip()[:80], request.GET.get("role", "")
    role = role if role in people.GIVEN else ""
    gone = request.GET.get("here") == "gone"
    found = people.members_found(school, query=query, role=role, gone=gone)
    context = {
        "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")),
        "query": query,
        "role": role,
        "gone": gone,
        "roles": people.GIVEN,
        "manages": may(request.member, Permission.MANAGE_MEMBERS),  # type: ignore[attr-defined]
    }
    return render(request, "school/member_list.html", context)


@requires(Permission.MANAGE_MEMBERS)
def member(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _member(request, pk))


@requires(Permission.MANAGE_MEMBERS)
def add_member(request: HttpRequest) -> HttpResponse:
    """A person whom no roster brings."""
    school = request.school  # type: ignore[attr-defined]
    form = AddForm(request.POST or None, today=today_in(school))
    if form.is_valid():
        by = request.member  # type: ignore[attr-defined]
        new = _attempt(form, lambda: people.add_member(school=school, by=by, **form.cleaned_data))
        if new:
            messages.success(request, _("%(name)s has a place in the school.") % {"name": new.display_name})
            return redirect("school:member", school.slug, new.pk)
    return render(request, "school/member_form.html", {"form": form})


@require_POST
@requires(Permission.MANAGE_MEMBERS)
def give_roles(request: HttpRequest, pk: int) -> HttpResponse:
    found = _member(request, pk)
    form = RolesForm(request.POST, member=found)
    if form.is_valid():
        by = request.member  # type: ignore[attr-defined]
        roles, confirmed = form.cleaned_data["roles"], form.cleaned_data["confirmed"]
        if _attempt(form, lambda: people.give_roles(member=found, roles=roles, by=by, confirmed=confirmed)):
            people.keep_against_roster(found, ["roles"] if form.keeps else [], by)
            return _done(request, found, _("Saved. It holds from their next page."))
    return _page(request, found, roles_form=form)


@require_POST
@requires(Permission.MANAGE_MEMBERS)
def rename_member(request: HttpRequest, pk: int) -> HttpResponse:
    found = _member(request, pk)
    form = NamesForm(request.POST, instance=found)
    if form.is_valid():
        by = request.member  # type: ignore[attr-defined]
        changed = people.rename_member(member=found, by=by, **form.cleaned_data)
        people.keep_against_roster(found, changed if form.keeps else [], by)
        return _done(request, found, _("Saved."))
    return _page(request, _member(request, pk), names_form=form)


@require_POST
@requires(Permission.MANAGE_MEMBERS)
def close_place(request: HttpRequest, pk: int) -> HttpResponse:
    """They leave; what they wrote stays."""
    found = _member(request, pk)
    form = LeaveForm(request.POST, member=found)
    if form.is_valid():
        on, confirmed = form.cleaned_data["left_on"], form.cleaned_data["confirmed"]
        by = request.member  # type: ignore[attr-defined]
        if closed := _attempt(form, lambda: people.close_place(member=found, on=on, by=by, confirmed=confirmed)):
            people.end_sign_ins(closed, today_in(found.school))
            people.keep_against_roster(found, ["left_on"] if form.keeps else [], by)
            return _done(request, found, _("The place is closed. What they recorded stays where it is."))
    return _page(request, found, leave_form=form)


@require_POST
@requires(Permission.MANAGE_MEMBERS)
def let_go(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the next roster set everything of this person again."""
    found = _member(request, pk)
    for field in keeps_of(found):
        let_go_of_field(member=found, field=field)
    return _done(request, found, _("The next roster import sets it again."))


@require_POST
@requires(Permission.MANAGE_MEMBERS)
def return_member(request: HttpRequest, pk: int) -> HttpResponse:
    found = _member(request, pk)
    form = Form(request.POST)
    form.is_valid()
    by = request.member  # type: ignore[attr-defined]
    if _attempt(form, lambda: people.return_member(member=found, by=by)):
        return _done(request, found, _("Welcome back: the place is open again."))
    return _page(request, found, return_form=form)


def _member(request: HttpRequest, pk: int) -> Member:
    return get_object_or_404(people.member_in(request.school), pk=pk)  # type: ignore[attr-defined]


def _attempt(form: Form, act: Callable[[], Member]) -> Member | None:
    """Do what the form asks; a refusal stands on the form, and one that can be confirmed brings its tick."""
    try:
        return act()
    except people.LastOneError as refusal:
        form.ask()  # type: ignore[attr-defined]
        form.add_error(None, refusal)
    except ValidationError as refusal:
        form.add_error(None, refusal)
    return None


def _done(request: HttpRequest, found: Member, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("school:member", found.school.slug, found.pk)


def _page(request: HttpRequest, found: Member, **forms: Any) -> HttpResponse:
    today = today_in(request.school)  # type: ignore[attr-defined]
    context = {
        "person": found,
        "sentences": sentences_of(found),
        "today": today,
        "is_gone": found.left_on is not None and found.left_on <= today,
        "roles_form": RolesForm(member=found),
        "names_form": NamesForm(instance=found),
        "leave_form": LeaveForm(initial={"left_on": today}, member=found),
        "kept": people.names_of_fields(keeps_of(found)),
        **forms,
        "form": next(iter(forms.values()), None),
    }
    return render(request, "school/member_detail.html", context)
