"""Changing the words of something that is kept; taking a change, or a taking away, back."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from learningculture.sent_numbers import number_sent
from school.access import Permission, requires
from school.queries import today_in
from tracking.evidence import bring_back
from tracking.forms_evidence import WordsForm
from tracking.models import Evidence
from tracking.queries import evidence_ever_of
from tracking.rewording import ChangedElsewhere, change_words, check_can_reword, undo_change
from tracking.views.ground import SchoolRequest


@requires(Permission.OWN_LEARNING)
def reword(request: SchoolRequest, pk: int) -> HttpResponse:
    """Other words. What another window wrote meanwhile stands beside what is typed here."""
    kept = get_object_or_404(evidence_ever_of(request.member), pk=pk)
    form, other = WordsForm(request.POST or None, initial={"title": kept.title, "story": kept.story}), None
    try:
        check_can_reword(kept, request.member)
        if form.is_valid():
            was_shared = kept.with_family and not kept.taken_away_at
            data, today = form.cleaned_data, today_in(request.school)
            saved = change_words(evidence=kept, by=request.member, on=today, **data)
            return _changed(request, saved, stopped=was_shared and not saved.with_family)
    except ChangedElsewhere as elsewhere:
        other = elsewhere.evidence
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return redirect("tracking:my_learning", request.school.slug)
    return render(request, "tracking/reword.html", {"form": form, "item": kept, "other": other})


def _changed(request: SchoolRequest, saved: Evidence, *, stopped: bool) -> HttpResponse:
    if stopped:
        messages.info(request, _("It names somebody else now, so your family does not see it any more."))
    return redirect(f"{_mine(request)}?changed={saved.pk}#evidence-{saved.pk}")


def _mine(request: SchoolRequest) -> str:
    return reverse("tracking:my_learning", args=[request.school.slug])


@requires(Permission.OWN_LEARNING)
@require_POST
def undo(request: SchoolRequest, pk: int) -> HttpResponse:
    """Back to the words before."""
    kept = get_object_or_404(evidence_ever_of(request.member), pk=pk)
    try:
        undo_change(
            evidence=kept,
            version=number_sent(request.POST.get("version", "")) or 0,
            by=request.member,
            on=today_in(request.school),
        )
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("Your words from before are back."))
    return redirect(f"{_mine(request)}#evidence-{pk}")


@requires(Permission.OWN_LEARNING)
@require_POST
def back(request: SchoolRequest, pk: int) -> HttpResponse:
    """What was taken away, again where it was."""
    bring_back(evidence=get_object_or_404(evidence_ever_of(request.member), pk=pk), by=request.member)
    messages.success(request, _("It is back."))
    return redirect(f"{_mine(request)}#evidence-{pk}")
