"""One place that decides between a whole page, the fragment that htmx asked for, and what the outbox is told."""

from __future__ import annotations

from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers


def render_page_or_fragment(
    request: HttpRequest, page: str, fragment: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """The fragment for a request by htmx, the page otherwise; caches keep the two apart."""
    template = fragment if getattr(request, "htmx", None) else page
    response = render(request, template, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def go_to(request: HttpRequest, url: str) -> HttpResponse:
    """Send the browser to another page, by htmx or plainly."""
    if getattr(request, "htmx", None):
        return HttpResponse(headers={"HX-Redirect": url})
    return redirect(url)


def from_outbox(request: HttpRequest) -> bool:
    """Whether the browser's outbox asks (static/outbox.js): it is answered in JSON, and redirected only to sign in."""
    return request.headers.get("X-Outbox") == "1"


def refused_outbox(form: BaseForm) -> HttpResponse:
    """What the outbox shows beside an entry that was refused."""
    return JsonResponse({"sentence": first_refusal(form)}, status=422)


def first_refusal(form: BaseForm) -> str:
    """What a form refused, as one line."""
    return " ".join(str(sentence) for errors in form.errors.values() for sentence in errors)
