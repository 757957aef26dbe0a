"""What leaders see of visits: counts and pooled sightings."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from observations.coverage import FEWEST_HOSTS, FEWEST_VISITS, coverage_in
from school.access import Permission, requires
from school.queries import current_term, today_in


@requires(Permission.SEE_VISIT_COVERAGE)
def coverage(request: HttpRequest) -> HttpResponse:
    member = request.member  # type: ignore[attr-defined]
    term = current_term(member.school, today_in(member.school))
    context = {
        "coverage": coverage_in(term, member) if term else None,
        "fewest_hosts": FEWEST_HOSTS,
        "fewest_visits": FEWEST_VISITS,
    }
    return render(request, "observations/coverage.html", context)
