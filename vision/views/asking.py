"""The school's own statements in the pulse, and the slip that leads to it from the staff room."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from school.access import Permission, requires
from school.queries import today_in
from vision.extras import MOST_EXTRAS, add_extra, end_extra
from vision.forms import attempt
from vision.pulse_forms import ExtraForm
from vision.queries import extras_visible_to, live_extras, open_or_due_pulse
from vision.slip import slip_code
from vision.views.frame import SchoolRequest, back_to, show

HERE = "vision:pulse_results"


@requires(Permission.RUN_PULSE)
def pulse_extras(request: SchoolRequest) -> HttpResponse:
    """Read, add and end the statements of the school's own."""
    form = ExtraForm(request.POST or None)
    if form.is_valid():
        words, on = form.cleaned_data, today_in(request.school)
        if attempt(form, lambda: add_extra(school=request.school, **words, on=on)):
            messages.success(request, _("The next pulse asks it after the eight."))
            return back_to(request, "vision:pulse_extras")
    context = {"form": form, "own": live_extras(request.school), "most": MOST_EXTRAS}
    return show(request, "vision/pulse_extras.html", context, here=HERE)


@requires(Permission.RUN_PULSE)
@require_POST
def end_pulse_extra(request: SchoolRequest, pk: int) -> HttpResponse:
    extra = get_object_or_404(extras_visible_to(request.member), pk=pk)
    end_extra(extra=extra, on=today_in(request.school))
    messages.success(request, _("It is asked no more. What was answered stays."))
    return back_to(request, "vision:pulse_extras")


@requires(Permission.RUN_PULSE)
def pulse_slip(request: SchoolRequest) -> HttpResponse:
    """A page to print and pin up: the short address of the pulse, also as a code for phones."""
    address = request.build_absolute_uri(reverse("vision:pulse_link", args=[request.school.slug]))
    context = {"address": address, "code": slip_code(address), "running": open_or_due_pulse(request.school)}
    return show(request, "vision/pulse_slip.html", context, here=HERE)


@requires(Permission.ANSWER_PULSE)
def pulse_link(request: SchoolRequest) -> HttpResponse:
    """The short address on the slip: to the pulse, by way of signing in where that is still to be done."""
    return back_to(request, "vision:pulse")
