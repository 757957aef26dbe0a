"""What leaders do with what was said: ask, gather, answer, adopt. And the ledger of it, which all staff read."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from school.access import Permission, may, requires
from school.queries import today_in
from vision.answers_taken_back import TAKE_BACK_WITHIN, may_be_taken_back, take_back_answer
from vision.dialogue_forms import AdoptWordingForm, AnswerForm, GatherForm, TakeBackForm, WindowForm
from vision.forms import attempt
from vision.models import Remark, Theme, UnnamedRemark
from vision.narrative import draft_content
from vision.remarks import margin_of, remarks_visible_to, unnamed_visible_to
from vision.themes import (
    Gathered,
    adopt_wording,
    answer_theme,
    gather_theme,
    gathered,
    ledger,
    not_gathered,
    open_themes,
    suggested_text,
    themes_visible_to,
)
from vision.views.frame import SchoolRequest, back_to, show
from vision.windows import open_window, owes_an_answer, windows_since

HERE, LEDGER = "vision:dialogue", "vision:because_of_you"


@requires(Permission.COMMENT_VISION)
def because_of_you(request: SchoolRequest) -> HttpResponse:
    """Every theme that was answered, the newest first."""
    context = {"ledger": ledger(request.member), "leads": may(request.member, Permission.WRITE_VISION)}
    return show(request, "vision/because_of_you.html", context, here=LEDGER)


@requires(Permission.WRITE_VISION)
def themes(request: SchoolRequest) -> HttpResponse:
    """Gather what was said into themes, and see which wait for an answer."""
    school, on = request.school, today_in(request.school)
    form = GatherForm(request.POST or None, remarks=not_gathered(school), themes=open_themes(school))
    if form.is_valid():
        words = {"remarks": form.chosen(), "title": form.cleaned_data["title"], "into": form.cleaned_data["into"]}
        theme = attempt(form, lambda: gather_theme(school=school, **words, by=request.member, on=on))
        if theme:
            messages.success(request, _("Gathered. Answer it when you have talked about it."))
            return back_to(request, "vision:themes", anchor=f"theme-{theme.pk}")
    return _themes(request, form)


def _themes(request: SchoolRequest, form: GatherForm) -> HttpResponse:
    today = today_in(request.school)
    chosen = form["remarks"].value() or []
    asked = list(windows_since(request.member, today))
    context = {
        "loose": [(remark, key in chosen) for key, remark in form.by_key.items()],
        "waiting": gathered(open_themes(request.school)),
        "form": form,
        "running": next((window for window in asked if window.closes_on >= today), None),
        "owed": [window for window in asked if owes_an_answer(window, request.school, today)],
    }
    return show(request, "vision/theme_list.html", context, here=HERE)


@requires(Permission.WRITE_VISION)
def answer(request: SchoolRequest, pk: int) -> HttpResponse:
    """Say what becomes of a theme, and why."""
    found, today = _gathered(request, pk), today_in(request.school)
    theme = found.theme
    form = AnswerForm(request.POST or None, initial=_before(found))
    if form.is_valid():
        words = form.cleaned_data
        if attempt(form, lambda: answer_theme(theme=theme, **words, by=request.member, on=today)):
            messages.success(request, _("Answered. All staff can read it; those who gave their name are told."))
            return back_to(request, LEDGER, anchor=f"theme-{pk}")
    context = {
        "gathered": found,
        "form": form,
        "open": theme.outcome == Theme.Outcome.OPEN,
        "can_take_back": may_be_taken_back(theme, today),
    }
    return show(request, "vision/theme_answer.html", context, here=HERE)


def _gathered(request: SchoolRequest, pk: int) -> Gathered:
    found = gathered(themes_visible_to(request.member).filter(pk=pk))
    if not found:
        raise Http404
    return found[0]


def _before(found: Gathered) -> dict[str, str]:
    """What the form begins with: the answer that was taken back last, for it is seldom wrong in every word."""
    back = next(iter(found.theme.taken_back.all()), None)
    return {"outcome": back.outcome, "answer_words": back.answer_words} if back else {}


@requires(Permission.WRITE_VISION)
def take_back(request: SchoolRequest, pk: int) -> HttpResponse:
    """Take a wrong answer back, with the reason; the theme waits for an answer again."""
    found, form = _gathered(request, pk), TakeBackForm(request.POST or None)
    if form.is_valid():
        because, on = form.cleaned_data["because"], today_in(request.school)
        if attempt(form, lambda: take_back_answer(theme=found.theme, because=because, by=request.member, on=on)):
            messages.success(request, _("Taken back. All staff can read that, and why. Now answer it anew."))
            return back_to(request, "vision:answer_theme", pk)
    context = {
        "gathered": found,
        "form": form,
        "possible": may_be_taken_back(found.theme, today_in(request.school)),
        "days": TAKE_BACK_WITHIN,
    }
    return show(request, "vision/take_back_form.html", context, here=HERE)


@requires(Permission.WRITE_VISION)
def ask(request: SchoolRequest) -> HttpResponse:
    """Ask colleagues something about the vision."""
    form = WindowForm(request.POST or None)
    if form.is_valid():
        words, on = form.cleaned_data, today_in(request.school)
        if attempt(form, lambda: open_window(school=request.school, **words, by=request.member, on=on)):
            messages.success(request, _("You are asking. Colleagues find it on their start page."))
            return back_to(request, HERE)
    return show(request, "vision/window_form.html", {"form": form}, here=HERE)


@requires(Permission.WRITE_VISION)
def adopt_named(request: SchoolRequest, pk: int) -> HttpResponse:
    return _adopt(request, get_object_or_404(remarks_visible_to(request.member), pk=pk))


@requires(Permission.WRITE_VISION)
def adopt_unnamed(request: SchoolRequest, pk: uuid.UUID) -> HttpResponse:
    return _adopt(request, get_object_or_404(unnamed_visible_to(request.member), pk=pk))


def _adopt(request: SchoolRequest, remark: Remark | UnnamedRemark) -> HttpResponse:
    """The draft's paragraph with the suggested words in it, to be bent and saved."""
    passage = margin_of(request.member, draft_content(request.school)).home_of(remark)
    if passage is None:
        messages.error(request, _("The paragraph is no longer in the draft. Copy the words into a new one."))
        return back_to(request, "vision:write")
    paragraph = passage.paragraph
    began = {"text": suggested_text(remark, paragraph), "version": paragraph.version}
    form = AdoptWordingForm(request.POST or None, initial=began)
    if form.is_valid():
        words = form.cleaned_data
        if attempt(form, lambda: adopt_wording(remark=remark, paragraph=paragraph, **words, by=request.member)):
            messages.success(request, _("It is in the draft, with the credit. Everyone reads it when you publish."))
            return back_to(request, "vision:write", anchor=f"p-{paragraph.pk}")
    context = {"form": form, "remark": remark, "passage": passage}
    return show(request, "vision/adopt_form.html", context, here=HERE)
