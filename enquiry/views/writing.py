"""What people write in and between sessions: plans, what became of them, notes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from enquiry.forms import NotesForm, OutcomeForm, PlanForm
from enquiry.models import Plan, Session
from enquiry.plcs import may_run
from enquiry.queries import plans_visible_to, room_of
from enquiry.room import NotesConflictError, save_notes, save_plan, say_outcome
from enquiry.views.room import changed_parts, find_session, session_url, show_changes
from learningculture.htmx import render_page_or_fragment
from learningculture.sent_numbers import number_sent
from school.access import Permission, requires
from school.queries import today_in


@requires(Permission.ENQUIRE)
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """My plan of this session; saving again changes it."""
    session = find_session(request, pk)
    member = request.member  # type: ignore[attr-defined]
    mine = session.plans.filter(member=member).select_related("behaviour").first()
    form = PlanForm(request.POST or None, session=session, member=member, plan=mine)
    if request.method == "POST" and form.is_valid():
        try:
            save_plan(session=session, member=member, by=member, **form.words())
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            return _plan_saved(request, session, form)
    return render_page_or_fragment(
        request, "enquiry/plan_form.html", "enquiry/_plan_form.html", {"session": session, "plan_form": form}
    )


def _plan_saved(request: HttpRequest, session: Session, form: PlanForm) -> HttpResponse:
    if not request.htmx:  # type: ignore[attr-defined]
        messages.success(request, _("Your plan is saved. It will be read back next time."))
        return redirect(session_url(request, session))
    room = room_of(session, request.member)  # type: ignore[attr-defined]
    context = {"session": session, "plan_form": form, "saved_at": timezone.now()}
    return render(request, "enquiry/_plan_form.html", {**context, "changed": changed_parts(request, room)})


@requires(Permission.ENQUIRE)
def outcome(request: HttpRequest, pk: int) -> HttpResponse:
    """Tried it, adapted it, not yet: one tap, with a line for those who want one."""
    member = request.member  # type: ignore[attr-defined]
    found = get_object_or_404(plans_visible_to(member), pk=pk)
    if found.member_id != member.pk and not may_run(found.session.plc, member):
        raise PermissionDenied
    form = OutcomeForm(request.POST or None, initial={"what_happened": found.what_happened})
    if request.method == "POST" and form.is_valid():
        on = today_in(request.school)  # type: ignore[attr-defined]
        say_outcome(plan=found, by=member, on=on, **form.cleaned_data)
        return _outcome_said(request, found)
    return render_page_or_fragment(
        request, "enquiry/plan_detail.html", "enquiry/_plan_said_alone.html", {"plan": found, "form": form}
    )


def _outcome_said(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Back to the room it was said in, or to the overview."""
    slug = request.school.slug  # type: ignore[attr-defined]
    room = number_sent(request.POST.get("session", ""))
    session = None if room is None else find_session(request, room)
    if request.htmx:  # type: ignore[attr-defined]
        return show_changes(request, session) if session else _said(request, plan)
    if session:
        return redirect(session_url(request, session))
    messages.success(request, _("Thank you. That is all it takes."))
    return redirect("enquiry:overview", slug)


def _said(request: HttpRequest, plan: Plan) -> HttpResponse:
    return render(request, "enquiry/_plan_said_alone.html", {"plan": plan})


@require_POST
@requires(Permission.ENQUIRE)
def notes(request: HttpRequest, pk: int) -> HttpResponse:
    """Save the notes, or show both texts when someone else saved meanwhile."""
    session = find_session(request, pk)
    by = request.member  # type: ignore[attr-defined]
    form = NotesForm(request.POST)
    context: dict[str, Any] = {"session": session, "notes_form": form, "saved_at": timezone.now()}
    if form.is_valid():
        text, version = _settled(request, session, form)
        try:
            save_notes(session=session, text=text, version=version, by=by)
        except NotesConflictError as conflict:
            return _show(request, {**context, "theirs": conflict.theirs, "over": conflict.version})
        context["merged"] = text if "both" in request.POST else None
    if request.htmx or not form.is_valid():  # type: ignore[attr-defined]
        return _show(request, context)
    return redirect(session_url(request, session))


def _settled(request: HttpRequest, session: Session, form: NotesForm) -> tuple[str, int]:
    """The text to save and the version it stands on, after a choice between two texts where there was one."""
    text, version = form.cleaned_data["text"], form.cleaned_data["version"]
    chosen = number_sent(request.POST.get("both") or request.POST.get("mine") or "")
    if chosen is None:
        return text, version
    if "both" in request.POST and session.notes.strip():
        text = f"{session.notes.rstrip()}\n\n{text}"
    return text, chosen


def _show(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    return render_page_or_fragment(request, "enquiry/session_notes.html", "enquiry/_notes_state.html", context)
