"""How behaviours and attainment go together, for leaders."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from learningculture.htmx import render_page_or_fragment
from portfolio.attainment import ask_for_association, association_of, by_measure
from portfolio.queries import terms_with_attainment
from portfolio.views.pages import SchoolRequest
from school.access import Permission, requires
from school.models import Term


@requires(Permission.READ_PORTFOLIO)
def attainment(request: SchoolRequest) -> HttpResponse:
    """What was last worked out for a term; while the worker is at it, the page looks again every two seconds."""
    terms = list(terms_with_attainment(request.member))
    term = _chosen(request.GET.get("term", ""), terms)
    found = association_of(term) if term else None
    measures = by_measure(found.findings) if found and not found.is_waiting else []
    context = {"terms": terms, "term_chosen": term, "found": found, "measures": measures}
    return render_page_or_fragment(request, "portfolio/attainment.html", "portfolio/_association.html", context)


@require_POST
@requires(Permission.READ_PORTFOLIO)
def associate(request: SchoolRequest) -> HttpResponse:
    """Have it worked out."""
    term = _chosen(request.POST.get("term", ""), list(terms_with_attainment(request.member)))
    if term is None:
        raise Http404
    ask_for_association(term=term, by=request.member, now=timezone.now())
    response = redirect("portfolio:attainment", request.school.slug)
    response["Location"] += f"?term={term.pk}"
    return response


def _chosen(wanted: str, terms: list[Term]) -> Term | None:
    """The term asked for; the newest where none is. 404 for one without results."""
    if not wanted:
        return terms[0] if terms else None
    found = [term for term in terms if str(term.pk) == wanted]
    if not found:
        raise Http404
    return found[0]
