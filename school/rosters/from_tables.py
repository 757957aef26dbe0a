"""A table of people, with what was said about it, as a roster on its way in.

A table speaks of people, and of the classes that stand in its columns; it says nothing of the calendar, and a class
that it does not name stays. Its classes belong to the school year of the day.
"""

from __future__ import annotations

import datetime
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from learningculture.tenancy import tenant
from school.models import AcademicYear, Member, Role, School, SchoolClass
from school.models.classes import Enrolment
from school.rosters.incoming import Incoming, InputTable, Key
from school.rosters.places import Dates, EnrolmentKey
from school.rosters.problems import Problem, refuse
from school.rosters.reading import Held
from school.rosters.tablefiles import TableFile
from school.rosters.tablefiles.answers import Answers, Who, questions
from school.rosters.tablefiles.fields import Field
from school.rosters.tablefiles.glimpse import glimpse_of
from school.rosters.tablefiles.people import PeopleRead, PersonRow, read_people
from school.rosters.tablefiles.recognising import OWN_ID
from school.rosters.wanted import ClassWanted, MemberWanted, SchoolWanted, Scope

OWN_SOURCE = "own export"
"""Under which our own export comes back; its people are known by our key, whatever system they came from."""

REGISTRATION, TEACHING = SchoolClass.Kind.REGISTRATION.value, SchoolClass.Kind.TEACHING.value
ClassKey = tuple[str, str]
"""Kind and folded name of a class of the year."""


@dataclass(frozen=True)
class Here:
    """What the school holds that a table may mean: the year of the day, its open classes, who came from this source."""

    year: AcademicYear
    classes: Mapping[ClassKey, SchoolClass]
    students_known: bool
    staff_known: bool
    own: Mapping[str, int] = field(default_factory=dict)


def folded(name: str) -> str:
    """A class's name as it is compared."""
    return unicodedata.normalize("NFC", " ".join(name.split())).casefold()


def here_in(school: School, table: TableFile, source: str, on: datetime.date) -> Here:
    """Raises RosterRefused when the school has no year for the day: a class must belong to one."""
    with tenant(school.pk):
        years = AcademicYear.objects.filter(school=school, ends_on__gte=on).order_by("starts_on")
        year = years.first()
        if year is None:
            reason = _("The school has no school year for this day. Set years and terms under Calendar first.")
            raise refuse(table.file, reason)
        known = list(Member.objects.filter(school=school, source=source).exclude(source_id="").values_list("roles"))
        own = {}
        if source == OWN_SOURCE:
            own = {str(id): id for id in Member.objects.filter(school=school).values_list("pk", flat=True)}
        return Here(
            year=year,
            classes=_classes(school, year, source),
            students_known=bool(own) or any(Role.STUDENT in roles for (roles,) in known),
            staff_known=bool(own) or any(Role.STUDENT not in roles for (roles,) in known),
            own=own,
        )


def _classes(school: School, year: AcademicYear, source: str) -> dict[ClassKey, SchoolClass]:
    """The year's open classes by kind and name; of two with one name the sender's own, else the older."""
    found = SchoolClass.objects.filter(school=school, academic_year=year, closed_on=None).order_by("pk")
    classes: dict[ClassKey, SchoolClass] = {}
    for one in sorted(found, key=lambda one: one.source != source):
        classes.setdefault((one.kind, folded(one.name)), one)
    return classes


def incoming_from(table: TableFile, answers: Answers, *, school: School, on: datetime.date, digest: str) -> Incoming:
    """The table as a roster of this one school.

    Raises:
        RosterRefused: something is still to be said, or the table contradicts itself.
    """
    own = OWN_ID in table.header
    source = OWN_SOURCE if own else answers.source
    _check_answered(table, answers)
    read = read_people(table, answers, on=on)
    here = here_in(school, table, source, on)
    if own:
        _set_strangers_aside(table, read, here)
    builder = _Builder(answers, here, on)
    for id, person in read.people.items():
        if not person.left_out:
            builder.add(id, person)
    return Incoming(
        source=source,
        version=table.kind,
        digest=digest,
        schools=[builder.wanted(school, read)],
        held=Held(people=read.held),
        problems=read.problems,
        notes=[*read.notes, *_left_out(read)],
        tables=[InputTable(table.file, table.header, table.rows, builder.speaks_of(read))],
    )


def _check_answered(table: TableFile, answers: Answers) -> None:
    asked = questions(glimpse_of(table), answers)
    if asked.columns:
        reason = _("No column is said to be: %(field)s.") % {"field": Field(asked.columns[0]).label}
        raise refuse(table.file, reason, line=1)
    if asked:
        open_points = {
            _("which values mean what (%s)") % ", ".join(f"“{one.value}”"[:40] for one in asked.values): asked.values,
            _("whether day or month comes first"): asked.order,
            _("which pupil premium is counted"): asked.premium,
            _("whether these are students or staff"): asked.who,
            _("whether the table holds everybody"): asked.complete,
            _("whose identifiers these are"): asked.source,
        }
        raise refuse(
            table.file, _("Still to be said: %s.") % "; ".join(said for said, is_so in open_points.items() if is_so)
        )


def _set_strangers_aside(table: TableFile, read: PeopleRead, here: Here) -> None:
    """In our own export, rows whose key is nobody's here: another school's file, or a row written by hand."""
    for id in [id for id in read.people if id not in here.own]:
        for line in read.lines.pop(id):
            reason = _("This is nobody in this school. New people come with a file of the school’s own system.")
            read.problems.append(Problem(table.file, line, reason, OWN_ID))
        read.people.pop(id)


def _left_out(read: PeopleRead) -> Iterable[str]:
    if read.unknown_held:
        yield _("There are rows without an identifier, which could be anybody’s: so nobody leaves through this file.")
    count = sum(person.left_out for person in read.people.values())
    if count:
        yield _("Left out as you said (another school, a last day that has passed, a role): %d.") % count


class _Builder:
    """Gathers members, classes and places of one school from the rows."""

    def __init__(self, answers: Answers, here: Here, on: datetime.date) -> None:
        self.answers, self.here, self.on = answers, here, on
        self.members: dict[str, MemberWanted] = {}
        self.enrolments: dict[EnrolmentKey, Dates] = {}
        self.characteristics: dict[str, dict[str, str]] = {}
        self.names: dict[str, tuple[str, str]] = {}
        self.year_groups: defaultdict[str, set[int]] = defaultdict(set)
        self.classes_here: dict[str, int] = {}
        self.silent: set[str] = set()

    def add(self, id: str, person: PersonRow) -> None:
        known = self.here.students_known if person.is_student else self.here.staff_known
        since = person.joined or (self.on if known else min(self.here.year.starts_on, self.on))
        self.members[id] = MemberWanted(
            source_id=id,
            given_name=person.given,
            family_name=person.family,
            preferred_name=person.preferred,
            roles=person.roles,
            year_group=person.year,
            joined_on=since,
            department="" if person.is_student else person.department,
        )
        said = {"sex": person.sex, "send": person.send, "eal": person.eal, "pupil_premium": person.premium}
        if any(said.values()):
            self.characteristics[id] = {name: value for name, value in said.items() if value}
        if (not person.registration and self.answers.column(Field.REGISTRATION)) or (
            not person.classes and self.answers.column(Field.CLASSES)
        ):
            self.silent.add(id)
        for place in self._places(id, person):
            self.enrolments[place] = (
                min(max(since, self.here.year.starts_on), self.on) if not known else self.on,
                None,
            )

    def _places(self, id: str, person: PersonRow) -> list[EnrolmentKey]:
        role = _place(person.roles)
        named = [(REGISTRATION, person.registration)] if person.registration else []
        named += [(TEACHING, name) for name in person.classes]
        return [(self._class(kind, name, person.year), id, role) for kind, name in named if role]

    def _class(self, kind: str, name: str, year: int | None) -> str:
        """The identifier of a class by its name; one that is here already is meant, whoever made it."""
        existing = self.here.classes.get((kind, folded(name)))
        key = f"{kind}/{self.here.year.name}/{folded(name)}"
        if existing:
            self.classes_here[key] = existing.pk
        self.names.setdefault(key, (kind, name))
        if year is not None:
            self.year_groups[key].add(year)
        return key

    def wanted(self, school: School, read: PeopleRead) -> SchoolWanted:
        """Rows without an identifier might be anybody's: because of them nobody leaves, nor a teaching class."""
        whole = bool(self.answers.complete) and not read.unknown_held
        columns = {REGISTRATION: Field.REGISTRATION, TEACHING: Field.CLASSES}
        if read.unknown_held:
            del columns[TEACHING]
        own = {id: self.here.own[id] for id in self.members if id in self.here.own}
        return SchoolWanted(
            source_id="",
            name=school.name,
            years=(),
            members=self.members,
            classes={key: self._wanted_class(key) for key in self.names if key not in self.classes_here},
            enrolments=self.enrolments,
            characteristics=self.characteristics,
            scope=Scope(
                students=whole and self.answers.who != Who.STAFF,
                staff=whole and self.answers.who != Who.STUDENTS,
                classes=False,
                kinds=frozenset(kind for kind, use in columns.items() if self.answers.column(use)),
                silent=frozenset(self.silent),
            ),
            members_here=own,
            classes_here=self.classes_here,
        )

    def _wanted_class(self, key: str) -> ClassWanted:
        kind, name = self.names[key]
        return ClassWanted(key, name, kind, "", tuple(sorted(self.year_groups[key])), f"#{self.here.year.pk}")

    def speaks_of(self, read: PeopleRead) -> dict[int, list[Key]]:
        """For each line what its row speaks of."""
        places: defaultdict[str, list[Key]] = defaultdict(list)
        for school_class, member, _role in self.enrolments:
            places[member] += [("enrolment", school_class, member), ("class", school_class)]
        return {
            line: [("member", id), ("characteristics", id), *places[id]]
            for id, lines in read.lines.items()
            for line in lines
        }


def _place(roles: Iterable[str]) -> str:
    held = set(roles)
    if Role.STUDENT in held:
        return Enrolment.Role.STUDENT.value
    if held & {Role.TEACHER, Role.HEAD, Role.SENIOR_LEADER, Role.PLC_LEAD}:
        return Enrolment.Role.TEACHER.value
    return Enrolment.Role.ASSISTANT.value if Role.TEACHING_ASSISTANT in held else ""
