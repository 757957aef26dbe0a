"""The school's behaviours and the few that the term is about."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from learningculture.downloads import PDF, download
from school.access import Permission, may, requires
from school.models import Term
from school.queries import today_in
from vision.behaviours import (
    PRESETS,
    WORDS,
    SomebodyReworded,
    add_behaviour,
    adopt_framework,
    begin_new_version,
    declare_focus,
    reword_behaviour,
)
from vision.crosswalk import dropped_between
from vision.forms import AdoptForm, BehaviourForm, FocusForm, RewordForm, attempt
from vision.models import Behaviour, Framework
from vision.poster import poster_of
from vision.queries import (
    behaviours_in,
    behaviours_visible_to,
    focus_behaviours,
    live_and_earlier,
    live_framework,
    phases_of,
)
from vision.taking_back import changes_of, last_change
from vision.threading import read_commitments
from vision.use import can_reword, is_in_use
from vision.views.frame import SchoolRequest, back_to, show, term_of

HERE = "vision:behaviours"
EVERY_AGE = "every"
AGES: dict[str, tuple[Any, int | None]] = {
    EVERY_AGE: (gettext_lazy("Every age"), None),
    "early": (gettext_lazy("To Year 2"), 1),
    "primary": (gettext_lazy("Years 3 to 6"), 4),
    "secondary": (gettext_lazy("From Year 7"), 8),
}
"""For whom a poster is: its label, and a year group of that age."""

FLAT_UP_TO = 8
"""Behaviours listed without headings: fewer need none."""


def _page(request: SchoolRequest, *, focus_form: FocusForm | None = None, adopt_form: Any = None) -> HttpResponse:
    (framework, earlier), term = live_and_earlier(request.school), term_of(request)
    chooses = may(request.member, Permission.CHOOSE_BEHAVIOURS)
    behaviours = _in_groups(behaviours_in(framework, term)) if framework else []
    focus = [behaviour for behaviour in behaviours if behaviour.in_focus]  # type: ignore[attr-defined]
    context = {
        "framework": framework,
        "term": term,
        "focus": focus,
        "behaviours": behaviours,
        "grouped": len(behaviours) > FLAT_UP_TO,
        "phases": phases_of(framework) if framework else [],
        "chooses": chooses,
        "in_use": bool(focus) or (chooses and framework is not None and is_in_use(framework)),
        "retired": [(each, dropped_between(each, framework)) for each in earlier] if framework and chooses else [],
        "reader_year": request.member.year_group,
        "presets": PRESETS.values(),
        "adopt_form": adopt_form,
        "ages": [(age, label) for age, (label, _year) in AGES.items()],
    }
    if chooses and framework:
        context |= _changes(framework, in_use=bool(context["in_use"]))
        context["focus_form"] = focus_form or _focus_form(framework, term, focus)
    return show(request, "vision/behaviour_list.html", context, here=HERE)


def _focus_form(framework: Framework, term: Term | None, focus: list[Behaviour]) -> FocusForm | None:
    if term is None:
        return None
    return FocusForm(framework=framework, term=term, initial={"behaviours": [behaviour.pk for behaviour in focus]})


def _changes(framework: Framework, *, in_use: bool) -> dict[str, Any]:
    """What was done in this version, and the last of it while it may be taken back."""
    changes = list(changes_of(framework))
    return {"changes": changes, "last_change": None if in_use else last_change(changes, now=timezone.now())}


def _in_groups(behaviours: list[Behaviour]) -> list[Behaviour]:
    """In the order of their groups, each with ``carried``: the commitments that are about it."""
    groups = list(dict.fromkeys(behaviour.group for behaviour in behaviours))
    for behaviour in behaviours:
        behaviour.carried = read_commitments(behaviour.threads)  # type: ignore[attr-defined]
    return sorted(behaviours, key=lambda behaviour: groups.index(behaviour.group))


@requires(Permission.READ_VISION)
def behaviours(request: SchoolRequest) -> HttpResponse:
    return _page(request)


@requires(Permission.CHOOSE_BEHAVIOURS)
@require_POST
def adopt(request: SchoolRequest) -> HttpResponse:
    """Begin with a preset."""
    form = AdoptForm(request.POST)
    if form.is_valid():
        preset, on = form.cleaned_data["preset"], today_in(request.school)
        if attempt(form, lambda: adopt_framework(school=request.school, preset=preset, by=request.member, on=on)):
            messages.success(request, _("These are now your school's behaviours."))
            return back_to(request, HERE)
    return _page(request, adopt_form=form)


@requires(Permission.CHOOSE_BEHAVIOURS)
@require_POST
def focus(request: SchoolRequest) -> HttpResponse:
    """Declare what the term is about."""
    framework, term = _live(request), term_of(request)
    if term is None:
        raise Http404
    form = FocusForm(request.POST, framework=framework, term=term)
    if form.is_valid():
        chosen, on = list(form.cleaned_data["behaviours"]), today_in(request.school)
        if attempt(form, lambda: declare_focus(term=term, behaviours=chosen, by=request.member, on=on)):
            messages.success(request, _("The focus of the term is declared."))
            return back_to(request, HERE)
    return _page(request, focus_form=form)


@requires(Permission.CHOOSE_BEHAVIOURS)
@require_POST
def new_version(request: SchoolRequest) -> HttpResponse:
    begin_new_version(framework=_live(request), by=request.member, on=today_in(request.school))
    messages.success(request, _("A new version has begun. Its words can change until something is recorded."))
    return back_to(request, HERE)


@requires(Permission.CHOOSE_BEHAVIOURS)
def add(request: SchoolRequest) -> HttpResponse:
    framework = _live(request)
    form = BehaviourForm(request.POST or None)
    if form.is_valid():
        words = {field: form.cleaned_data[field] for field in WORDS}
        if attempt(form, lambda: add_behaviour(framework=framework, words=words, by=request.member)):
            messages.success(request, _("Saved."))
            return back_to(request, HERE)
    return show(request, "vision/behaviour_form.html", {"form": form}, here=HERE)


@requires(Permission.CHOOSE_BEHAVIOURS)
def reword(request: SchoolRequest, pk: int) -> HttpResponse:
    """Give a behaviour the school's own words, while nothing is recorded against it."""
    behaviour: Behaviour = get_object_or_404(behaviours_visible_to(request.member), pk=pk)
    form = RewordForm(request.POST or None, initial={field: getattr(behaviour, field) for field in (*WORDS, "edition")})
    context: dict[str, Any] = {"form": form, "behaviour": behaviour, "held": not can_reword(behaviour.framework)}
    if form.is_valid():
        try:
            _reworded(request, behaviour, form.cleaned_data)
        except SomebodyReworded as conflict:
            context |= {"form": _on_top_of(request, conflict), "theirs": conflict.theirs}
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Saved."))
            return back_to(request, HERE)
    return show(request, "vision/behaviour_form.html", context, here=HERE, status=409 if "theirs" in context else 200)


def _reworded(request: SchoolRequest, behaviour: Behaviour, said: dict[str, Any]) -> Behaviour:
    return reword_behaviour(
        behaviour=behaviour,
        words={field: said[field] for field in WORDS},
        by=request.member,
        edition=said["edition"],
        same_meaning=said["meaning"] != RewordForm.DIFFERENT,
    )


def _on_top_of(request: SchoolRequest, conflict: SomebodyReworded) -> RewordForm:
    """The form as it was typed, on top of the edition that stands now."""
    form = RewordForm({**request.POST.dict(), "edition": conflict.theirs.edition})
    form.add_error(None, conflict.messages[0])
    return form


@requires(Permission.READ_VISION)
def poster(request: SchoolRequest) -> HttpResponse:
    """The focus of the term for the classroom wall; ``?age=`` chooses the words."""
    term = term_of(request)
    focus = focus_behaviours(term) if term else []
    if term is None or not focus:
        raise Http404
    _label, year_group = AGES.get(request.GET.get("age", ""), AGES[EVERY_AGE])
    return download(poster_of(term, focus, year_group=year_group), f"{term.title} {_('focus')}.pdf", PDF)


def _live(request: SchoolRequest) -> Framework:
    framework = live_framework(request.school)
    if framework is None:
        raise Http404
    return framework
