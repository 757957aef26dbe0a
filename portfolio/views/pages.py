"""Pages of the portfolio: the five questions, one question, the build, readings, sharing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from learningculture.htmx import render_page_or_fragment
from portfolio.assembly import STEPS, ask_for_build, retry_build
from portfolio.forms import BuildForm, ReadingForm
from portfolio.models import Build, Portfolio, Question, Reading
from portfolio.publishing import publish_portfolio
from portfolio.queries import (
    build_to_show,
    builds_visible_to,
    newest_editions,
    portfolios_visible_to,
    question_of,
    questions_of,
    readings_of,
    reads_for,
    terms_visible_to,
)
from portfolio.readings import SomebodyWrote, write_reading
from school.access import Permission, may, requires
from school.models import Member, School


class SchoolRequest(HttpRequest):
    """A request that ``requires`` has let through: by this member, in this school."""

    member: Member
    school: School


@requires(Permission.READ_PUBLISHED)
def dashboard(request: SchoolRequest) -> HttpResponse:
    """The five questions of the newest portfolio, or of the term chosen."""
    editions = newest_editions(request.member)
    portfolio = _chosen(request, editions)
    context = {
        "editions": editions,
        "portfolio": portfolio,
        "questions": questions_of(portfolio, reads_for(request.member)) if portfolio else [],
        "five": Question,
        "may_build": may(request.member, Permission.BUILD_PORTFOLIO),
        **_progress(build_to_show(request.member)),
    }
    return render(request, "portfolio/dashboard.html", context)


def _chosen(request: SchoolRequest, editions: list[Portfolio]) -> Portfolio | None:
    """The portfolio of the term in the address, else the newest; 404 for a term of which there is none."""
    wanted = request.GET.get("term")
    if not wanted:
        return editions[0] if editions else None
    found = [portfolio for portfolio in editions if str(portfolio.term_id) == wanted]
    if not found:
        raise Http404
    return found[0]


@requires(Permission.READ_PUBLISHED)
def question(request: SchoolRequest, question: str) -> HttpResponse:
    editions = newest_editions(request.member)
    portfolio = _chosen(request, editions)
    if portfolio is None:
        raise Http404
    context = {
        "editions": editions,
        "portfolio": portfolio,
        "view": question_of(portfolio, reads_for(request.member), Question(question)),
        "may_read_all": may(request.member, Permission.READ_PORTFOLIO),
        "questions": Question,
    }
    return render(request, "portfolio/question.html", context)


def _progress(build: Build | None) -> dict[str, Any]:
    """A build with its named steps, each done, now or still to do."""
    if build is None:
        return {"build": None}
    here = "failed" if build.state == Build.State.FAILED else "now"
    states = ["done" if place < build.step else here if place == build.step else "todo" for place in range(len(STEPS))]
    running = build.state in (Build.State.WAITING, Build.State.RUNNING)
    return {"build": build, "steps": list(zip(STEPS, states, strict=True)), "running": running}


@requires(Permission.BUILD_PORTFOLIO)
@require_POST
def build(request: SchoolRequest) -> HttpResponse:
    """Ask for a build, or carry on a stopped one."""
    form = BuildForm(request.POST, terms=terms_visible_to(request.member), builds=builds_visible_to(request.member))
    try:
        if not form.is_valid():
            raise ValidationError(_("Choose the term to build."))
        if form.cleaned_data["resume"]:
            retry_build(build=form.cleaned_data["resume"], by=request.member, now=timezone.now())
        else:
            ask_for_build(term=form.cleaned_data["term"], by=request.member, now=timezone.now())
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("portfolio:dashboard", request.school.slug)


@requires(Permission.BUILD_PORTFOLIO)
def progress(request: SchoolRequest, pk: int) -> HttpResponse:
    """A build's steps, asked for every two seconds until it is done."""
    found = get_object_or_404(builds_visible_to(request.member), pk=pk)
    return render_page_or_fragment(request, "portfolio/build_detail.html", "portfolio/_build.html", _progress(found))


@requires(Permission.READ_PORTFOLIO)
def write(request: SchoolRequest, term: int, question: str, kind: str) -> HttpResponse:
    """Write or rewrite a reading; a conflict shows both texts and loses neither."""
    of = get_object_or_404(terms_visible_to(request.member), pk=term)
    standing = readings_of(of).get((question, kind))
    start = {"text": standing.text, "version": standing.version} if standing else {}
    form = ReadingForm(request.POST or None, initial=start)
    theirs: Reading | None = None
    if request.method == "POST" and form.is_valid():
        try:
            write_reading(term=of, question=question, kind=kind, by=request.member, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect(f"{reverse('portfolio:question', args=[request.school.slug, question])}?term={of.pk}")
        except SomebodyWrote as conflict:
            theirs = conflict.theirs
            form = _with_version(request, theirs.version)
            form.add_error(None, conflict.messages[0])
        except ValidationError as refusal:
            form.add_error(None, refusal.messages[0])
    context = {"form": form, "of": of, "question": Question(question), "kind": Reading.Kind(kind), "theirs": theirs}
    return render(request, "portfolio/reading_form.html", context, status=409 if theirs else 200)


def _with_version(request: SchoolRequest, version: int) -> ReadingForm:
    """The form as it was typed, on top of the version that stands now."""
    form = ReadingForm({"text": request.POST["text"], "version": version})
    form.is_valid()
    return form


@requires(Permission.BUILD_PORTFOLIO)
@require_POST
def publish(request: SchoolRequest, pk: int) -> HttpResponse:
    """Share an edition with governors."""
    portfolio = get_object_or_404(portfolios_visible_to(request.member), pk=pk)
    try:
        publish_portfolio(portfolio=portfolio, by=request.member, now=timezone.now())
        messages.success(request, _("Governors can read it now."))
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    return redirect(f"{reverse('portfolio:dashboard', args=[request.school.slug])}?term={portfolio.term_id}")
