"""The people one can be in the demonstration."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from school.models import User

PASSWORD = "three quiet otters swim"
"""The one password of every person of the demonstration. They are invented; it exists only there."""

DOMAIN = "demo.example"


@dataclass(frozen=True)
class Part:
    """A person to be: an e-mail address, what they are, and where."""

    name: str
    role: Any
    place: Any

    @property
    def email(self) -> str:
        return f"{self.name}@{DOMAIN}"


CAST: tuple[Part, ...] = (
    Part("head", _("Headteacher"), "Harbour Lane Primary"),
    Part("teacher", _("Teacher"), "Harbour Lane Primary"),
    Part("assistant", _("Teaching assistant"), "Harbour Lane Primary"),
    Part("plclead", _("PLC lead"), "Harbour Lane Primary"),
    Part("student", _("Student, Year 4"), "Harbour Lane Primary"),
    Part("student.early", _("Student, Year 2"), "Harbour Lane Primary"),
    Part("governor", _("Governor"), "Harbour Lane Primary"),
    Part("administrator", _("School administrator"), "Harbour Lane Primary"),
    Part("safeguarding", _("Safeguarding lead"), "Harbour Lane Primary"),
    Part("head.secondary", _("Headteacher"), "Weir Bridge School"),
    Part("teacher.secondary", _("Teacher"), "Weir Bridge School"),
    Part("student.secondary", _("Student, Year 9"), "Weir Bridge School"),
    Part("networklead", _("Network lead"), "Estuary Learning Network"),
    Part("support", _("Support"), _("outside every school")),
)


@dataclass(frozen=True)
class Pupil:
    """A student one can be: the last on the list of the year group's first class, who has yet to check in."""

    sign_in: str
    group: int
    given_name: str
    family_name: str


STUDENTS = {
    "harbour": (Pupil("student", 4, "Idris", "Costa"), Pupil("student.early", 2, "Nia", "Owen")),
    "weir": (Pupil("student.secondary", 9, "Seren", "Nowak"),),
}
"""By school."""


def user_playing(name: str) -> User | None:
    """The sign-in behind a part of the cast; None for anybody else."""
    part = next((part for part in CAST if part.name == name), None)
    return User.objects.filter(email=part.email).first() if part else None
