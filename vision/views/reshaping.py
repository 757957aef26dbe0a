"""Splitting, merging, ordering and removing behaviours, and the crosswalk to other frameworks."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from school.access import Permission, requires
from vision.crosswalk import map_behaviours, mappings_in, name_elsewhere, names_in
from vision.forms import CrosswalkForm, MergeForm, SplitForm, attempt
from vision.models import Framework
from vision.presets import PRESETS
from vision.queries import behaviours_visible_to, earlier_behaviours, live_framework
from vision.reshaping import merge_behaviours, move_behaviour, remove_behaviour, split_behaviour
from vision.taking_back import changes_of, is_of_crosswalk, last_line, take_back
from vision.views.frame import SchoolRequest, back_to, show

HERE = "vision:behaviours"


@requires(Permission.CHOOSE_BEHAVIOURS)
def split(request: SchoolRequest, pk: int) -> HttpResponse:
    """One behaviour becomes two or more."""
    behaviour = get_object_or_404(behaviours_visible_to(request.member), pk=pk)
    form = SplitForm(request.POST or None)
    if form.is_valid():
        labels = form.labels()
        if attempt(form, lambda: split_behaviour(behaviour=behaviour, labels=labels, by=request.member)):
            messages.success(request, _("Split. Give each part words of its own."))
            return back_to(request, HERE)
    return show(request, "vision/split_form.html", {"form": form, "behaviour": behaviour}, here=HERE)


@requires(Permission.CHOOSE_BEHAVIOURS)
def merge(request: SchoolRequest) -> HttpResponse:
    """Two or more behaviours become one."""
    form = MergeForm(request.POST or None, framework=_live(request))
    if form.is_valid():
        chosen, label = list(form.cleaned_data["behaviours"]), form.cleaned_data["label"]
        if attempt(form, lambda: merge_behaviours(behaviours=chosen, label=label, by=request.member)):
            messages.success(request, _("They are one behaviour now. See that its words fit."))
            return back_to(request, HERE)
    return show(request, "vision/merge_form.html", {"form": form}, here=HERE)


@requires(Permission.CHOOSE_BEHAVIOURS)
@require_POST
def remove(request: SchoolRequest, pk: int) -> HttpResponse:
    behaviour = get_object_or_404(behaviours_visible_to(request.member), pk=pk)
    try:
        remove_behaviour(behaviour=behaviour, by=request.member)
        messages.success(request, _("%(label)s is left out.") % {"label": behaviour.label})
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    return back_to(request, HERE)


@requires(Permission.CHOOSE_BEHAVIOURS)
@require_POST
def move(request: SchoolRequest, pk: int) -> HttpResponse:
    """Up or down in the order."""
    behaviour = get_object_or_404(behaviours_visible_to(request.member), pk=pk)
    steps = -1 if request.POST.get("way") == "up" else 1
    try:
        move_behaviour(behaviour=behaviour, steps=steps, by=request.member)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    return back_to(request, HERE, anchor=f"b{behaviour.pk}")


@requires(Permission.CHOOSE_BEHAVIOURS)
@require_POST
def take_back_change(request: SchoolRequest, pk: int) -> HttpResponse:
    """The last change, back to how it was before."""
    framework = _live(request)
    change = get_object_or_404(changes_of(framework), pk=pk)
    try:
        take_back(framework=framework, change=change, by=request.member, now=timezone.now())
        messages.success(request, _("Taken back: %(change)s.") % {"change": change.label})
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    return back_to(request, "vision:crosswalk" if is_of_crosswalk(change) else HERE)


@requires(Permission.CHOOSE_BEHAVIOURS)
def crosswalk(request: SchoolRequest) -> HttpResponse:
    """What today's behaviours were before, and what others call them."""
    framework = _live(request)
    form = CrosswalkForm(request.POST or None, framework=framework, earlier=earlier_behaviours(request.school))
    if form.is_valid() and attempt(form, lambda: _linked(request, form)):
        messages.success(request, _("Saved."))
        return back_to(request, "vision:crosswalk")
    context = {
        "form": form,
        "lines": mappings_in(request.school),
        "names": [(line, _name_of(line.preset, line.key)) for line in names_in(request.school)],
        "last_change": last_line(framework, now=timezone.now()),
    }
    return show(request, "vision/crosswalk.html", context, here=HERE)


def _linked(request: SchoolRequest, form: CrosswalkForm) -> Any:
    ours, other, strength = (form.cleaned_data[name] for name in ("behaviour", "other", "strength"))
    if other in form.earlier:
        return map_behaviours(older=form.earlier[other], newer=ours, strength=strength, by=request.member)
    preset, _colon, key = other.partition(":")
    return name_elsewhere(behaviour=ours, preset=preset, key=key, strength=strength, by=request.member)


def _name_of(preset: str, key: str) -> str:
    found = PRESETS[preset]
    return f"{next((row['label'] for row in found.behaviours if row['key'] == key), key)} ({found.name})"


def _live(request: SchoolRequest) -> Framework:
    framework = live_framework(request.school)
    if framework is None:
        raise Http404
    return framework
