"""A table beside what is stored: which student each row is about, what is new in it, what is wrong with it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from school.models import Member, Term
from school.rosters.tablefiles import TableFile
from tracking.attainment.columns import LONGEST_NAME, LONGEST_RESULT, Column, Told, check_told, value_of
from tracking.models import AttainmentResult

APPLIED, UNCHANGED, FAILED = "applied", "unchanged", "failed"

Key = tuple[int, str]
"""Student, subject; term and measure are one for a whole table."""


@dataclass(frozen=True)
class Row:
    """A line of the table and what becomes of it. ``results``: subject → (value, as printed)."""

    line: int
    cells: tuple[str, ...]
    state: str
    reason: str = ""
    student: Member | None = None
    results: Mapping[str, tuple[Decimal, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Comparison:
    """All rows of a table: read = applied + unchanged + failed, always."""

    header: tuple[str, ...]
    rows: list[Row]

    @property
    def counts(self) -> dict[str, int]:
        found = Counter(row.state for row in self.rows)
        return {"rows": len(self.rows), **{state: found[state] for state in (APPLIED, UNCHANGED, FAILED)}}

    @property
    def failed(self) -> list[Row]:
        return [row for row in self.rows if row.state == FAILED]

    @property
    def applied(self) -> list[Row]:
        return [row for row in self.rows if row.state == APPLIED]


class Students:
    """The school's students by their number in the roster and by name."""

    def __init__(self, school_id: int) -> None:
        self.by_number: dict[str, list[Member]] = defaultdict(list)
        self.by_name: dict[tuple[str, str], list[Member]] = defaultdict(list)
        for student in Member.objects.filter(school=school_id).students().order_by("pk"):
            if student.source_id:
                self.by_number[student.source_id.casefold()].append(student)
            for given in {student.given_name, student.preferred_name} - {""}:
                self.by_name[given.casefold(), student.family_name.casefold()].append(student)

    def find(self, number: str, given: str, family: str) -> tuple[Member | None, str]:
        """The one student meant, or the reason why nobody is."""
        found = self.by_number[number.casefold()] if number else self.by_name[given.casefold(), family.casefold()]
        if len(found) == 1:
            return found[0], ""
        if found:
            return None, _("More than one student here fits this row. Give their number in the roster.")
        return None, _("No student of this school has this number.") if number else _("No student here has this name.")


def compared(table: TableFile, told: Told, *, term: Term) -> Comparison:
    """What bringing the table in would do. Two queries; nothing is written.

    Raises:
        ValidationError: what was said of the columns is not enough to read it.
    """
    check_told(told)
    students, stored = Students(term.school_id), _stored(term, told.measure)
    seen: dict[Key, str] = {}
    rows = [_compared_row(table, told, line, cells, students, stored, seen) for line, cells in table.rows]
    return Comparison(table.header, rows)


def _stored(term: Term, measure: str) -> dict[Key, tuple[Decimal, str]]:
    found = AttainmentResult.objects.filter(school=term.school_id, term=term, measure=measure)
    return {(row.student_id, row.subject): (row.value, row.words) for row in found}


def _compared_row(
    table: TableFile,
    told: Told,
    line: int,
    cells: tuple[str, ...],
    students: Students,
    stored: Mapping[Key, tuple[Decimal, str]],
    seen: dict[Key, str],
) -> Row:
    by_heading = dict(zip(table.header, (cell.strip() for cell in cells), strict=False))
    student, reason = students.find(*_person(by_heading, told))
    if student is None:
        return Row(line, cells, FAILED, reason)
    results: dict[str, tuple[Decimal, str]] = {}
    for subject, words in _results(by_heading, told):
        value = value_of(words, told.grades)
        if reason := _wrong(student, subject, words, value, seen):
            return Row(line, cells, FAILED, reason, student)
        assert value is not None
        results[subject] = (value.quantize(Decimal("0.01")), words)
    seen.update({(student.pk, subject): words for subject, (_value, words) in results.items()})
    new = any(stored.get((student.pk, subject)) != result for subject, result in results.items())
    return Row(line, cells, APPLIED if new else UNCHANGED, "", student, results)


def _person(by_heading: Mapping[str, str], told: Told) -> tuple[str, str, str]:
    number, given, family = (
        by_heading.get(next(iter(told.named(column)), ""), "")
        for column in (Column.NUMBER, Column.GIVEN, Column.FAMILY)
    )
    return number, given, family


def _results(by_heading: Mapping[str, str], told: Told) -> Iterator[tuple[str, str]]:
    """Subject and result of a row; an empty cell is no result."""
    subject_column = next(iter(told.named(Column.SUBJECT)), "")
    for heading in told.named(Column.RESULT):
        if words := by_heading.get(heading, ""):
            yield by_heading.get(subject_column, "") if subject_column else heading, words


def _wrong(student: Member, subject: str, words: str, value: Decimal | None, seen: Mapping[Key, str]) -> str:
    if not 0 < len(subject) <= LONGEST_NAME:
        return _("The subject is missing or too long.")
    if len(words) > LONGEST_RESULT:
        return _("The result in %(subject)s is too long.") % {"subject": subject}
    if value is None:
        return _("The result in %(subject)s is neither a number nor one of the grades.") % {"subject": subject}
    if seen.get((student.pk, subject), words) != words:
        return _("An earlier row has another result of this student in %(subject)s.") % {"subject": subject}
    return ""
