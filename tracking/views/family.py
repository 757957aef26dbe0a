"""What a student shares with the family: each piece, each home, and what that home sees."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from school.access import Permission, requires
from school.models import Member, Term
from school.queries import today_in
from tracking.choices import choices_of
from tracking.family import choose_switches, homes_of, live_links, make_link, revoke_link, share_piece
from tracking.family_page import page_of_link
from tracking.forms_family import HomeForm, ShareForm, SwitchesForm
from tracking.models import FamilyLink
from tracking.queries import evidence_of, noticings_of
from tracking.views.family_paper import paper
from tracking.views.ground import SchoolRequest, in_term, tell

PIECES: dict[str, Callable[[Member], QuerySet[Any]]] = {"evidence": evidence_of, "noticing": noticings_of}


@requires(Permission.OWN_LEARNING)
def my_family(request: SchoolRequest) -> HttpResponse:
    """With whom I share, and what."""
    return _page(request, HomeForm())


def _page(request: SchoolRequest, form: HomeForm) -> HttpResponse:
    member, today = request.member, today_in(request.school)
    choices = choices_of(request.school)
    if not choices.family_pages:
        raise Http404
    links = [(link, SwitchesForm(instance=link, prefix=f"link-{link.pk}")) for link in live_links(member, today)]
    context = {
        "links": links,
        "form": form if choices.students_make_links else None,
        "evidence": list(evidence_of(member)),
        "noticings": list(noticings_of(member).exclude(source="peer").filter(noticed_on__lte=today)),
        "family": True,
        "homes": [link.get_home_display() for link, _switches in links],
    }
    return render(request, "tracking/my_family.html", context)


@requires(Permission.OWN_LEARNING)
@require_POST
@in_term
def make(request: SchoolRequest, term: Term) -> HttpResponse:
    """A link of one's own, where the school allows it. The paper comes with the answer, once."""
    form, member, today = HomeForm(request.POST), request.member, today_in(request.school)
    if form.is_valid():
        home = form.cleaned_data["home"]
        try:
            fresh = make_link(student=member, home=home, by=member, term=term, on=today, now=timezone.now())
        except ValidationError as refusal:
            tell(form, refusal)
        else:
            return paper(request, fresh)
    return _page(request, form)


def _own_link(request: SchoolRequest, pk: int) -> FamilyLink:
    return get_object_or_404(live_links(request.member, today_in(request.school)), pk=pk)


@requires(Permission.OWN_LEARNING)
@require_POST
def choose(request: SchoolRequest, pk: int) -> HttpResponse:
    """What else one home reads."""
    link = _own_link(request, pk)
    form = SwitchesForm(request.POST, prefix=f"link-{link.pk}")
    if form.is_valid():
        choose_switches(link=link, by=request.member, **form.cleaned_data)
        messages.success(request, _("Saved. They see it from now on."))
    return redirect("tracking:my_family", request.school.slug)


@requires(Permission.OWN_LEARNING)
@require_POST
def end(request: SchoolRequest, pk: int) -> HttpResponse:
    """Nobody opens it with this link from now on."""
    revoke_link(link=_own_link(request, pk), by=request.member, now=timezone.now())
    messages.success(request, _("Ended. That link opens nothing now."))
    return redirect("tracking:my_family", request.school.slug)


@requires(Permission.OWN_LEARNING)
def look(request: SchoolRequest, pk: int) -> HttpResponse:
    """The page as that home sees it. Looking at one's own page is nobody's look."""
    link = _own_link(request, pk)
    if not choices_of(request.school).family_pages:
        raise Http404
    link.student = request.member
    return render(request, "tracking/family_look.html", {"page": page_of_link(link, today_in(request.school))})


@requires(Permission.OWN_LEARNING)
@require_POST
def share(request: SchoolRequest, kind: str, pk: int) -> HttpResponse:
    """Put one piece on the family page, or take it off."""
    if kind not in PIECES:
        raise Http404
    thing = get_object_or_404(PIECES[kind](request.member).select_related("picture"), pk=pk)
    form, refused = ShareForm(request.POST), ""
    if form.is_valid():
        try:
            share_piece(thing=thing, share=form.shares, by=request.member, on=today_in(request.school))
        except ValidationError as refusal:
            refused = refusal.messages[0]
    if not request.htmx:  # type: ignore[attr-defined]
        if refused:
            messages.error(request, refused)
        return redirect(form.back_to(request.school, kind, pk))
    context = {"thing": thing, "kind": kind, "refused": refused, "place": form.place_pressed}
    context["homes"] = homes_of(request.member, today_in(request.school))
    return render(request, "tracking/_share.html", context)
