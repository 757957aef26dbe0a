"""What every page of tracking stands on: the school's member and the running term."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from school.models import Member, School
from school.queries import current_term, today_in

View = Callable[..., HttpResponse]


class SchoolRequest(HttpRequest):
    """A request inside a school, as ``@requires`` leaves it."""

    member: Member
    school: School


def in_term(view: View) -> View:
    """Give the view the school's term as its second argument; before the first term, a page that says so."""

    @wraps(view)
    def with_term(request: SchoolRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        term = current_term(request.school, today_in(request.school))
        if term is None:
            return render(request, "tracking/no_term.html")
        return view(request, term, *args, **kwargs)

    return with_term


def from_outbox(request: HttpRequest) -> bool:
    """Whether the browser's outbox asks (static/outbox.js): it is answered in JSON, and redirected only to sign in."""
    return request.headers.get("X-Outbox") == "1"


def refused(form: BaseForm) -> HttpResponse:
    """What the outbox shows beside an entry that was refused."""
    return JsonResponse({"sentence": first_refusal(form)}, status=422)


def first_refusal(form: BaseForm) -> str:
    """What a form refused, as one line."""
    return " ".join(str(sentence) for errors in form.errors.values() for sentence in errors)


def tell(form: BaseForm, refusal: ValidationError) -> None:
    """Put what a domain function refused above the form."""
    form.add_error(None, refusal)
