"""How far behaviours and attainment go with each other: by the worker, about groups, with an interval, never a cause.

Two sources stay apart: what students say of themselves, and what teachers judge. Comparisons are made inside year
groups, since older students score higher and rate themselves lower (domain.md §0, finding 3).
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from learningculture.celery import app
from learningculture.tenancy import tenant
from portfolio.models import AttainmentAssociation
from school.access import Permission, may
from school.models import Member, Term

SILENT_AFTER = datetime.timedelta(minutes=2)
"""A working out that has not ended by then has lost its worker; it takes seconds."""

SELF, TEACHER = "self", "teacher"


@transaction.atomic
def ask_for_association(*, term: Term, by: Member, now: datetime.datetime) -> AttainmentAssociation:
    """Have the worker work it out, or again. One that is under way is not asked for twice."""
    if not may(by, Permission.READ_PORTFOLIO):
        raise ValidationError(_("Only leaders can ask for this."))
    found, _made = AttainmentAssociation.objects.select_for_update().get_or_create(
        school_id=by.school_id, term=term, defaults={"asked_by": by, "asked_at": now}
    )
    if not found.is_waiting:
        found.asked_by, found.asked_at = by, now
        found.save(update_fields=["asked_by", "asked_at"])
    transaction.on_commit(lambda: enqueue(found), robust=True)
    return found


def enqueue(asked: AttainmentAssociation) -> None:
    """Tell a worker. If the message is lost, the sweeper finds the row."""
    app.send_task("portfolio.tasks.associate_attainment", kwargs={"school_id": asked.school_id, "asked_id": asked.pk})


def unfinished_associations(*, school_id: int, now: datetime.datetime) -> list[AttainmentAssociation]:
    """Those that nobody seems to work on."""
    with tenant(school_id, purpose="build"):
        asked = AttainmentAssociation.objects.filter(school=school_id, asked_at__lt=now - SILENT_AFTER)
        return [each for each in asked if each.is_waiting]


def work_out(*, school_id: int, asked_id: int, now: datetime.datetime) -> None:
    """Fill the row. A second call over the same records writes the same findings."""
    from portfolio.associations import findings_of

    with tenant(school_id, purpose="build"):
        asked = AttainmentAssociation.objects.select_for_update().select_related("term").filter(pk=asked_id).first()
        if asked is None or not asked.is_waiting:
            return
        asked.findings, asked.worked_out_at = findings_of(asked.term), max(now, asked.asked_at)
        asked.save(update_fields=["findings", "worked_out_at"])


def association_of(term: Term) -> AttainmentAssociation | None:
    return AttainmentAssociation.objects.filter(school=term.school_id, term=term).first()


@dataclass(frozen=True)
class Measure:
    """What was found of one measure and subject, in the order stored."""

    name: str
    findings: list[dict[str, Any]]

    @property
    def withheld(self) -> str:
        """The reason, where nothing at all can be shown and it is one and the same."""
        reasons = {finding.get("withheld", "") for finding in self.findings}
        return next(iter(reasons)) if len(reasons) == 1 else ""

    @property
    def says(self) -> list[str]:
        """What to see, in sentences: for many students together, and never why."""
        shown = [finding for finding in self.findings if not finding.get("withheld")]
        up = [_named(each) for each in shown if each["low"] > 0]
        down = [_named(each) for each in shown if each["high"] < 0]
        said = [_("Higher where results are higher: %(which)s.") % {"which": "; ".join(up)}] if up else []
        said += [_("Lower where results are higher: %(which)s.") % {"which": "; ".join(down)}] if down else []
        unclear = len(shown) - len(up) - len(down)
        if not unclear:
            return said
        return [*said, _("Of the others one cannot tell.") if said else _("Of none of them one can tell.")]


def _named(finding: dict[str, Any]) -> str:
    seen = (
        _("%(behaviour)s as students say it") if finding["source"] == SELF else _("%(behaviour)s as teachers judge it")
    )
    return seen % {"behaviour": finding["behaviour"]}


def by_measure(findings: list[dict[str, Any]]) -> list[Measure]:
    """Findings under the name of their measure and subject, in the order stored."""
    grouped: dict[str, list[dict[str, Any]]] = {}
    for finding in findings:
        grouped.setdefault(f"{finding['measure']}: {finding['subject']}", []).append(finding)
    return [Measure(name, found) for name, found in grouped.items()]
