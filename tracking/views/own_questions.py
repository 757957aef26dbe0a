"""The school's own check-in questions: the leaders' page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from school.access import Permission, requires
from school.queries import today_in
from tracking.form_time import forms_of
from tracking.forms_own_items import QuestionsForm
from tracking.models import CheckIn
from tracking.own_items import AskedBefore, asked_before, behaviours_of_our_own, own_wordings, write_questions
from tracking.views.ground import SchoolRequest, tell
from vision.models import Behaviour

AGES = {"A": gettext_lazy("up to Year 2"), "B": gettext_lazy("Years 3 to 6"), "C": gettext_lazy("from Year 7")}
"""Who answers which form, as in :func:`tracking.checkins.form_for`."""


@requires(Permission.CHOOSE_BEHAVIOURS)
def own_questions(request: SchoolRequest) -> HttpResponse:
    """Each behaviour that the check-in knows nothing of, with three questions for each age there is in the school."""
    behaviours = list(behaviours_of_our_own(request.school))
    kept, before, parts = own_wordings(behaviours), asked_before(behaviours), []
    here = forms_of(request.school, today_in(request.school))
    for behaviour in behaviours:
        for key, label in [(key, label) for key, label in CheckIn.Form.choices if key in here]:
            form = _form(request, behaviour, key, kept.get((behaviour.pk, key), []))
            if form.is_valid() and _is_kept(request, form, behaviour, key):
                return redirect("tracking:own_questions", request.school.slug)
            part = {"behaviour": behaviour, "label": label, "ages": AGES[key], "form": form, "key": form.prefix}
            parts.append(part | _before(kept.get((behaviour.pk, key)), before.get((behaviour.pk, key), [])))
    return render(request, "tracking/own_questions.html", {"parts": parts})


def _before(kept: list[str] | None, earlier: list[AskedBefore]) -> dict[str, Any]:
    """Where the questions come from; or, where there are none, those that did not go on."""
    if kept:
        return {"carried": next((each.forebear for each in earlier if each.wordings == kept), None)}
    return {"ended": earlier}


def _form(request: SchoolRequest, behaviour: Behaviour, key: str, kept: list[str]) -> QuestionsForm:
    prefix = f"{behaviour.pk}{key}"
    sent = request.POST if request.POST.get("part") == prefix else None
    return QuestionsForm(sent, prefix=prefix, initial=dict(zip(("one", "two", "three"), kept, strict=False)))


def _is_kept(request: SchoolRequest, form: QuestionsForm, behaviour: Behaviour, key: str) -> bool:
    try:
        write_questions(behaviour=behaviour, form=key, wordings=form.wordings, by=request.member)
    except ValidationError as refusal:
        tell(form, refusal)
        return False
    messages.success(request, _("Saved. The next check-in asks them."))
    return True
