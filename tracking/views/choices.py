"""What the school records of learning: the leaders' choices."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from school.access import Permission, requires
from tracking.choices import choices_of, choose_recording
from tracking.forms_noticing import ChoicesForm
from tracking.views.ground import SchoolRequest


@requires(Permission.CHOOSE_BEHAVIOURS)
def choices(request: SchoolRequest) -> HttpResponse:
    """Five choices; until somebody chooses, the most private ones hold."""
    kept = choices_of(request.school)
    form = ChoicesForm(request.POST or None, instance=kept)
    if form.is_valid():
        choose_recording(choices=kept, by=request.member, **form.cleaned_data)
        messages.success(request, _("Saved. It holds from now on; what is recorded already stays."))
        return redirect("tracking:choices", request.school.slug)
    return render(request, "tracking/choices.html", {"form": form})
