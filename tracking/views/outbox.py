"""What the browser's outbox asks before it sends."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token

from school.access import Permission, requires
from tracking.views.ground import SchoolRequest


@requires(Permission.BE_HERE)
def outbox(request: SchoolRequest) -> HttpResponse:
    """Who is signed in now, with a token for their requests. Nobody on a shared tablet: it keeps nothing."""
    if getattr(request, "badge_session", None) or getattr(request, "support_visit", None):
        return JsonResponse({"who": None})
    return JsonResponse({"who": request.member.pk, "token": get_token(request)})
