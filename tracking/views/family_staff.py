"""A student's family links, for the staff of the class: make one with the child, end one at once."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from school.access import Permission, requires
from school.models import Member, Term
from school.queries import today_in
from tracking.choices import choices_of
from tracking.family import links_ended_by, make_link, revoke_link
from tracking.forms_family import HomeForm
from tracking.queries import learners_heard_by
from tracking.views.family_paper import paper
from tracking.views.ground import SchoolRequest, in_term, tell


@requires(Permission.SEE_CLASSES)
@in_term
def family_links(request: SchoolRequest, term: Term, pk: int) -> HttpResponse:
    """Who may open what the child shares; by POST, a new link with its paper, once."""
    student = _learner(request, term, pk)
    form, today = HomeForm(request.POST or None), today_in(request.school)
    if form.is_valid():
        home = form.cleaned_data["home"]
        try:
            fresh = make_link(student=student, home=home, by=request.member, term=term, on=today, now=timezone.now())
        except ValidationError as refusal:
            tell(form, refusal)
        else:
            return paper(request, fresh)
    links = links_ended_by(request.member, student, term, today)
    return render(request, "tracking/family_links.html", {"student": student, "links": links, "form": form})


def _learner(request: SchoolRequest, term: Term, pk: int) -> Member:
    """A learner whom the member sees, where the school has family pages."""
    if not choices_of(request.school).family_pages:
        raise Http404
    found = learners_heard_by(request.member, term, today_in(request.school)).select_related("school")
    return get_object_or_404(found, pk=pk)


@requires(Permission.SEE_CLASSES)
@require_POST
@in_term
def end(request: SchoolRequest, term: Term, pk: int, link_pk: int) -> HttpResponse:
    """At once, without asking the child: when a paper is lost, or a family is in trouble."""
    student = _learner(request, term, pk)
    links = links_ended_by(request.member, student, term, today_in(request.school))
    revoke_link(link=get_object_or_404(links, pk=link_pk), by=request.member, now=timezone.now())
    messages.success(request, _("Ended. That link opens nothing now."))
    return redirect("tracking:family_links", request.school.slug, pk)
