"""One's own data: who looked, what is kept and why, a copy of everything, asking about it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from learningculture.htmx import render_page_or_fragment
from school.access import Permission, requires
from school.models import Member
from school.privacy.access_pack import ask_for_pack, pack_to_fetch, packs_of, path_of
from school.privacy.documents import documents_for
from school.privacy.forms import AskForm
from school.privacy.looks import lines_for, looks_at
from school.privacy.requests import ask_about_data, requests_of
from school.queries import today_in

LOOKS_ON_A_PAGE = 30


def member_of(request: HttpRequest) -> Member:
    member: Member = request.member  # type: ignore[attr-defined]
    return member


@requires(Permission.BE_HERE)
def looks(request: HttpRequest) -> HttpResponse:
    """Each person's own list, newest first."""
    member = member_of(request)
    page = Paginator(looks_at(member), LOOKS_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "school/privacy_looks.html", {"page": page, "lines": lines_for(member, page)})


@requires(Permission.BE_HERE)
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept and why, and everything one can do about it. Waiting for a copy, only the list of copies."""
    member = member_of(request)
    packs = {"packs": packs_of(member, timezone.now())}
    if getattr(request, "htmx", None):
        return render_page_or_fragment(request, "school/privacy.html", "school/_privacy_packs.html", packs)
    return _page(request, AskForm(child=member.is_student))


def _page(request: HttpRequest, form: AskForm) -> HttpResponse:
    member = member_of(request)
    context: dict[str, Any] = {
        "form": form,
        "packs": packs_of(member, timezone.now()),
        "requests": requests_of(member),
        "documents": documents_for(member),
    }
    return render(request, "school/privacy.html", context)


@requires(Permission.BE_HERE)
@require_POST
def my_pack(request: HttpRequest) -> HttpResponse:
    """A copy of everything about oneself. Adults sign in again; a child with a badge has nothing to type."""
    return _make_pack(request) if member_of(request).is_student else _make_pack_of_adult(request)


def _make_pack(request: HttpRequest) -> HttpResponse:
    member = member_of(request)
    ask_for_pack(about=member, by=member, now=timezone.now())
    messages.success(request, _("Your copy is being put together. It appears on this page."))
    return redirect("school:privacy", member.school.slug)


_make_pack_of_adult = requires(Permission.BE_HERE, again=True)(_make_pack)


@requires(Permission.BE_HERE)
def fetch_pack(request: HttpRequest, pk: int) -> HttpResponse:
    """The file, for who asked for it."""
    pack = pack_to_fetch(member_of(request), pk, timezone.now())
    if pack is None:
        raise Http404
    headers = {"Content-Disposition": 'attachment; filename="everything-about-me.zip"'}
    return HttpResponse(path_of(pack).read_bytes(), content_type="application/zip", headers=headers)


@requires(Permission.BE_HERE)
@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Correct, object, remove, complain: it goes to the office with the day by which it must answer."""
    member = member_of(request)
    form = AskForm(request.POST, child=member.is_student)
    if form.is_valid():
        try:
            ask_about_data(about=member, by=member, on=today_in(member.school), **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error("words", refusal.messages)  # type: ignore[arg-type]
        else:
            messages.success(request, _("The school office has it. You can see below what becomes of it."))
            return redirect("school:privacy", member.school.slug)
    return _page(request, form)


@requires(Permission.BE_HERE)
def document(request: HttpRequest, name: str) -> HttpResponse:
    """A notice or paper, for those it is for."""
    found = next((each for each in documents_for(member_of(request)) if each.name == name), None)
    if found is None:
        raise Http404
    return render(request, "school/privacy_document.html", {"document": found, "html": found.html()})
