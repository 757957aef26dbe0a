"""What the values of a coded column mean. A blank is not known, never "no"; what we do not know, a person says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from school.models import Role
from school.models.people import NEVER_GIVEN, Known, Send, Sex
from school.rosters.grades import year_group
from school.rosters.tablefiles.fields import Field, plain

TICKS = ("✓", "✔", "☑", "√")
YES = {"y", "yes", "t", "true", "1", "eal", "tick"}
NO = {"n", "no", "f", "false", "0"}
LEFT_OUT = "leave_out"
"""A role whose people are not brought in."""

HERE, ELSEWHERE = "here", "elsewhere"

SEXES: dict[str, str] = {
    **dict.fromkeys(("f", "female", "girl"), Sex.FEMALE),
    **dict.fromkeys(("m", "male", "boy"), Sex.MALE),
    **dict.fromkeys(("o", "other"), Sex.OTHER),
    **dict.fromkeys(("u", "unknown", "not known", "unspecified"), Sex.NOT_KNOWN),
}
SENDS: dict[str, str] = {
    **dict.fromkeys(("n", "no", "none", "no sen", "no special educational need"), Send.NONE),
    **dict.fromkeys(("no special educational needs", "no specified special educational need"), Send.NONE),
    **dict.fromkeys(("k", "sen support", "send support", "support"), Send.SUPPORT),
    **dict.fromkeys(("e", "ehcp", "ehc plan", "education health and care plan", "plan"), Send.PLAN),
    "not known": Send.NOT_KNOWN,
}
ROLES = {
    **{plain(str(role.label)): role.value for role in Role if role not in NEVER_GIVEN},
    **{role.value: role.value for role in Role if role not in NEVER_GIVEN},
    **dict.fromkeys(("pupil", "learner", "stu"), Role.STUDENT.value),
    **dict.fromkeys(("class teacher", "teaching staff", "qualified teacher", "tch"), Role.TEACHER.value),
    **dict.fromkeys(("ta", "hlta", "lsa", "learning support assistant", "higher level teaching assistant", "aide"),
                    Role.TEACHING_ASSISTANT.value),
    **dict.fromkeys(("head", "head teacher", "principal", "executive headteacher"), Role.HEAD.value),
    **dict.fromkeys(("deputy head", "deputy headteacher", "assistant head", "assistant headteacher"),
                    Role.SENIOR_LEADER.value),
}  # fmt: skip

YEARS = (*range(-1, 14),)


@dataclass(frozen=True)
class Unmapped:
    """A value of a column that somebody must say the meaning of, and how often it stands there."""

    field: str
    value: str
    count: int


def meaning(field: str, text: str) -> str | None:
    """What a value means by itself: one of :func:`choices_of`, blank for a blank cell, None when it is not known."""
    said = text.strip()
    if not said:
        return ""
    reader = READERS[Field(field)]
    found = reader(said)
    return None if found is None else str(found)


def _year(said: str) -> str | None:
    group = year_group(said)
    return None if group is None else str(group)


def _yes_or_no(said: str) -> str | None:
    if said in TICKS:
        return Known.YES.value
    bare = plain(said)
    if bare in YES:
        return Known.YES.value
    return Known.NO.value if bare in NO else Known.NOT_KNOWN.value if bare == "not known" else None


def _role(said: str) -> str | None:
    """One role or several: a teacher may be a PLC lead too."""
    found = [ROLES.get(plain(part)) for part in said.replace(";", ",").split(",") if part.strip()]
    return None if not found or None in found else ",".join(dict.fromkeys(role for role in found if role))


READERS: dict[Field, Any] = {
    Field.YEAR: _year,
    Field.SEX: lambda said: SEXES.get(plain(said)),
    Field.SEND: lambda said: SENDS.get(plain(said)),
    Field.EAL: _yes_or_no,
    Field.PREMIUM: _yes_or_no,
    Field.ROLE: _role,
    Field.SCHOOL: lambda said: None,
}


def choices_of(field: str) -> list[tuple[str, Any]]:
    """What a person may say that a value of the field means."""
    if field == Field.YEAR:
        names = {-1: _("Nursery"), 0: _("Reception")}
        return [("", _("No year group")), *((str(year), names.get(year, _("Year %d") % year)) for year in YEARS)]
    if field == Field.ROLE:
        return [*((role.value, role.label) for role in Role), (LEFT_OUT, _("Leave these people out"))]
    if field == Field.SCHOOL:
        return [(HERE, _("This school")), (ELSEWHERE, _("Another school: leave out"))]
    kinds: dict[str, Any] = {Field.SEX: Sex, Field.SEND: Send}
    return list(kinds.get(field, Known).choices)


def unmapped(field: str, counts: Mapping[str, int], said: Mapping[str, str]) -> list[Unmapped]:
    """The values of a column that neither we nor a person has given a meaning, most frequent first."""
    return [
        Unmapped(field, value, count)
        for value, count in sorted(counts.items(), key=lambda item: -item[1])
        if value not in said and meaning(field, value) is None
    ]


def is_ticks(texts: Iterable[str]) -> bool:
    """Whether a column holds one kind of mark and blanks: there a blank may mean "no", if a person says so."""
    found = set(texts)
    return "" in found and len(found) == 2
