"""What every page of tracking stands on: the school's member and the running term."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
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


def tell(form: BaseForm, refusal: ValidationError) -> None:
    """Put what a domain function refused above the form."""
    form.add_error(None, refusal)
