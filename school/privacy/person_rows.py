"""Everything the tables hold about one person, as labelled facts, with the names of others taken out."""

from __future__ import annotations

import base64
import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Model, TextField
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from school.models import Member
from school.privacy.data_map import SELF, Record, data_map

SHORTEST_NAME = 5
"""Letters. A shorter "full name" would take ordinary words out of sentences."""


@dataclass(frozen=True)
class Fact:
    """One labelled value."""

    name: str
    label: str
    value: str


@dataclass(frozen=True)
class Section:
    """One table's rows about the person: their own, or such that they only took part in."""

    model: str
    label: str
    purpose: str
    own: bool
    rows: list[list[Fact]]


class Names:
    """The names of everyone else in the school, to be taken out of texts."""

    def __init__(self, person: Member) -> None:
        self.person = person
        others = Member.objects.filter(school=person.school_id).exclude(pk=person.pk)
        names = {name for other in others for name in full_names(other)} - set(full_names(person))
        self._full = re.compile(
            "|".join(map(re.escape, sorted(names, key=len, reverse=True))) or r"(?!)", re.IGNORECASE
        )

    def hidden(self, text: str, also: Member | None = None) -> str:
        """The text without others' full names, and without any name of ``also``."""
        text = self._full.sub(_("[name]"), text)
        if also is None or also.pk == self.person.pk:
            return text
        short = [name for name in (also.given_name, also.family_name, also.preferred_name) if name]
        return re.sub(rf"\b({'|'.join(map(re.escape, short))})\b", _("[name]"), text) if short else text


def full_names(member: Member) -> list[str]:
    """How a text may name the person in full."""
    firsts = {name for name in (member.given_name, member.preferred_name) if name}
    both = [(first, member.family_name) for first in firsts if member.family_name]
    names = [f"{first} {last}" for first, last in both] + [f"{last}, {first}" for first, last in both]
    return [name for name in names if len(name) >= SHORTEST_NAME]


def sections_about(person: Member) -> list[Section]:
    """Of every table that goes into the pack, the person's own rows and those in which they took part."""
    names, found = Names(person), []
    for record in data_map().values():
        if not record.is_personal or not record.in_pack:
            continue
        own = [_own_facts(record, row, names) for row in record.rows_about(person)]
        part = [_part_facts(record, row, names) for row in record.rows_with(person)]
        found += [_section(record, rows, own=rows is own) for rows in (own, part) if rows]
    return found


def _section(record: Record, rows: list[list[Fact]], *, own: bool) -> Section:
    label = str(record.label) if own else _("%(what)s: your part in those of others") % {"what": record.label}
    return Section(record.model, label, str(record.purpose), own, rows)


def _own_facts(record: Record, row: Model, names: Names) -> list[Fact]:
    facts = [_fact(record, row, name, names) for name in (*_context(record), *record.personal)]
    for path in record.part:
        if "__" not in path and getattr(row, f"{path}_id", None):
            label = str(record.field(path).verbose_name)
            facts.append(Fact(path, label, who(getattr(row, path), names.person)))
    return [fact for fact in facts if fact.value]


def _part_facts(record: Record, row: Model, names: Names) -> list[Fact]:
    about = _person_at(row, record.about) if record.about and record.about != SELF else None
    facts = [_fact(record, row, name, names, also=about) for name in (*_context(record), *record.written)]
    if about:
        facts.insert(0, Fact("about", _("about"), who(about, names.person)))
    return [fact for fact in facts if fact.value]


def _person_at(row: Any, path: str) -> Member | None:
    for step in path.split("__"):
        row = getattr(row, step, None)
    return row if isinstance(row, Member) else None


def _context(record: Record) -> list[str]:
    """What a row belongs to, such as its term or behaviour: needed to understand it."""
    told = ("term", "behaviour", "aspect", "school_class", "commitment", "plc")
    return [name for name in record.plain if name in told]


def _fact(record: Record, row: Model, name: str, names: Names, also: Member | None = None) -> Fact:
    field, value = record.field(name), getattr(row, name)
    if field.choices and not isinstance(value, list):
        text = str(getattr(row, f"get_{name}_display")() if value not in (None, "") else "")
    else:
        text = words_of(value)
    if isinstance(field, CharField | TextField) or not isinstance(value, str):
        text = names.hidden(text, also) if isinstance(value, str) else text
    return Fact(name, str(field.verbose_name), text)


def words_of(value: Any) -> str:
    """A value as a reader understands it."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime.datetime):
        return date_format(localtime(value), "j F Y, H:i")
    if isinstance(value, datetime.date):
        return date_format(value, "j F Y")
    if isinstance(value, bytes | memoryview):
        # A picture, as every browser shows it: the copy needs nothing beside itself.
        return "data:image/webp;base64," + base64.b64encode(value).decode()
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return str(value)


def who(member: Member, reader: Member) -> str:
    """A person by their part in the school: the names of others are theirs."""
    if member.pk == reader.pk:
        return _("you")
    return _("a student") if member.is_student else _("a member of staff")


def count_facts(sections: Iterable[Section]) -> int:
    return sum(len(section.rows) for section in sections)
