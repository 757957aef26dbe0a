"""A roster on its way in: handed in, asked about, looked at, confirmed."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from learningculture.downloads import CSV, ZIP, download
from learningculture.htmx import go_to, render_page_or_fragment
from school.access import Permission, requires
from school.models import Member, RosterUpload, School
from school.rosters.forms import ColumnsForm, EncodingForm, UploadForm
from school.rosters.queries import newest_runs, open_uploads, systems_of, uploads_of
from school.rosters.tablefiles.answers import Answers, questions
from school.rosters.tablefiles.glimpse import Glimpse
from school.rosters.uploads import handing_in
from school.rosters.uploads.differences import PARTS
from school.rosters.uploads.files import failing_path_of
from school.rosters.uploads.stages import STAGES, progress_of

State = RosterUpload.State
ON_A_PAGE = 100
"""Lines of one part of the difference on a page of its own; the overview shows the first few."""

FIRST_SHOWN = 12


class SchoolRequest(HttpRequest):
    """A request that ``requires`` has let through."""

    member: Member
    school: School


@requires(Permission.MANAGE_ROSTER, support=True)
def rosters(request: SchoolRequest) -> HttpResponse:
    """The log of imports, what waits, and the form to hand in another."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            found = handing_in.hand_in(name=file.name, chunks=file.chunks(), by=request.member, now=timezone.now())
            return redirect("school:roster", request.school.slug, found.pk)
        except ValidationError as refusal:
            form.add_error("file", refusal)
    context = {"form": form, "uploads": open_uploads(request.school), "runs": newest_runs(request.school)}
    return render(request, "school/roster_list.html", context)


@requires(Permission.MANAGE_ROSTER)
def upload(request: SchoolRequest, pk: int) -> HttpResponse:
    """Wherever the upload stands: its progress, a question, the difference, or why it ended."""
    found = get_object_or_404(uploads_of(request.school), pk=pk)
    address = request.path
    if found.state == State.DONE and found.run_id:
        return go_to(request, _run_address(request, found))
    if getattr(request, "htmx", None) and not found.is_working:
        return go_to(request, address)
    if found.state == State.ASKING:
        return _ask(request, found)
    if found.state == State.READY:
        return render(request, "school/roster_difference.html", _difference(found))
    context = {"upload": found, "steps": progress_of(found), "stages": len(STAGES)}
    return render_page_or_fragment(request, "school/roster_progress.html", "school/_roster_progress.html", context)


def _run_address(request: SchoolRequest, upload: RosterUpload) -> str:
    from django.urls import reverse

    return reverse("school:roster_run", args=[request.school.slug, upload.run_id])


def _ask(
    request: SchoolRequest, upload: RosterUpload, form: ColumnsForm | None = None, status: int = 200
) -> HttpResponse:
    if "header" not in upload.found:
        context = {"upload": upload, "form": EncodingForm(), "lines": upload.found.get("lines", [])}
        return render(request, "school/roster_encoding.html", context)
    form = form or _columns_form(request, upload)
    day = upload.found.get("remembered")
    remembered = datetime.date.fromisoformat(day) if day else None
    context = {"upload": upload, "form": form, "glimpse": form.glimpse, "remembered": remembered}
    return render(request, "school/roster_columns.html", context, status=status)


def _columns_form(request: SchoolRequest, upload: RosterUpload, data: Any = None) -> ColumnsForm:
    found = {name: value for name, value in upload.found.items() if name != "remembered"}
    answers = Answers.from_dict(upload.answers)
    return ColumnsForm(data, glimpse=Glimpse.from_dict(found), answers=answers, systems=systems_of(request.school))


def _difference(upload: RosterUpload) -> dict[str, Any]:
    """The first lines of each part, and how many there are."""
    difference = upload.difference
    parts = [
        _part(part, difference[part], FIRST_SHOWN) | {"count": len(difference[part])}
        for part in PARTS
        if difference.get(part)
    ]
    totals = {name: sum(file[name] for file in upload.counts.values()) for name in ("input", "applied", "unchanged")}
    totals["failed"] = sum(file["failed"] for file in upload.counts.values())
    return {"upload": upload, "difference": difference, "parts": parts, "totals": totals, "kept": upload.keep_ours}


def _part(key: str, lines: list[dict[str, Any]], shown: int) -> dict[str, Any]:
    """``day`` stands once above the lines when it is the same for all."""
    days = {line.get("on") for line in lines}
    return {"key": key, "lines": lines[:shown], "day": days.pop() if len(days) == 1 else None}


@requires(Permission.MANAGE_ROSTER)
def part(request: SchoolRequest, pk: int, part: str) -> HttpResponse:
    """All lines of one part of the difference, a hundred on a page."""
    found = get_object_or_404(uploads_of(request.school), pk=pk, state=State.READY)
    if part not in PARTS:
        raise Http404
    lines = found.difference.get(part, [])
    page = Paginator(lines, ON_A_PAGE).get_page(request.GET.get("page"))
    shown = _part(part, lines, 0) | {"lines": page.object_list}
    context = {"upload": found, "part": shown, "page": page, "kept": found.keep_ours}
    return render(request, "school/roster_part.html", context)


@requires(Permission.MANAGE_ROSTER)
@require_POST
def encoding(request: SchoolRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(uploads_of(request.school), pk=pk)
    said = request.POST.get("encoding", "")
    return _act(request, found, handing_in.say_encoding, encoding=said)


@requires(Permission.MANAGE_ROSTER)
@require_POST
def columns(request: SchoolRequest, pk: int) -> HttpResponse:
    """Keep what was said of the columns; what is still open is asked next, on the same page."""
    found = get_object_or_404(uploads_of(request.school), pk=pk)
    if found.state != State.ASKING or "header" not in found.found:
        return _gone_on(request, found)
    form = _columns_form(request, found, request.POST)
    if not form.is_valid():
        return _ask(request, found, form)
    answers = form.said()
    still = questions(form.glimpse, answers)
    if still:
        messages.info(request, _("Thank you. A few things are still to be said; they stand first."))
    return _act(request, found, handing_in.say_columns, answers=answers, finished=not still)


@requires(Permission.MANAGE_ROSTER)
@require_POST
def keep(request: SchoolRequest, pk: int) -> HttpResponse:
    """Of the changed fields on the page, those ticked stay as they are here."""
    found = get_object_or_404(uploads_of(request.school), pk=pk)
    try:
        _keep_ticks(request, found)
        messages.success(request, _("Noted: what you ticked stays as it is here."))
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    if request.POST.get("part") in PARTS:
        return redirect("school:roster_part", request.school.slug, pk, request.POST["part"])
    return redirect("school:roster", request.school.slug, pk)


@requires(Permission.MANAGE_ROSTER)
@require_POST
def confirm(request: SchoolRequest, pk: int) -> HttpResponse:
    """Yes: bring it in. Ticks on the page are kept with it."""
    found = get_object_or_404(uploads_of(request.school), pk=pk)
    if found.state == State.READY and "shown" in request.POST:
        _keep_ticks(request, found)
    return _act(request, found, handing_in.confirm_upload, ticked=request.POST.getlist("asked"))


def _keep_ticks(request: SchoolRequest, found: RosterUpload) -> None:
    shown, ticked = request.POST.getlist("shown"), request.POST.getlist("keep")
    handing_in.keep_ours(upload=found, shown=shown, ticked=ticked, by=request.member, now=timezone.now())


@requires(Permission.MANAGE_ROSTER)
@require_POST
def back(request: SchoolRequest, pk: int) -> HttpResponse:
    """Back to the question of columns."""
    found = get_object_or_404(uploads_of(request.school), pk=pk)
    return _act(request, found, handing_in.change_columns)


@requires(Permission.MANAGE_ROSTER)
@require_POST
def again(request: SchoolRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(uploads_of(request.school), pk=pk)
    return _act(request, found, handing_in.try_again)


@requires(Permission.MANAGE_ROSTER)
@require_POST
def drop(request: SchoolRequest, pk: int) -> HttpResponse:
    """Forget the file and what was read from it."""
    found = get_object_or_404(uploads_of(request.school), pk=pk)
    try:
        handing_in.drop_upload(upload=found, by=request.member, now=timezone.now())
        messages.success(request, _("The file and everything read from it are deleted. Nothing was brought in."))
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    return redirect("school:rosters", request.school.slug)


@requires(Permission.MANAGE_ROSTER, again=True, file=True)
def failing(request: SchoolRequest, pk: int) -> HttpResponse:
    """The rows that could not be read, as they came, each with its reason."""
    found = get_object_or_404(uploads_of(request.school), pk=pk, state=State.READY)
    names = found.difference.get("failing", [])
    if not names or not failing_path_of(found.stored).is_file():
        raise Http404
    content = failing_path_of(found.stored).read_bytes()
    if len(names) == 1:
        return download(content, f"failed-{names[0]}", CSV)
    return download(content, "failed-rows.zip", ZIP)


def _act(request: SchoolRequest, found: RosterUpload, act: Any, **more: Any) -> HttpResponse:
    """Do it and show where the upload stands now; a refusal is told there."""
    try:
        act(upload=found, by=request.member, now=timezone.now(), **more)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    return redirect("school:roster", request.school.slug, found.pk)


def _gone_on(request: SchoolRequest, found: RosterUpload) -> HttpResponse:
    said = _("This roster has gone on meanwhile: it is %(state)s.") % {"state": found.get_state_display()}
    messages.error(request, said)
    return redirect("school:roster", request.school.slug, found.pk)
