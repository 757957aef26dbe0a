"""What a student keeps: made, drawn, photographed, promoted from a check-in; read by a second reader."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from school.access import Permission, requires
from school.models import Term
from school.queries import today_in
from tracking.choices import choices_of
from tracking.evidence import add_evidence, ask_reader, keep_example, readers_for, remove_evidence
from tracking.forms_evidence import EvidenceForm, ReaderForm
from tracking.pictures import keep_picture
from tracking.queries import answers_by, behaviours_judged_in, evidence_of
from tracking.views.ground import SchoolRequest, in_term, tell
from tracking.views.my_learning import done, page_of


@requires(Permission.OWN_LEARNING)
@require_POST
@in_term
def keep(request: SchoolRequest, term: Term) -> HttpResponse:
    """Keep something to be proud of, with a picture or a drawing if there is one."""
    allowed = choices_of(request.school).pictures
    age = request.member.year_group
    form = EvidenceForm(behaviours_judged_in(term), request.POST, request.FILES, pictures=allowed, year_group=age)
    if form.is_valid():
        try:
            _keep(request, term, form)
        except ValidationError as refusal:
            tell(form, refusal)
        else:
            return done(request, _("Kept. You can find it here whenever you want."))
    return page_of(request, term, evidence_form=form)


def _keep(request: SchoolRequest, term: Term, form: EvidenceForm) -> None:
    data, student = dict(form.cleaned_data), request.member
    read, words = data.pop("read"), data.pop("seen", "")
    picture = None
    if read is not None:
        picture = keep_picture(student=student, read=read, words=words, by=student, now=timezone.now())
    add_evidence(student=student, term=term, on=today_in(request.school), picture=picture, **data)


@requires(Permission.OWN_LEARNING)
@require_POST
@in_term
def promote(request: SchoolRequest, term: Term, pk: int) -> HttpResponse:
    """Keep one's own check-in example, in one tap."""
    answer = get_object_or_404(answers_by(request.member), pk=pk)
    try:
        keep_example(answer=answer, by=request.member, term=term, on=today_in(request.school))
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return redirect("tracking:my_learning", request.school.slug)
    return done(request, _("Kept with what you are proud of."))


@requires(Permission.OWN_LEARNING)
@require_POST
@in_term
def ask(request: SchoolRequest, term: Term, pk: int) -> HttpResponse:
    """Ask a grown-up of one's classes to read it."""
    today = today_in(request.school)
    evidence = get_object_or_404(evidence_of(request.member), pk=pk)
    form = ReaderForm(readers_for(request.member, today), request.POST)
    try:
        if not form.is_valid():
            raise ValidationError(list(form.errors["reader"]))
        reader = form.cleaned_data["reader"]
        ask_reader(evidence=evidence, reader=reader, by=request.member, term=term, on=today)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return redirect("tracking:my_learning", request.school.slug)
    return done(request, _("%(name)s is asked to read it.") % {"name": reader.display_name})


@requires(Permission.OWN_LEARNING)
@require_POST
def remove(request: SchoolRequest, pk: int) -> HttpResponse:
    """Take one's own item away, as long as nobody has confirmed it."""
    evidence = get_object_or_404(evidence_of(request.member), pk=pk)
    try:
        remove_evidence(evidence=evidence, by=request.member, now=timezone.now())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return redirect("tracking:my_learning", request.school.slug)
    return redirect(f"{reverse('tracking:my_learning', args=[request.school.slug])}?taken={pk}")
