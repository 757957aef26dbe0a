"""Which terms an indicator compares, and when a record falls into one."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from school.models import Term

SAME_TERM, TERM_BEFORE = "T1", "T2"

LAST_YEAR_WITHIN_DAYS = 400
"""A same-named term further back is not last year's: dates of terms move by weeks, not by months."""


@dataclass(frozen=True)
class Earlier:
    """A term to compare with, and the rule that names it."""

    rule: str
    term: Term


def same_term_last_year(term: Term) -> Term | None:
    since = term.starts_on - datetime.timedelta(days=LAST_YEAR_WITHIN_DAYS)
    return (
        Term.objects.filter(
            school=term.school_id,
            comparison_key=term.comparison_key,
            academic_year__starts_on__lt=term.academic_year.starts_on,
            starts_on__gte=since,
        )
        .select_related("academic_year")
        .order_by("-starts_on")
        .first()
    )


def previous_term(term: Term) -> Term | None:
    before = Term.objects.filter(school=term.school_id, starts_on__lt=term.starts_on)
    return before.select_related("academic_year").order_by("-starts_on").first()


def terms_back(term: Term, count: int) -> Term:
    """The first of so many terms that end with this one; the school's first where it has fewer."""
    run = Term.objects.filter(school=term.school_id, starts_on__lte=term.starts_on).order_by("-starts_on")[:count]
    return list(run)[-1]


def terms_to_compare(term: Term, *, last_year_first: bool) -> list[Earlier]:
    """Earlier terms in the order in which they are tried: T1 then T2, or T2 alone (domain.md §6.0)."""
    found = [(TERM_BEFORE, previous_term(term))]
    if last_year_first:
        found.insert(0, (SAME_TERM, same_term_last_year(term)))
    return [Earlier(rule, earlier) for rule, earlier in found if earlier is not None]


def terms_to_match(term: Term) -> list[Earlier]:
    """Earlier terms for judgements: first the earliest of the same year (autumn → summer), then T1, then T2."""
    same_year = Term.objects.filter(
        school=term.school_id, academic_year=term.academic_year_id, starts_on__lt=term.starts_on
    )
    first = same_year.select_related("academic_year").order_by("starts_on").first()
    start = [Earlier("start of the year", first)] if first else []
    return start + terms_to_compare(term, last_year_first=True)
