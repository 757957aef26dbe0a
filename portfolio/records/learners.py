"""Counts and per-student answers about learning: the roll, check-ins, judgements."""

from __future__ import annotations

from typing import Any

from django.db.models import Avg, Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from school.models import Enrolment, Member, SchoolClass, Term
from tracking.models import CheckIn, CheckInAnswer, Judgement

SELF_REPORT_YEARS, YOUNGER_YEARS = range(3, 14), range(-1, 3)
"""Year groups. Younger children answer at the extremes whatever they are asked (domain.md §2.3): never counted here."""

MIN_ANSWERED_ITEMS = 2
"""One answered item is no score of a behaviour."""

COUNTED_FORMS = (CheckIn.Form.B, CheckIn.Form.C)


def on_roll(term: Term) -> QuerySet[Member]:
    """Students on roll on the term's census day, its first, each with their registration class of that day."""
    return (
        Member.objects.filter(school=term.school_id)
        .students()
        .here_on(term.starts_on)
        .annotate(class_id=Subquery(_places(term).order_by("id").values("school_class_id")[:1]))
        .order_by("id")
    )


def _places(term: Term) -> QuerySet[Enrolment]:
    """A student's registration classes on the census day."""
    return (
        Enrolment.objects.filter(member=OuterRef("pk"), school_class__academic_year=term.academic_year_id)
        .filter(role=Enrolment.Role.STUDENT, school_class__kind=SchoolClass.Kind.REGISTRATION)
        .on(term.starts_on)
    )


def able_to_report(term: Term) -> QuerySet[Member]:
    """Students on roll in Year 3 and above.

    By the year groups of their class, which stay true when years have passed; by their own year group where the class
    is unknown or mixes both ages.
    """
    old = Exists(_places(term).filter(school_class__year_groups__overlap=list(SELF_REPORT_YEARS)))
    young = Exists(_places(term).filter(school_class__year_groups__overlap=list(YOUNGER_YEARS)))
    by_class = Q(old=True, young=False)
    by_own_year = Q(old=F("young"), year_group__in=SELF_REPORT_YEARS)
    return on_roll(term).annotate(old=old, young=young).filter(by_class | by_own_year)


def answers_of(term: Term, key: str) -> QuerySet[CheckInAnswer]:
    """Answers about one behaviour in finished check-ins of students who are counted."""
    return CheckInAnswer.objects.filter(
        check_in__term=term,
        check_in__finished_at__isnull=False,
        check_in__form__in=COUNTED_FORMS,
        check_in__student__in=able_to_report(term).values("pk"),
        behaviour__key=key,
    ).order_by()


def answer_counts(term: Term, key: str) -> dict[str, Any]:
    """How often each worded answer was given (0 is "no chance to") and by how many students, and by how many in all."""
    answers = answers_of(term, key)
    people = Count("check_in__student", distinct=True)
    counts = answers.values("value").annotate(times=Count("id"), people=people).order_by("value")
    return {
        "answers": [[row["value"] or 0, row["times"], row["people"]] for row in counts],
        "students": answers.filter(value__isnull=False).aggregate(n=Count("check_in__student", distinct=True))["n"],
        "eligible": able_to_report(term).count(),
    }


def scores_of(term: Term, key: str) -> list[dict[str, Any]]:
    """Per student who answered two items or more: the mean answer (1 to 4), with form, item and framework version."""
    rows = (
        answers_of(term, key)
        .filter(value__isnull=False)
        .values(
            student=F("check_in__student"),
            form=F("check_in__form"),
            items=F("check_in__item_version"),
            preset=F("behaviour__framework__preset"),
            version=F("behaviour__framework__version"),
        )
        .annotate(score=Avg("value"), answered=Count("id"))
        .filter(answered__gte=MIN_ANSWERED_ITEMS)
        .order_by("student")
    )
    return [{**row, "score": float(row["score"])} for row in rows]


def classes_of_students(term: Term) -> dict[int, int | None]:
    """The registration class of each student on roll on the census day."""
    return dict(on_roll(term).values_list("pk", "class_id"))  # type: ignore[misc]  # annotated by on_roll


def judged_in(term: Term, key: str) -> QuerySet[Judgement]:
    """Judgements of one behaviour about students on roll on the census day, "not looked for" among them."""
    return Judgement.objects.filter(term=term, behaviour__key=key, student__in=on_roll(term).values("pk")).order_by()


def phase_counts(term: Term, key: str) -> dict[str, Any]:
    """How many students were judged in each phase, for how many it was "not looked for", and how many are on roll."""
    rows = judged_in(term, key).values("phase").annotate(students=Count("id")).order_by("phase")
    return {
        "phases": [[row["phase"], row["students"]] for row in rows if row["phase"] is not None],
        "not_looked_for": sum(row["students"] for row in rows if row["phase"] is None),
        "eligible": on_roll(term).count(),
    }


def phase_moves(term: Term, earlier: Term, key: str) -> list[dict[str, Any]]:
    """Students judged in both terms, counted by class, phase then, phase now and whether the judge is another."""
    before = Judgement.objects.filter(
        term=earlier, student=OuterRef("student"), behaviour=OuterRef("behaviour"), phase__isnull=False
    )
    home = on_roll(term).filter(pk=OuterRef("student"))
    matched = judged_in(term, key).annotate(
        then=Subquery(before.values("phase")[:1]),
        judge_then=Subquery(before.values("judge")[:1]),
        class_id=Subquery(home.values("class_id")[:1]),  # type: ignore[misc]  # annotated by on_roll
    )
    rows = (
        matched.filter(phase__isnull=False, then__isnull=False)
        .values("class_id", "then", "phase", "judge_id", "judge_then")
        .annotate(students=Count("id"))
        .order_by("class_id", "then", "phase", "judge_id", "judge_then")
    )
    return [
        {
            "class": row["class_id"],
            "then": row["then"],
            "now": row["phase"],
            "other_judge": row["judge_id"] != row["judge_then"],
            "students": row["students"],
        }
        for row in rows
    ]


def judged_under(term: Term, key: str) -> list[str]:
    """The framework versions under which a behaviour was judged in a term; empty when nobody judged it."""
    judged = Judgement.objects.filter(term=term, behaviour__key=key, phase__isnull=False).order_by()
    pairs = judged.values_list("behaviour__framework__preset", "behaviour__framework__version").distinct()
    return sorted(f"{preset} {version}" for preset, version in pairs)
