"""Bringing a table of attainment in, and taking it out again."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from learningculture.downloads import one_line
from learningculture.spreadsheets import Sheet
from school.access import Permission, may
from school.batches import Undone, batch_of_changes, undo_batch
from school.models import Batch, Member, Term
from school.rosters.tablefiles import TableFile
from tracking.attainment.columns import Told, told_before
from tracking.attainment.comparing import Comparison, Row, compared
from tracking.models import AttainmentImport, AttainmentResult

LONGEST_FILE_NAME = 120
AT_ONCE = 1_000
"""Rows in one statement."""


def terms_for_attainment(term: Term) -> QuerySet[Term]:
    """Terms that have begun, newest first: results are never about one to come."""
    return Term.objects.filter(school=term.school_id, starts_on__lte=term.starts_on).order_by("-starts_on")


def imports_visible_to(member: Member) -> QuerySet[AttainmentImport]:
    """The log, newest first."""
    found = AttainmentImport.objects.filter(school=member.school_id).select_related("term", "by", "batch")
    return found if may(member, Permission.BRING_ATTAINMENT) else found.none()


def attainment_of(student: Member) -> QuerySet[AttainmentResult]:
    """A student's results, newest term first: the student sees them too."""
    found = AttainmentResult.objects.filter(school=student.school_id, student=student).select_related("term")
    return found.order_by("-term__starts_on", "subject", "measure")


def remembered_for(member: Member, header: Sequence[str]) -> Told | None:
    """What was said of the last table with these headings."""
    for made in imports_visible_to(member)[:20]:
        if set(made.mapping.get("columns", {})) == set(header):
            return told_before(made.mapping)
    return None


@transaction.atomic
def bring_attainment(
    *, table: TableFile, told: Told, term: Term, by: Member, now: datetime.datetime
) -> tuple[AttainmentImport, Comparison]:
    """Write what is new, in one batch that can be undone. The same table again changes nothing.

    Raises:
        ValidationError: not allowed, or the table cannot be read as was said.
    """
    if not may(by, Permission.BRING_ATTAINMENT):
        raise ValidationError(_("Only leaders and the office can bring attainment in."))
    comparison = compared(table, told, term=term)
    made = AttainmentImport.objects.create(
        school_id=by.school_id,
        term=term,
        by=by,
        at=now,
        file_name=one_line(table.file)[-LONGEST_FILE_NAME:],
        mapping=told.as_dict(),
        **comparison.counts,
    )
    if comparison.applied:
        label = f"{told.measure}, {term.title}"
        with batch_of_changes(school=by.school, kind=Batch.Kind.ATTAINMENT, label=label, by=by, now=now) as batch:
            _write(made, comparison.applied, told.measure)
        made.batch = batch
        made.save(update_fields=["batch"])
    return made, comparison


def _write(made: AttainmentImport, rows: Sequence[Row], measure: str) -> None:
    """One statement for a thousand results, in key order."""
    unique = {
        (row.student.pk, subject): AttainmentResult(
            school_id=made.school_id,
            came_with=made,
            student=row.student,
            term_id=made.term_id,
            subject=subject,
            measure=measure,
            value=value,
            words=words,
        )
        for row in rows
        if row.student is not None
        for subject, (value, words) in row.results.items()
    }
    AttainmentResult.objects.bulk_create(
        [unique[key] for key in sorted(unique)],
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["school", "student", "term", "subject", "measure"],
        update_fields=["value", "words", "came_with"],
    )


@transaction.atomic
def undo_attainment(*, made: AttainmentImport, by: Member, now: datetime.datetime) -> Undone:
    """Take a table out again: what it added goes, what it changed returns.

    Raises:
        ValidationError: it changed nothing, was undone already, or lies more than thirty days back.
    """
    if made.batch is None:
        raise ValidationError(_("This table changed nothing, so there is nothing to undo."))
    undone = undo_batch(batch=made.batch, by=by, now=now)
    made.undone_at = now
    made.save(update_fields=["undone_at"])
    return undone


def failing_rows(comparison: Comparison) -> Sheet:
    """The rows that were not read, as they came, with the reason behind them."""
    rows = [[*row.cells, row.reason] for row in comparison.failed]
    return Sheet(_("Rows left out"), [*comparison.header, _("Reason")], rows)
