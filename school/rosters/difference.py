"""The named difference of one school, for people to read before they say yes. It holds names: show it, never log it."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from school.models import Characteristics, Member, Role, SchoolClass
from school.rosters.planned import MemberChange, Plan, Withheld
from school.rosters.registers import natural_key, register_key
from school.rosters.stored import StoredMember
from school.rosters.wanted import MemberWanted


@dataclass(frozen=True)
class FieldChange:
    """One field, old → new, as the school reads it. ``field`` is its name in the code, for "keep ours"."""

    field: str
    label: str
    old: str
    new: str


@dataclass(frozen=True)
class PersonLine:
    """One person. ``id`` is our key, None for somebody new; ``kept`` are fields where the school keeps its own."""

    source_id: str
    first_name: str
    family_name: str
    is_student: bool
    id: int | None = None
    changes: tuple[FieldChange, ...] = ()
    kept: tuple[FieldChange, ...] = ()
    leaves: tuple[str, ...] = ()
    joins: tuple[str, ...] = ()
    on: datetime.date | None = None

    @property
    def name(self) -> str:
        return " ".join(part for part in (self.first_name, self.family_name) if part)

    @property
    def listed(self) -> str:
        """Family name first, as in a register."""
        return ", ".join(part for part in (self.family_name, self.first_name) if part)


@dataclass(frozen=True)
class ClassLine:
    """One class, as with people."""

    source_id: str
    name: str
    id: int | None = None
    changes: tuple[FieldChange, ...] = ()
    kept: tuple[FieldChange, ...] = ()
    on: datetime.date | None = None

    @property
    def listed(self) -> str:
        return self.name


@dataclass(frozen=True)
class CalendarLine:
    """One academic year or term that is new or gets other dates."""

    name: str
    starts_on: datetime.date
    ends_on: datetime.date
    is_new: bool


@dataclass(frozen=True)
class Difference:
    """What an import would do in one school.

    ``moved`` are people who stay and change classes, with the classes' names; somebody may stand in ``changed`` as
    well. ``returning`` had left and come back. ``kept`` are people and classes of whom the school keeps a field.
    """

    new: tuple[PersonLine, ...]
    changed: tuple[PersonLine, ...]
    returning: tuple[PersonLine, ...]
    moved: tuple[PersonLine, ...]
    leaving: tuple[PersonLine, ...]
    kept: tuple[PersonLine | ClassLine, ...]
    classes_new: tuple[ClassLine, ...]
    classes_changed: tuple[ClassLine, ...]
    classes_closing: tuple[ClassLine, ...]
    calendar: tuple[CalendarLine, ...]

    @property
    def is_empty(self) -> bool:
        parts = (self.new, self.changed, self.returning, self.moved, self.leaving)
        return not any((*parts, self.classes_new, self.classes_changed, self.classes_closing, self.calendar))


def difference_of(plan: Plan) -> Difference:
    """In the order of a register, students and staff together."""
    known = plan.stored.member
    changed, returning = _changed(plan)
    return Difference(
        new=_sorted(PersonLine(one.source_id, *_names(one), one.is_student) for one in plan.members_added),
        changed=changed,
        returning=returning,
        moved=_moved(plan),
        leaving=_sorted(_line(known(row.id), on=row.on) for row in plan.members_leaving),
        kept=_kept(plan),
        classes_new=_in_order(ClassLine(one.source_id, one.name) for one in plan.classes_added),
        classes_changed=_classes_changed(plan),
        classes_closing=_classes_closing(plan),
        calendar=_calendar(plan),
    )


def _names(one: MemberWanted | StoredMember) -> tuple[str, str]:
    return one.preferred_name or one.given_name, one.family_name


def _line(one: StoredMember, **more: Any) -> PersonLine:
    return PersonLine(one.source_id, *_names(one), Role.STUDENT in one.roles, one.id, **more)


def _sorted(lines: Iterable[PersonLine]) -> tuple[PersonLine, ...]:
    return tuple(sorted(lines, key=lambda line: (register_key(line.family_name, line.first_name), line.source_id)))


def _in_order(lines: Iterable[ClassLine]) -> tuple[ClassLine, ...]:
    return tuple(sorted(lines, key=lambda line: (natural_key(line.name), line.source_id)))


def _changed(plan: Plan) -> tuple[tuple[PersonLine, ...], tuple[PersonLine, ...]]:
    known = plan.stored.member
    changes: defaultdict[int, list[FieldChange]] = defaultdict(list)
    back = set()
    for row in plan.members_changed:
        was_here = known(row.id)
        changes[row.id] += _field_changes(Member, was_here, row, MemberChange._fields[1:-1])
        back |= {row.id} if was_here.left_on and not row.left_on else set()
    owners = {id: student for student, (id, _v) in plan.stored.characteristics.items()}
    for change in plan.characteristics_changed:
        student = owners[change.id]
        was = plan.stored.characteristics[student][1]
        changes[plan.stored.members[student].id] += [
            _field(Characteristics, name, was[name], value)
            for name, value in change.values.items()
            if was[name] != value
        ]
    for student, values in plan.characteristics_added:
        if student in plan.stored.members:
            said = [_field(Characteristics, name, None, value) for name, value in values.items()]
            changes[plan.stored.members[student].id] += said
    lines = _sorted(_line(known(id), changes=tuple(found)) for id, found in changes.items() if found and id not in back)
    return lines, _sorted(_line(known(id), changes=tuple(changes[id])) for id in back)


def _field_changes(model: Any, old: Any, new: Any, names: Iterable[str]) -> list[FieldChange]:
    pairs = ((name, getattr(old, name), getattr(new, name)) for name in names)
    return [_field(model, name, was, will) for name, was, will in pairs if _plain(was) != _plain(will)]


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _field(model: Any, name: str, old: Any, new: Any) -> FieldChange:
    field = model._meta.get_field(name)
    label = str(field.verbose_name)
    return FieldChange(name, label[:1].upper() + label[1:], _said(field, old), _said(field, new))


def _said(field: Any, value: Any) -> str:
    """A value in the words of the screen."""
    if value is None or value in ("", [], ()):
        return ""
    choices = {str(key): str(label) for key, label in (getattr(field, "base_field", field).choices or ())}
    if isinstance(value, list | tuple):
        return ", ".join(choices.get(str(one), str(one)) for one in value)
    if isinstance(value, datetime.date):
        return str(date_format(value))
    return choices.get(str(value), str(value))


def _moved(plan: Plan) -> tuple[PersonLine, ...]:
    names = {one.id: one.name for one in plan.stored.classes.values()}
    leaving = {row.id for row in plan.members_leaving}
    closing = {row.id for row in plan.enrolments_closing}
    leaves: defaultdict[int, set[str]] = defaultdict(set)
    joins: defaultdict[int, set[str]] = defaultdict(set)
    for rows in plan.stored.enrolments.values():
        for row in rows:
            if row.id in closing and row.member_id not in leaving:
                leaves[row.member_id].add(names.get(row.class_id, _("a class made here")))
    for added in plan.enrolments_added:
        if added.member in plan.stored.members:
            joins[plan.stored.members[added.member].id].add(_class_name(plan, added.school_class))
    return _sorted(
        _line(plan.stored.member(id), leaves=tuple(sorted(leaves[id])), joins=tuple(sorted(joins[id])))
        for id in {*leaves, *joins}
    )


def _class_name(plan: Plan, id: str) -> str:
    wanted = plan.wanted.classes.get(id)
    return wanted.name if wanted else plan.stored.classes[id].name


def _kept(plan: Plan) -> tuple[PersonLine | ClassLine, ...]:
    found: defaultdict[tuple[str, str], list[FieldChange]] = defaultdict(list)
    for one in plan.withheld:
        model, ours = _ours(plan, one)
        found[one.of, one.source_id].append(_field(model, one.field, ours, one.theirs))
    classes = [_kept_class(plan, id, tuple(fields)) for (of, id), fields in sorted(found.items()) if of == "class"]
    people = [_kept_person(plan, id, tuple(fields)) for (of, id), fields in found.items() if of != "class"]
    return (*classes, *_sorted(people))


def _ours(plan: Plan, one: Withheld) -> tuple[Any, Any]:
    if one.of == "class":
        return SchoolClass, getattr(plan.stored.classes[one.source_id], one.field)
    if hasattr(plan.stored.members[one.source_id], one.field):
        return Member, getattr(plan.stored.members[one.source_id], one.field)
    stored = plan.stored.characteristics.get(one.source_id)
    return Characteristics, stored[1][one.field] if stored else None


def _kept_class(plan: Plan, id: str, kept: tuple[FieldChange, ...]) -> ClassLine:
    known = plan.stored.classes[id]
    return ClassLine(id, known.name, known.id, kept=kept)


def _kept_person(plan: Plan, id: str, kept: tuple[FieldChange, ...]) -> PersonLine:
    return _line(plan.stored.members[id], kept=kept)


def _classes_changed(plan: Plan) -> tuple[ClassLine, ...]:
    known = {one.id: one for one in plan.stored.classes.values()}
    names = ("name", "kind", "subject", "year_groups")
    return tuple(
        ClassLine(
            known[row.id].source_id,
            known[row.id].name,
            row.id,
            tuple(_field_changes(SchoolClass, known[row.id], row.wanted, names)),
        )
        for row in plan.classes_changed
    )


def _classes_closing(plan: Plan) -> tuple[ClassLine, ...]:
    known = {one.id: one for one in plan.stored.classes.values()}
    rows = [(known[row.id], row) for row in plan.classes_closing]
    return _in_order(ClassLine(one.source_id, one.name, one.id, on=row.on) for one, row in rows)


def _calendar(plan: Plan) -> tuple[CalendarLine, ...]:
    calendar = plan.calendar
    years = [(year, True) for year in calendar.years_added] + [(year, False) for _id, year in calendar.years_changed]
    terms = [(row.term, True) for row in calendar.terms_added] + [(row.term, False) for row in calendar.terms_changed]
    found: list[tuple[Any, bool]] = [*years, *terms]
    return tuple(CalendarLine(one.name, one.starts_on, one.ends_on, is_new) for one, is_new in found)
