"""The data map: what is personal in every table, whose it is, why it is held, how long, and what erasure does with it.

Each app says it of its own models in ``<app>/personal.py``. The access pack, erasure, the retention schedule and the
record of processing are all drawn from here; ``tests/school/privacy/test_data_map.py`` fails on a field left out.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.db.models import Field, Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from school.models import Member

SELF = "self"
"""Stands in place of a path where the row is the member."""

Obstacle = Callable[[Member], str]
APPS = ("school", "vision", "tracking", "observations", "enquiry", "portfolio", "home")
ALWAYS_PLAIN = ("id", "pk", "school")


class Ending(enum.StrEnum):
    """What erasure does with the rows about a person. Those they only took part in keep "a former member"."""

    DELETE = "delete"
    BLANK = "blank"
    KEEP = "keep"


ENDING_WORDS = {
    Ending.DELETE: _("removed"),
    Ending.BLANK: _("stays without name and words"),
    Ending.KEEP: _("stays"),
}


@dataclass(frozen=True)
class Record:
    """One table of the map.

    Attributes:
        model: "tracking.Noticing".
        label: what a person calls these rows.
        purpose: why the school holds them.
        rule: the key of its retention rule in :mod:`school.privacy.schedule`.
        about: path to the member whose record it is; :data:`SELF` for the member itself; empty for nobody's.
        account: path to the sign-in in place of a member, for tables outside the schools; SELF for the sign-in itself.
        part: paths to members who wrote it or took part.
        personal: fields that say something of the person in ``about`` (or in ``part``, where nobody is).
        written: those of them that the people in ``part`` wrote or did themselves.
        plain: fields that are no personal data.
        ending: what erasure does with rows about a person.
        shared: rows for which this holds belong to others too: they stay, with "a former member".
        in_pack: whether it goes into "everything about me"; ``why`` gives the reason where it does not, or stays.
        dated: the field by which the age of a row counts.
    """

    model: str
    label: Any
    purpose: Any
    rule: str
    about: str = ""
    account: str = ""
    part: tuple[str, ...] = ()
    personal: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()
    ending: Ending = Ending.DELETE
    shared: Q | None = None
    in_pack: bool = True
    why: Any = ""
    dated: str = ""

    @property
    def table(self) -> type[Model]:
        return apps.get_model(self.model)

    @property
    def paths(self) -> tuple[str, ...]:
        """All ways from a row to people."""
        return tuple(path for path in (self.about, self.account, *self.part) if path and path != SELF)

    @property
    def fields_named(self) -> set[str]:
        """Every field that the map says something about."""
        firsts = {path.partition("__")[0] for path in self.paths}
        return {*self.personal, *self.written, *self.plain, *firsts, *ALWAYS_PLAIN}

    @property
    def is_personal(self) -> bool:
        return bool(self.about or self.account or self.part)

    @property
    def depth(self) -> int:
        """How many tables lie between a row and its person: the deepest go first."""
        return self.about.count("__")

    def rows_about(self, member: Member) -> QuerySet[Any]:
        """The rows that are this person's own, in the school that is open."""
        return self.rows_about_any([member.pk], [member.user_id] if member.user_id else [])

    def rows_about_any(self, members: list[int], users: list[int]) -> QuerySet[Any]:
        rows = self.table._base_manager.all()
        if self.account:
            return rows.filter(**{"pk__in" if self.account == SELF else f"{self.account}__in": users})
        if not self.about:
            return rows.none()
        return rows.filter(**{"pk__in" if self.about == SELF else f"{self.about}__in": members})

    def rows_with(self, member: Member) -> QuerySet[Any]:
        """The rows about others in which this person took part."""
        found = Q()
        for path in self.part:
            found |= Q(**{path: member.pk})
        rows = self.table._base_manager.all()
        if not self.part:
            return rows.none()
        own = Q(**{self.about: member.pk}) if self.about and self.about != SELF else Q(pk__in=[])
        return rows.filter(found).exclude(own).distinct()

    def field(self, name: str) -> Field[Any, Any]:
        found: Field[Any, Any] = self.table._meta.get_field(name)  # type: ignore[assignment]
        return found


@cache
def data_map() -> dict[str, Record]:
    """Every record of every app by its model's label."""
    return {record.model: record for record in _declared()}


def _declared() -> Iterator[Record]:
    for app in APPS:
        if find_spec(f"{app}.personal"):
            yield from import_module(f"{app}.personal").RECORDS


def obstacles() -> list[Obstacle]:
    """What apps say may stand in the way of erasing a person now: a function from the member to a sentence, or none."""
    return [found for app in APPS if find_spec(f"{app}.personal") for found in _named(app, "OBSTACLES")]


def reasons_to_keep_name(member: Member) -> str:
    """Why the name itself has to stay, such as a concern about the person; empty when it may go."""
    asked = [found for app in APPS if find_spec(f"{app}.personal") for found in _named(app, "KEEP_NAME")]
    return " ".join(sentence for ask in asked if (sentence := ask(member)))


def _named(app: str, name: str) -> tuple[Obstacle, ...]:
    found: tuple[Obstacle, ...] = getattr(import_module(f"{app}.personal"), name, ())
    return found


def personal_records() -> list[Record]:
    """What is about people, the deepest first: answers before the check-in they belong to."""
    return sorted((each for each in data_map().values() if each.is_personal), key=lambda each: -each.depth)


def unmapped_fields() -> list[str]:
    """What the map leaves out or invents, each with what to write where."""
    wrong = []
    for model in mapped_models():
        label, names = model._meta.label, {field.name for field in model._meta.local_fields}
        app = model._meta.app_label if model._meta.app_label in APPS else "school"
        record = data_map().get(label)
        if record is None:
            wrong.append(_ask_for_record(app, label, names))
            continue
        for name in sorted(names - record.fields_named):
            wrong.append(
                f"{label}.{name} is in no data map. In {app}/personal.py add {name!r} to Record({label!r}): to "
                "personal=(…) if it says something of a person (and to written=(…) if people in part= wrote it "
                "themselves), else to plain=(…)."
            )
        for name in sorted({*record.personal, *record.written, *record.plain} - names):
            wrong.append(f"{label} has no field {name!r}: take it out of Record({label!r}) in {app}/personal.py.")
    return wrong


def _ask_for_record(app: str, label: str, names: set[str]) -> str:
    listed = ", ".join(repr(name) for name in sorted(names - set(ALWAYS_PLAIN)))
    return (
        f"{label} is in no data map. In {app}/personal.py add to RECORDS: Record({label!r}, _('what people call it'), "
        "_('why it is held'), rule='…a key of school/privacy/schedule.py…', about='…path to the Member it is about…', "
        f"personal=(…), plain=(…)) and put each of these fields into personal or plain: {listed}."
    )


FOREIGN = ("account", "mfa", "socialaccount", "usersessions", "sessions")
"""Apps of libraries whose tables hold data about people."""


def mapped_models() -> list[type[Model]]:
    """Every table of our own and those of libraries that hold data about people."""
    installed = [app for app in (*APPS, *FOREIGN) if apps.is_installed(app) or app in apps.app_configs]
    return [model for app in installed for model in apps.get_app_config(app).get_models()]
