"""A leader's private log, and talks with students drawn at random."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from school.access import Permission, requires
from school.models import Term
from school.queries import today_in
from vision.forms import attempt
from vision.leading_forms import PresenceForm, TalkForm
from vision.presence import HABITS, my_presence, note_presence, presence_of, remove_presence
from vision.student_talks import DRAWN, draw_students, record_talk, talks_in, talks_visible_to
from vision.views.frame import SchoolRequest, back_to, show, term_of

HERE = "vision:presence"
TALKS = "vision:talks"


@requires(Permission.KEEP_PROMISES)
def presence(request: SchoolRequest) -> HttpResponse:
    """One's own log; what is sent is noted in it."""
    term, today = _term(request), today_in(request.school)
    form = PresenceForm(request.POST or None, term=term, initial={"on": today})
    if form.is_valid():
        words = form.cleaned_data
        if attempt(form, lambda: note_presence(owner=request.member, **words, today=today)):
            messages.success(request, _("Noted, for you alone."))
            return back_to(request, HERE)
    context = {"form": form, "log": my_presence(request.member, term), "habits": HABITS}
    return show(request, "vision/presence.html", context, here=HERE)


@requires(Permission.KEEP_PROMISES)
@require_POST
def presence_remove(request: SchoolRequest, pk: int) -> HttpResponse:
    remove_presence(line=get_object_or_404(presence_of(request.member), pk=pk))
    messages.success(request, _("Taken out."))
    return back_to(request, HERE)


@requires(Permission.SEE_ALL_CLASSES)
def talks(request: SchoolRequest) -> HttpResponse:
    """The students drawn for the term, and what they said."""
    found = list(talks_in(_term(request)))
    context = {
        "waiting": [talk for talk in found if not talk.talked_on],
        "held": [talk for talk in found if talk.talked_on],
        "drawn": DRAWN,
    }
    return show(request, "vision/talk_list.html", context, here=TALKS)


@requires(Permission.SEE_ALL_CLASSES)
@require_POST
def talks_draw(request: SchoolRequest) -> HttpResponse:
    drawn = draw_students(term=_term(request), on=today_in(request.school))
    messages.success(request, _("%(n)d students drawn.") % {"n": len(drawn)})
    return back_to(request, TALKS)


@requires(Permission.SEE_ALL_CLASSES)
def talk(request: SchoolRequest, pk: int) -> HttpResponse:
    """Note what one student said."""
    found = get_object_or_404(talks_visible_to(request.member), pk=pk)
    form = TalkForm(request.POST or None, school=request.school)
    if form.is_valid():
        words, on = form.cleaned_data, today_in(request.school)
        if attempt(form, lambda: record_talk(talk=found, **words, by=request.member, on=on)):
            messages.success(request, _("Noted. The student can read it."))
            return back_to(request, TALKS)
    return show(request, "vision/talk_form.html", {"form": form, "talk": found}, here=TALKS)


def _term(request: SchoolRequest) -> Term:
    term = term_of(request)
    if term is None:
        raise Http404
    return term
