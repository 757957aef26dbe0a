"""Reads of the vision, its behaviours, promises and pulse."""

from __future__ import annotations

from django.db.models import QuerySet

from school.models import School, Term
from vision.models import Behaviour, Commitment, Framework, Phase


def live_framework(school: School) -> Framework | None:
    """The framework in use; None before a school has chosen one."""
    return Framework.objects.filter(school=school, retired_on=None).first()


def focus_behaviours(term: Term) -> list[Behaviour]:
    """The behaviours declared for the term, in the framework's order; empty when none were."""
    return list(Behaviour.objects.filter(school=term.school_id, focuses__term=term).order_by("position"))


def phases_of(framework: Framework) -> list[Phase]:
    """The worded steps of skilfulness, in order."""
    return list(Phase.objects.filter(school=framework.school_id, framework=framework).order_by("number"))


def live_commitments(school: School) -> QuerySet[Commitment]:
    """The commitments that the vision makes today, in reading order."""
    return Commitment.objects.filter(school=school, retired_on=None)
