"""Leaders' words to all staff, and one tap back."""

from __future__ import annotations

from django.contrib import messages as notices
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from school.access import Permission, may, requires
from vision.forms import attempt
from vision.leading_forms import MessageForm
from vision.messages import message_rows, messages_visible_to, react, send_message
from vision.views.frame import SchoolRequest, back_to, show

HERE = "vision:messages"
LATEST = 30
"""Messages shown: about a year of them."""


@requires(Permission.READ_PROMISES)
def messages(request: SchoolRequest) -> HttpResponse:
    return _page(request)


def _page(request: SchoolRequest, form: MessageForm | None = None) -> HttpResponse:
    writes = may(request.member, Permission.KEEP_PROMISES)
    context = {
        "rows": message_rows(request.member, messages_visible_to(request.member)[:LATEST], timezone.now()),
        "writes": writes,
        "form": (form or MessageForm(school=request.school)) if writes else None,
    }
    return show(request, "vision/message_list.html", context, here=HERE)


@requires(Permission.KEEP_PROMISES)
@require_POST
def message_send(request: SchoolRequest) -> HttpResponse:
    form = MessageForm(request.POST, school=request.school)
    if form.is_valid():
        words, now = form.cleaned_data, timezone.now()
        if attempt(form, lambda: send_message(school=request.school, **words, by=request.member, now=now)):
            notices.success(request, _("Sent. All staff can read it here."))
            return back_to(request, HERE)
    return _page(request, form)


@requires(Permission.READ_PROMISES)
@require_POST
def message_react(request: SchoolRequest, pk: int) -> HttpResponse:
    """One tap; another takes its place."""
    message = get_object_or_404(messages_visible_to(request.member), pk=pk)
    try:
        react(message=message, answer=request.POST.get("answer", ""), by=request.member, now=timezone.now())
    except ValidationError as refusal:
        notices.error(request, refusal.messages[0])
    if getattr(request, "htmx", None):
        row = message_rows(request.member, [message], timezone.now())[0]
        return show(request, "vision/message_list.html", {"row": row}, here=HERE, fragment="vision/_message.html")
    return back_to(request, HERE, anchor=f"message-{pk}")
