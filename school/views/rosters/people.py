"""The list of the school's people as a file."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils import timezone

from learningculture.downloads import CSV, XLSX, download
from learningculture.spreadsheets import csv_bytes, xlsx_bytes
from school.access import Permission, requires
from school.models import Look
from school.privacy.looks import note_look
from school.queries import today_in
from school.rosters.people_list import people_sheet
from school.views.rosters.uploads import SchoolRequest

FORMS = {"csv": CSV, "xlsx": XLSX}


@requires(Permission.MANAGE_ROSTER, again=True, file=True)
def export(request: SchoolRequest, form: str) -> HttpResponse:
    """Everybody who is here today; handed in again it changes nothing. Each person sees who took it."""
    if form not in FORMS:
        raise Http404
    today = today_in(request.school)
    sheet, people = people_sheet(request.school, today)
    note_look(looker=request.member, subjects=people, kind=Look.Kind.EXPORT, now=timezone.now())
    content = csv_bytes(sheet) if form == "csv" else xlsx_bytes([sheet])
    return download(content, f"people-{request.school.slug}-{today.isoformat()}.{form}", FORMS[form])
