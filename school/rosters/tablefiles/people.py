"""A table's rows as people: each row read, or set aside with its reason; several rows of one person become one."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field, fields, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from school.models import Role
from school.rosters.problems import Problem, RosterRefused
from school.rosters.tablefiles.answers import Answers, Premium, Who
from school.rosters.tablefiles.dates import date_of
from school.rosters.tablefiles.fields import Field, plain
from school.rosters.tablefiles.opening import TableFile
from school.rosters.tablefiles.upn import has_right_letter, is_shaped, veiled
from school.rosters.tablefiles.values import ELSEWHERE, LEFT_OUT, meaning

LONGEST_NAME, LONGEST_CLASS, LONGEST_ID = 100, 80, 110
NO_NAME = {"-", "–", "—", ".", "--", "---"}
"""What systems that insist on two names hold for somebody who has one."""

LINES_NAMED = 10


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person as the table has them. A blank is not known; ``classes`` is None where no column speaks of them."""

    line: int
    id: str
    given: str = ""
    family: str = ""
    preferred: str = ""
    roles: tuple[str, ...] = ()
    year: int | None = None
    registration: str = ""
    classes: tuple[str, ...] = ()
    department: str = ""
    sex: str = ""
    send: str = ""
    eal: str = ""
    premium: str = ""
    joined: datetime.date | None = None
    left_out: bool = False

    @property
    def is_student(self) -> bool:
        return Role.STUDENT in self.roles


@dataclass
class PeopleRead:
    """Everybody by identifier, the lines that speak of each, and what is wrong.

    ``held`` are identifiers of rows that could not be read: such a person is no leaver. ``unknown_held``: some row had
    no identifier, so nobody can be said to have left.
    """

    people: dict[str, PersonRow] = field(default_factory=dict)
    lines: dict[str, list[int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    held: set[str] = field(default_factory=set)
    unknown_held: bool = False
    notes: list[str] = field(default_factory=list)


def read_people(table: TableFile, answers: Answers, *, on: datetime.date) -> PeopleRead:
    """Everybody in the table.

    Args:
        on: the day of the import; whoever's last day is before it, is left out.

    Raises:
        RosterRefused: the same identifier stands for two different people.
    """
    read = PeopleRead()
    places = {use: table.header.index(column) for column, use in answers.columns.items() if use in Field.values}
    fatal: list[Problem] = []
    for line, cells in table.rows:
        row = _Row(table.file, line, {use: cells[place] for use, place in places.items()}, answers, on)
        if line in table.short:
            row.wrong("", _("The row does not have as many cells as the header: some may stand in the wrong column."))
        person = row.person()
        if row.problems:
            read.problems += row.problems
            read.held |= {person.id} - {""}
            read.unknown_held |= not person.id
        elif contradiction := _add(read, table, person):
            fatal.append(contradiction)
    if fatal:
        raise RosterRefused(fatal)
    read.notes += _notes(table, answers, read)
    return read


def _add(read: PeopleRead, table: TableFile, person: PersonRow) -> Problem | None:
    """Put a row with the others of the same person, or say how it contradicts them."""
    known = read.people.get(person.id)
    read.lines.setdefault(person.id, []).append(person.line)
    if known is None:
        read.people[person.id] = person
        return None
    classes = tuple(dict.fromkeys((*known.classes, *person.classes)))
    if replace(known, line=0, classes=()) != replace(person, line=0, classes=()):
        differs = [one.name for one in fields(known) if one.name not in ("line", "classes")
                   and getattr(known, one.name) != getattr(person, one.name)]  # fmt: skip
        reason = _("Lines %(first)d and %(second)d have the same identifier and differ in: %(fields)s.")
        said = {"first": known.line, "second": person.line, "fields": ", ".join(differs)}
        return Problem(table.file, person.line, reason % said, fatal=True)
    read.people[person.id] = replace(known, classes=classes)
    return None


class _Row:
    """One row's cells by field."""

    def __init__(self, file: str, line: int, cells: dict[str, str], answers: Answers, on: datetime.date) -> None:
        self.file, self.line, self.cells, self.answers, self.on = file, line, cells, answers, on
        self.problems: list[Problem] = []

    def wrong(self, use: str, reason: str) -> None:
        column = self.answers.column(Field(use)) if use else ""
        self.problems.append(Problem(self.file, self.line, reason, column or ""))

    def text(self, use: Field, longest: int) -> str:
        text = self.cells.get(use, "")
        if len(text) > longest:
            self.wrong(use, _("This text is longer than %(count)d characters.") % {"count": longest})
        return text

    def coded(self, use: Field) -> str:
        """A cell's meaning: what a person said of the value, else what it says itself; blank is not known."""
        raw = self.cells.get(use, "")
        said = self.answers.values.get(use, {}).get(raw)
        found = said if said is not None else meaning(use, raw)
        if found is None:
            self.wrong(use, _("Nobody has said yet what this value means."))
        return found or ""

    def date(self, use: Field) -> datetime.date | None:
        text = self.cells.get(use, "")
        found = date_of(text, self.answers.order)
        if text and found is None:
            self.wrong(use, _("This is not a date that can be read for certain."))
        return found

    def person(self) -> PersonRow:
        given, family, preferred = self._names()
        year = self.coded(Field.YEAR)
        roles, leave_out = self._roles()
        last = self.date(Field.LEFT)
        is_student = Role.STUDENT in roles
        coded: dict[str, Any] = {
            use.value: self.coded(use) for use in (Field.SEX, Field.SEND, Field.EAL, Field.PREMIUM)
        }
        return PersonRow(
            line=self.line,
            id=self._identifier(),
            given=given,
            family=family,
            preferred=preferred,
            roles=roles,
            year=int(year) if year and is_student else None,
            registration=self.text(Field.REGISTRATION, LONGEST_CLASS),
            classes=self._classes(),
            department=self.text(Field.DEPARTMENT, 60),
            joined=self.date(Field.JOINED),
            left_out=leave_out or (last is not None and last < self.on) or self.coded(Field.SCHOOL) == ELSEWHERE,
            **(coded if is_student else {}),
        )

    def _identifier(self) -> str:
        """As the sender writes it, noughts in front and capitals kept; a UPN veiled."""
        text = self.text(Field.IDENTIFIER, LONGEST_ID)
        if not text:
            self.wrong(Field.IDENTIFIER, _("There is no identifier, so this person could not be known again."))
        elif plain(self.answers.column(Field.IDENTIFIER) or "") == "upn" and not is_shaped(text):
            self.wrong(Field.IDENTIFIER, _("This is no UPN, so this person could not be known again."))
            return ""
        id = veiled(text) if is_shaped(text) else text
        return f"staff/{id}" if id and self.answers.who == Who.STAFF else id

    def _names(self) -> tuple[str, str, str]:
        given, family = self._name(Field.GIVEN), self._name(Field.FAMILY)
        if both := self.text(Field.BOTH_NAMES, 2 * LONGEST_NAME):
            before, comma, after = both.rpartition(",")
            if not comma:
                self.wrong(Field.BOTH_NAMES, _("There is no comma between family name and given name."))
            family, given = before.strip(), after.strip()
        family = self._name(Field.PREFERRED_FAMILY) or family
        preferred = self._name(Field.PREFERRED)
        if not given and not family:
            self.wrong(Field.GIVEN if Field.GIVEN in self.cells else "", _("There is no name."))
        return given, family, preferred if preferred != given else ""

    def _name(self, use: Field) -> str:
        text = self.text(use, LONGEST_NAME)
        return "" if text in NO_NAME and not self.answers.is_own else text

    def _classes(self) -> tuple[str, ...]:
        text = self.cells.get(Field.CLASSES, "")
        apart = ";" if ";" in text else "|" if "|" in text else ","
        found = tuple(dict.fromkeys(name.strip() for name in text.split(apart) if name.strip()))
        if any(len(name) > LONGEST_CLASS for name in found):
            self.wrong(
                Field.CLASSES, _("A class’s name is longer than %(count)d characters.") % {"count": LONGEST_CLASS}
            )
        return found

    def _roles(self) -> tuple[tuple[str, ...], bool]:
        if Field.ROLE not in self.cells or self.answers.who == Who.STUDENTS:
            return (Role.STUDENT.value if self.answers.who == Who.STUDENTS else Role.TEACHER.value,), False
        said = self.coded(Field.ROLE)
        if not said and not self.problems:
            self.wrong(Field.ROLE, _("There is no role."))
        roles = tuple(role.value for role in Role if role in said.split(","))
        return roles, said == LEFT_OUT


def _notes(table: TableFile, answers: Answers, read: PeopleRead) -> list[str]:
    """What is odd and brought in all the same."""
    notes = []
    wrong = _wrong_letters(table)
    if wrong:
        said = ngettext(
            "%(count)d UPN has a wrong check letter (line %(lines)s). It may still be the right child.",
            "%(count)d UPNs have a wrong check letter (lines %(lines)s). They may still be the right children.",
            len(wrong),
        )
        notes.append(said % {"count": len(wrong), "lines": ", ".join(map(str, wrong[:LINES_NAMED]))})
    unread = [name for name in table.header if name not in answers.columns]
    if unread:
        notes.append(_("Columns that were not read: %(columns)s.") % {"columns": ", ".join(unread)[:300]})
    if answers.column(Field.PREMIUM) and not answers.is_own:
        known = answers.premium in Premium.values
        kind = (
            Premium(answers.premium).label if known else _("nobody has said whether who is eligible or who receives it")
        )
        notes.append(_("The pupil premium column says: %(kind)s.") % {"kind": kind})
    return notes


def _wrong_letters(table: TableFile) -> list[int]:
    column = next((name for name in table.header if plain(name) == "upn"), None)
    if column is None:
        return []
    upns = zip((line for line, _cells in table.rows), table.column(column), strict=True)
    return [line for line, upn in upns if upn and not has_right_letter(upn)]
