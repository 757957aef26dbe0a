"""The session room: its page, the parts that everyone sees change, and what the lead does."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from enquiry.forms import NotesForm, PlanForm
from enquiry.models import Session
from enquiry.queries import Room, members_of, room_of, sessions_visible_to
from enquiry.room import close_session, mark_attendance, move_to_block, open_session
from learningculture.htmx import go_to
from school.access import Permission, requires

PARTS = ("agenda", "block", "register", "plans", "notes")


@dataclass(frozen=True)
class Part:
    """A piece of the room as everyone sees it. By its digest a screen says that it shows it already."""

    name: str
    html: str

    @property
    def digest(self) -> str:
        return f"{self.name}-{hashlib.sha1(self.html.encode()).hexdigest()[:12]}"


def parts_of(room: Room) -> list[Part]:
    """The polled pieces. None of them holds a field that someone could be typing in."""
    context = {"room": room, "slug": room.member.school.slug, "member": room.member}
    parts = [Part(name, render_to_string(f"enquiry/_room_{name}.html", context)) for name in PARTS]
    said = "enquiry/_plan_said.html"
    return parts + [
        Part(f"said-{plan.pk}", render_to_string(said, {**context, "plan": plan})) for plan in room.last_plans
    ]


def changed_parts(request: HttpRequest, room: Room) -> list[Part]:
    """The pieces that the asking screen does not show yet, by the digests it sent along."""
    sent = request.POST if request.method == "POST" else request.GET
    seen = set(sent.getlist("seen"))
    return [part for part in parts_of(room) if part.digest not in seen]


def find_session(request: HttpRequest, pk: int) -> Session:
    return get_object_or_404(sessions_visible_to(request.member), pk=pk)  # type: ignore[attr-defined]


@requires(Permission.ENQUIRE)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Before: what is planned. During: the room. After: the summary that wrote itself."""
    session = find_session(request, pk)
    member = request.member  # type: ignore[attr-defined]
    room = room_of(session, member)
    context: dict[str, Any] = {"room": room, "slug": member.school.slug}
    if session.state != Session.State.RUNNING:
        apologies = {mark.member_id for mark in room.marks}
        context["coming"] = [one for one in members_of(session.plc) if one.pk not in apologies]
        return render(request, "enquiry/session_detail.html", context)
    context["parts"] = {part.name: part for part in parts_of(room)}
    context["last"] = [(plan, context["parts"][f"said-{plan.pk}"]) for plan in room.last_plans]
    context["plan_form"] = PlanForm(session=session, member=member, plan=room.my_plan)
    context["notes_form"] = NotesForm(initial={"text": session.notes})
    context["now"] = timezone.now()
    return render(request, "enquiry/session_room.html", context)


@require_GET
@requires(Permission.ENQUIRE)
def live(request: HttpRequest, pk: int) -> HttpResponse:
    """Asked every two seconds: what changed since, usually nothing."""
    return show_changes(request, find_session(request, pk))


def show_changes(request: HttpRequest, session: Session) -> HttpResponse:
    """The changed pieces, each to its place; 204 when the screen is up to date."""
    room = room_of(session, request.member)  # type: ignore[attr-defined]
    over = session.state != Session.State.RUNNING
    parts = changed_parts(request, room)
    if not parts and not over and not len(messages.get_messages(request)):
        return HttpResponse(status=204)
    context = {"room": room, "slug": room.member.school.slug, "changed": parts, "over": over}
    return render(request, "enquiry/_room_changes.html", context)


def _do(request: HttpRequest, session: Session, act: Callable[[], object]) -> HttpResponse:
    """Act, say why if it was refused, and show the room."""
    try:
        act()
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    if request.htmx:  # type: ignore[attr-defined]
        return show_changes(request, session)
    return redirect(session_url(request, session))


def session_url(request: HttpRequest, session: Session) -> str:
    return reverse("enquiry:session", args=[request.school.slug, session.pk])  # type: ignore[attr-defined]


@require_POST
@requires(Permission.ENQUIRE)
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    session = find_session(request, pk)
    by = request.member  # type: ignore[attr-defined]
    try:
        open_session(session=session, by=by, now=timezone.now())
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return go_to(request, session_url(request, session))


@require_POST
@requires(Permission.ENQUIRE)
def block(request: HttpRequest, pk: int) -> HttpResponse:
    session = find_session(request, pk)
    by = request.member  # type: ignore[attr-defined]
    wanted = request.POST.get("position", "")
    position = int(wanted) if wanted.isdecimal() and len(wanted) < 4 else 999
    return _do(request, session, lambda: move_to_block(session=session, position=position, by=by, now=timezone.now()))


@require_POST
@requires(Permission.ENQUIRE)
def close(request: HttpRequest, pk: int) -> HttpResponse:
    session = find_session(request, pk)
    by = request.member  # type: ignore[attr-defined]
    try:
        close_session(session=session, by=by, now=timezone.now())
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return go_to(request, session_url(request, session))


@require_POST
@requires(Permission.ENQUIRE)
def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """One tap on the register: ``mark`` holds the member and the state, as in ``12:present``."""
    session = find_session(request, pk)
    by = request.member  # type: ignore[attr-defined]
    who, _colon, state = request.POST.get("mark", "").partition(":")
    member = next((one for one in members_of(session.plc) if str(one.pk) == who), None)
    if member is None:
        raise Http404
    return _do(request, session, lambda: mark_attendance(session=session, member=member, state=state, by=by))
