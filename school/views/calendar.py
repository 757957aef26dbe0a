"""The school's calendar: years with terms and closures, and the hours of the school."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from school.access import Permission, requires
from school.calendar import half_terms_of, school_days_between
from school.models import AcademicYear, Closure, School
from school.office.year_forms import HoursForm, YearForms
from school.office.years import (
    YearSaid,
    affected_by,
    next_year,
    problems_in,
    save_year,
    set_hours,
    year_as_said,
    years_of,
)
from school.queries import today_in


@requires(Permission.MANAGE_CALENDAR, support=True)
def calendar(request: HttpRequest) -> HttpResponse:
    return _calendar(request, None)


@require_POST
@requires(Permission.MANAGE_CALENDAR)
def set_school_hours(request: HttpRequest) -> HttpResponse:
    school = request.school  # type: ignore[attr-defined]
    form = HoursForm(request.POST)
    if form.is_valid():
        set_hours(school=school, by=request.member, **form.cleaned_data)  # type: ignore[attr-defined]
        messages.success(request, _("Saved. Nothing is sent outside these hours."))
        return redirect("school:calendar", school.slug)
    return _calendar(request, form)


@requires(Permission.MANAGE_CALENDAR)
def add_year(request: HttpRequest) -> HttpResponse:
    """A new year, proposed from the last one's weekdays."""
    school = request.school  # type: ignore[attr-defined]
    last = years_of(school).first()
    return _edit(request, None, next_year(year_as_said(last)) if last else None)


@requires(Permission.MANAGE_CALENDAR)
def year(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(years_of(request.school), pk=pk)  # type: ignore[attr-defined]
    return _edit(request, found, year_as_said(found))


def _edit(request: HttpRequest, year: AcademicYear | None, said: YearSaid | None) -> HttpResponse:
    """The one page of a year: what is wrong stands beside its field, what it touches is asked about."""
    forms, affected, refusals = YearForms(request.POST or None, said=said), [], list[str]()
    if request.method == "POST" and forms.is_valid():
        school = request.school  # type: ignore[attr-defined]
        new = forms.said()
        forms.tell(problems_in(new, years_of(school).exclude(pk=year.pk if year else 0)))
        affected = affected_by(year, new)
        if not forms.has_errors and (not affected or "confirmed" in request.POST):
            try:
                save_year(school=school, said=new, by=request.member, year=year)  # type: ignore[attr-defined]
            except ValidationError as refusal:
                refusals = refusal.messages
            else:
                messages.success(request, _("%(year)s is saved.") % {"year": new.name})
                return redirect("school:calendar", school.slug)
    context = {"year": year, "forms": forms, "affected": affected, "refusals": refusals}
    return render(request, "school/calendar_year.html", context)


def _calendar(request: HttpRequest, form: HoursForm | None) -> HttpResponse:
    school = request.school  # type: ignore[attr-defined]
    now = {name: getattr(school, name) for name in ("time_zone", "works_from", "works_until", "works_on")}
    years = [_shown(school, one) for one in years_of(school)]
    context = {"years": years, "form": form or HoursForm(initial=now), "today": today_in(school)}
    return render(request, "school/calendar.html", context)


def _shown(school: School, year: AcademicYear) -> dict[str, Any]:
    """A year with its terms cut at half-term, and the school days of each."""
    closures = list(year.closures.all())
    breaks = [one for one in closures if one.kind == Closure.Kind.HALF_TERM]
    terms = [
        {"term": term, "halves": half_terms_of(term, breaks), "days": _days(school, term.starts_on, term.ends_on)}
        for term in year.terms.all()
    ]
    return {"year": year, "terms": terms, "closures": closures, "days": sum(one["days"] for one in terms)}


def _days(school: School, first: Any, last: Any) -> int:
    return school_days_between(school, first - first.resolution, last)
