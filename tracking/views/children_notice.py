"""A child notes what they noticed: of themselves, or kindly of a classmate."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from school.access import Permission, requires
from school.models import Term
from school.queries import today_in
from tracking.children_notice import classmates_of, notice_classmate, notice_oneself
from tracking.choices import choices_of
from tracking.forms_noticing import ClassmateForm, SelfForm
from tracking.queries import behaviours_judged_in
from tracking.views.ground import SchoolRequest, in_term, tell


@requires(Permission.OWN_LEARNING)
@in_term
def myself(request: SchoolRequest, term: Term) -> HttpResponse:
    """I noticed that I used a muscle: tapped or in own words."""
    age = {"year_group": request.member.year_group}
    form = SelfForm(list(behaviours_judged_in(term)), request.POST or None, **age)
    if form.is_valid():
        try:
            notice_oneself(student=request.member, term=term, on=today_in(request.school), **form.cleaned_data)
        except ValidationError as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("You noticed that. It is on your page now."))
            return redirect("tracking:my_learning", request.school.slug)
    context = {"form": form, "peers": choices_of(request.school).peers_notice}
    return render(request, "tracking/notice_myself.html", context)


@requires(Permission.NOTICE_PEERS)
@in_term
def classmate(request: SchoolRequest, term: Term) -> HttpResponse:
    """Who, which muscle, where, one of our sentences: tapped, never typed. Not there unless the school wants it."""
    if not choices_of(request.school).peers_notice:
        raise Http404
    today = today_in(request.school)
    age = {"year_group": request.member.year_group}
    people, behaviours = list(classmates_of(request.member, today)), list(behaviours_judged_in(term))
    form = ClassmateForm(people, behaviours, request.POST or None, **age)
    if form.is_valid():
        try:
            notice_classmate(by=request.member, term=term, on=today, **form.cleaned_data)
        except ValidationError as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("That was kind. They can read it now."))
            return redirect("tracking:my_learning", request.school.slug)
    return render(request, "tracking/notice_classmate.html", {"form": form})
