"""Raising a concern, and the pages of those who read them."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from school.access import Permission, requires
from school.models import Member
from school.queries import today_in
from school.safeguarding.circle import leads_of
from school.safeguarding.forms import ConcernForm, ContactsForm, StepForm
from school.safeguarding.raising import MOST_FOUND, contacts_of, people_named, receipts_of, write_contacts
from school.safeguarding.raising import raise_concern as take_concern_in
from school.safeguarding.reading import ConcernView, concern_for, concerns_waiting, shelf_of
from school.safeguarding.steps import acknowledge_concern, add_step, note_opened


@requires(Permission.RAISE_CONCERN)
@sensitive_post_parameters()
def raise_concern(request: HttpRequest) -> HttpResponse:
    """The form; opened by a button beside a text, it has that text before it, to be sent along or not."""
    member: Member = request.member  # type: ignore[attr-defined]
    posted = request.POST
    people = people_named(member, posted.get("who", ""), today_in(member.school))
    if "find" in posted or "words" not in posted:
        given = posted.dict() | {"seen": posted.get("from") or posted.get("seen", "")}
        return _concern_form(request, ConcernForm(initial=given, member=member, people=people))
    form = ConcernForm(posted, member=member, people=people)
    if form.is_valid():
        try:
            take_concern_in(by=member, now=timezone.now(), **form.concern())
            return redirect("school:concern_received", school=member.school.slug)
        except ValidationError as refusal:
            form.add_error(None, refusal)
    return _concern_form(request, form)


def _concern_form(request: HttpRequest, form: ConcernForm) -> HttpResponse:
    school = request.school  # type: ignore[attr-defined]
    found = getattr(request, "htmx", None) and "find" in request.POST
    context = {"form": form, "found": list(form.fields["subject"].queryset[:MOST_FOUND])}  # type: ignore[attr-defined]
    if not found:
        context |= {"contacts": contacts_of(school), "leads": list(leads_of(school, today_in(school)))}
    return render(request, "school/_concern_people.html" if found else "school/concern_form.html", context)


@requires(Permission.RAISE_CONCERN)
def concern_received(request: HttpRequest) -> HttpResponse:
    """That it was received, and when it was acknowledged; not a word of it."""
    receipts = receipts_of(request.member)  # type: ignore[attr-defined]
    context = {"receipts": receipts, "contacts": contacts_of(request.school)}  # type: ignore[attr-defined]
    return render(request, "school/concern_received.html", context)


@requires(Permission.READ_CONCERNS)
def concerns(request: HttpRequest) -> HttpResponse:
    """Those that the member may read: waiting, in hand, closed."""
    member, school = request.member, request.school  # type: ignore[attr-defined]
    today = today_in(school)
    shelf, lead = shelf_of(member, today), leads_of(school, today).exists()
    return render(request, "school/concern_list.html", {"shelf": shelf, "has_lead": lead})


@requires(Permission.READ_CONCERNS)
def concern_bell(request: HttpRequest) -> HttpResponse:
    """How many wait, for the header; asked every twenty seconds."""
    waiting = concerns_waiting(request.member, today_in(request.school))  # type: ignore[attr-defined]
    return render(request, "school/_concern_bell.html", {"waiting": waiting})


def _concern(request: HttpRequest, pk: int) -> ConcernView:
    found = concern_for(request.member, pk, today_in(request.school))  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    return found


@requires(Permission.READ_CONCERNS)
def concern(request: HttpRequest, pk: int) -> HttpResponse:
    found = _concern(request, pk)
    note_opened(concern=found.concern, by=request.member, now=timezone.now())  # type: ignore[attr-defined]
    return render(request, "school/concern_detail.html", {"view": found, "form": StepForm()})


@requires(Permission.READ_CONCERNS)
@require_POST
def acknowledge(request: HttpRequest, pk: int) -> HttpResponse:
    found = _concern(request, pk)
    acknowledge_concern(concern=found.concern, by=request.member, now=timezone.now())  # type: ignore[attr-defined]
    return redirect("school:concern", school=found.concern.school.slug, pk=pk)


@requires(Permission.READ_CONCERNS)
@require_POST
@sensitive_post_parameters()
def add_concern_step(request: HttpRequest, pk: int) -> HttpResponse:
    """A note, to whom it was passed on, or how it was closed."""
    found, form = _concern(request, pk), StepForm(request.POST)
    if form.is_valid():
        try:
            add_step(concern=found.concern, by=request.member, now=timezone.now(), **form.cleaned_data)  # type: ignore[attr-defined]
            return redirect("school:concern", school=found.concern.school.slug, pk=pk)
        except ValidationError as refusal:
            form.add_error(None, refusal)
    return render(request, "school/concern_detail.html", {"view": found, "form": form})


@requires(Permission.READ_CONCERNS)
def safeguarding_contacts(request: HttpRequest) -> HttpResponse:
    """The school's own lines to people outside this software."""
    school = request.school  # type: ignore[attr-defined]
    form = ContactsForm(request.POST or None, instance=contacts_of(school))
    if request.method == "POST" and form.is_valid():
        write_contacts(school=school, **form.cleaned_data)
        messages.success(request, _("Kept. Everybody who raises a concern sees these lines."))
        return redirect("school:concerns", school=school.slug)
    return render(request, "school/concern_contacts.html", {"form": form})
