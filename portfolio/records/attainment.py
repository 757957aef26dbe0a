"""Attainment beside what students said and what teachers judged, one row a student."""

from __future__ import annotations

from collections import defaultdict

from portfolio.records.learners import judged_in, scores_of
from school.models import Term
from tracking.models import AttainmentResult

Results = dict[tuple[str, str], dict[int, float]]
"""(subject, measure) → student → value."""


def results_of(term: Term) -> Results:
    """The term's results; an empty dictionary where the school brought none in."""
    found: Results = defaultdict(dict)
    rows = AttainmentResult.objects.filter(school=term.school_id, term=term).order_by("subject", "measure", "student")
    for subject, measure, student, value in rows.values_list("subject", "measure", "student", "value"):
        found[subject, measure][student] = float(value)
    return dict(found)


def year_groups_of(term: Term) -> dict[int, int | None]:
    """Student → year group now. Years move up together, so it tells cohorts of an earlier term apart as well."""
    rows = AttainmentResult.objects.filter(school=term.school_id, term=term).order_by()
    return dict(rows.values_list("student", "student__year_group").distinct())


def said_of(term: Term, key: str) -> dict[int, float]:
    """Student → mean answer about a behaviour, of two answers or more: only its order is used."""
    return {row["student"]: row["score"] for row in scores_of(term, key)}


def judged_of(term: Term, key: str) -> dict[int, float]:
    """Student → the phase that a teacher chose; "not looked for" is no phase."""
    rows = judged_in(term, key).values_list("student", "phase")
    return {student: float(phase) for student, phase in rows if phase is not None}
