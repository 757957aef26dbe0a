"""Every row of the input is accounted for: applied, unchanged or failed. Failing rows go back with their reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import chain
from typing import Any

from learningculture.spreadsheets import Sheet, csv_bytes
from school.rosters.incoming import SECRET_WORDS, InputTable, Key
from school.rosters.keysets import KeySet
from school.rosters.planned import Plan
from school.rosters.problems import Problem

REASON = "reason"


@dataclass(frozen=True)
class RowCount:
    """``input`` = ``applied`` + ``unchanged`` + ``failed``, always."""

    input: int
    applied: int
    unchanged: int
    failed: int
    mode: str = "bulk"

    def as_dict(self) -> dict[str, int | str]:
        return asdict(self)


def count_rows(
    tables: Iterable[InputTable], problems: Iterable[Problem], plans: Iterable[Plan], new_schools: Iterable[str]
) -> dict[str, RowCount]:
    """By file. A row is failed when a problem names its line, applied when anything it speaks of changes."""
    touched, reasons = touched_by_kind(plans, new_schools), _by_line(problems)
    return {table.file: _count(table, set(reasons[table.file]), touched) for table in tables}


def touched_by_kind(plans: Iterable[Plan], new_schools: Iterable[str] = ()) -> Mapping[str, KeySet]:
    """The keys of all that changes, by their kind."""
    touched: defaultdict[str, KeySet] = defaultdict(KeySet)
    for plan in plans:
        if plan.members_added:
            touched["member"].update(("member", one.source_id) for one in plan.members_added)
        if plan.enrolments_added:
            touched["enrolment"].update(("enrolment", row.school_class, row.member) for row in plan.enrolments_added)
    for key in chain(*map(_keys_touched, plans), (("school", id) for id in new_schools)):
        touched[key[0]].add(key)
    return touched


def _count(table: InputTable, failing: set[int], touched: Mapping[str, KeySet]) -> RowCount:
    failed = applied = 0
    if failing or touched:
        failed, applied = table.failed_and_applied(failing, touched)
    return RowCount(len(table.rows), applied, len(table.rows) - applied - failed, failed, table.mode)


def _keys_touched(plan: Plan) -> Iterator[Key]:
    """Everything that the plan adds, changes or closes, by the sender's identifiers, but for new people and places."""
    people = plan.stored.people
    classes = {known.id: id for id, known in plan.stored.classes.items()}
    calendar = plan.calendar
    years = [*calendar.years_added, *(year for _id, year in calendar.years_changed)]
    yield from (("year", year.source_id) for year in years)
    yield from (("term", row.term.source_id) for row in (*calendar.terms_added, *calendar.terms_changed))
    yield from (("member", people[id]) for id in _ids(plan.members_changed, plan.members_leaving))
    yield from (("class", one.source_id) for one in plan.classes_added)
    yield from (("class", classes[id]) for id in _ids(plan.classes_changed, plan.classes_closing))
    yield from (("characteristics", student) for student, _values in plan.characteristics_added)
    owners = {id: student for student, (id, _values) in plan.stored.characteristics.items()}
    yield from (("characteristics", owners[row.id]) for row in plan.characteristics_changed)
    touched = set(_ids(plan.enrolments_changed, plan.enrolments_closing))
    for (class_id, member_id, _role), rows in plan.stored.enrolments.items():
        if class_id in classes and any(row.id in touched for row in rows):
            yield ("enrolment", classes[class_id], people[member_id])


def _ids(*lists: Iterable[Any]) -> Iterator[int]:
    return (row.id for rows in lists for row in rows)


def failing_files(tables: Iterable[InputTable], problems: Iterable[Problem]) -> dict[str, bytes]:
    """For each file with failing rows: these rows as they came, with a column that says why; formulas are inert.

    Columns of passwords, telephones, e-mail and guardians come back blank.
    """
    reasons = _by_line(problems)
    return {
        table.file.rsplit(".", 1)[0] + ".csv": _failing_file(table, reasons[table.file])
        for table in tables
        if any(line in reasons[table.file] for line, _cells in table.rows)
    }


def _failing_file(table: InputTable, reasons: dict[int, list[str]]) -> bytes:
    secret = [any(word in column.casefold() for word in SECRET_WORDS) for column in table.header]
    rows = ([*_shown(cells, secret), " ".join(reasons[line])] for line, cells in table.rows if line in reasons)
    return csv_bytes(Sheet(table.file, [*table.header, REASON], rows))


def _shown(cells: Sequence[str], secret: Sequence[bool]) -> list[str]:
    """As wide as the header. A row that slipped may hold a secret anywhere: of such a row only the first cell."""
    if len(cells) != len(secret):
        return [cells[0] if cells and not secret[0] else "", *[""] * (len(secret) - 1)]
    return ["" if hide else cell for cell, hide in zip(cells, secret, strict=True)]


def _by_line(problems: Iterable[Problem]) -> defaultdict[str, dict[int, list[str]]]:
    found: defaultdict[str, dict[int, list[str]]] = defaultdict(dict)
    for problem in sorted(problems):
        if problem.line > 1:
            said = f"{problem.column}: {problem.reason}" if problem.column else problem.reason
            found[problem.file].setdefault(problem.line, []).append(said)
    return found
