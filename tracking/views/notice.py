"""Noticing a learner in ten seconds."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from learningculture.htmx import first_refusal, from_outbox, go_to, refused_outbox, render_page_or_fragment
from learningculture.sent_numbers import number_sent
from school.access import Permission, requires
from school.models import Member, Term
from school.queries import today_in
from tracking.choices import choices_of
from tracking.finding import learners_to_choose
from tracking.forms import NoticingForm
from tracking.forms_noticing import TakeBackForm
from tracking.noticings import take_back_noticing
from tracking.picture_notes import record_pictured_noticing
from tracking.queries import classes_visible_to, learners_visible_to, noticeable_behaviours
from tracking.views.ground import SchoolRequest, in_term, tell


@requires(Permission.NOTICE)
@in_term
def notice(request: SchoolRequest, term: Term) -> HttpResponse:
    """Who, which behaviour, where, what you saw. With ``q`` by htmx: only the learners found."""
    today = today_in(request.school)
    learners = learners_visible_to(request.member, term, today)
    if request.method == "POST":
        return _save(request, term, learners)
    form = NoticingForm(learners, noticeable_behaviours(term), initial=request.GET.dict() | _no_key())
    return _page(request, term, form, request.GET)


@requires(Permission.NOTICE)
@require_POST
def take_back(request: SchoolRequest) -> HttpResponse:
    """Undo one's own note, by the key it was sent with."""
    form = TakeBackForm(request.POST)
    if form.is_valid():
        try:
            take_back_noticing(client_key=form.cleaned_data["client_key"], by=request.member, now=timezone.now())
        except ValidationError as refusal:
            tell(form, refusal)
    if from_outbox(request):
        return JsonResponse({"said": _("Taken back.")}) if form.is_valid() else refused_outbox(form)
    messages.success(request, _("Taken back.")) if form.is_valid() else messages.error(request, first_refusal(form))
    return go_to(request, reverse("tracking:notice", args=[request.school.slug]))


def _no_key() -> dict[str, Any]:
    """A form that is begun anew gets a key of its own."""
    return {"client_key": NoticingForm.base_fields["client_key"].initial()}


def _save(request: SchoolRequest, term: Term, learners: Any) -> HttpResponse:
    form = NoticingForm(learners, noticeable_behaviours(term), request.POST, request.FILES)
    if form.is_valid():
        data = form.cleaned_data
        students: list[Member] = list(data.pop("students"))
        try:
            record_pictured_noticing(
                students=students, term=term, by=request.member, on=today_in(request.school), now=timezone.now(), **data
            )
        except ValidationError as refusal:
            tell(form, refusal)
        else:
            said = _("Noted for %(names)s.") % {"names": ", ".join(student.first_name for student in students)}
            if from_outbox(request):
                return JsonResponse({"said": said})
            messages.success(request, said)
            return go_to(request, _back(request, term))
    if from_outbox(request):
        return refused_outbox(form)
    return _page(request, term, form, request.POST)


def _back(request: SchoolRequest, term: Term) -> str:
    """The class page if one came from there, otherwise an empty form for the next note."""
    came_from, slug = number_sent(request.POST.get("class", "")), request.school.slug
    mine = classes_visible_to(request.member, term, today_in(request.school))
    if came_from is not None and mine.filter(pk=came_from).exists():
        return reverse("tracking:class", args=[slug, came_from])
    return reverse("tracking:notice", args=[slug])


def _page(request: SchoolRequest, term: Term, form: NoticingForm, given: Any) -> HttpResponse:
    found = learners_to_choose(
        request.member,
        term,
        today_in(request.school),
        words=given.get("q", ""),
        class_id=given.get("class", ""),
        chosen=given.getlist("students"),
    )
    behaviours = list(form.fields["behaviour"].queryset)  # type: ignore[attr-defined]
    context: dict[str, Any] = {"form": form, "found": found, "pictures": choices_of(request.school).pictures}
    context["focus"] = [behaviour for behaviour in behaviours if behaviour.in_focus]
    context["others"] = [behaviour for behaviour in behaviours if not behaviour.in_focus]
    if request.method == "POST":
        return render_page_or_fragment(request, "tracking/noticing_form.html", "tracking/_noticing_form.html", context)
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "tracking/_noticing_learners.html", context)
    return render(request, "tracking/noticing_form.html", context)
