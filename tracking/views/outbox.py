"""What the browser's outbox asks before it sends."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string

from school.access import Permission, requires
from school.models import Term
from school.queries import today_in
from tracking.finding import names_to_notice
from tracking.models.noticings import Context
from tracking.views.ground import SchoolRequest, in_term


@requires(Permission.BE_HERE)
def outbox(request: SchoolRequest) -> HttpResponse:
    """Who is signed in now, with a token for their requests. Nobody on a shared tablet: it keeps nothing."""
    if getattr(request, "badge_session", None) or getattr(request, "support_visit", None):
        return JsonResponse({"who": None})
    return JsonResponse({"who": request.member.pk, "token": get_token(request)})


@requires(Permission.NOTICE)
@in_term
def notice_names(request: SchoolRequest, term: Term) -> HttpResponse:
    """What a note without a network needs: one's own learners, in short, and the behaviours."""
    known = names_to_notice(request.member, term, today_in(request.school))
    dialog = render_to_string("tracking/_notice_dialog.html", {"contexts": Context.choices}, request=request)
    page = render_to_string("tracking/_noticing_without_network.html", request=request)
    return JsonResponse({**known, "dialog": dialog, "page": page})
