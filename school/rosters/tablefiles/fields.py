"""What a column can be for us, and the headings under which schools' systems export it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from django.db import models
from django.utils.translation import gettext_lazy as _


class Field(models.TextChoices):
    """A column's use. Everything else in a file is not read."""

    IDENTIFIER = "identifier", _("Identifier")
    GIVEN = "given", _("Given name")
    FAMILY = "family", _("Family name")
    BOTH_NAMES = "both_names", _("Both names (with a comma)")
    PREFERRED = "preferred", _("Given name used in school")
    PREFERRED_FAMILY = "preferred_family", _("Family name used in school")
    YEAR = "year", _("Year group")
    REGISTRATION = "registration", _("Registration group")
    CLASSES = "classes", _("Teaching classes")
    SEX = "sex", _("Sex")
    SEND = "send", _("SEND")
    EAL = "eal", _("EAL")
    PREMIUM = "premium", _("Pupil premium")
    ROLE = "role", _("Role")
    DEPARTMENT = "department", _("Department or phase")
    JOINED = "joined", _("First day in this school")
    LEFT = "left", _("Last day in this school")
    SCHOOL = "school", _("School")


CODED = (Field.YEAR, Field.SEX, Field.SEND, Field.EAL, Field.PREMIUM, Field.ROLE, Field.SCHOOL)
"""Fields whose values mean one of a few things."""

DATED = (Field.JOINED, Field.LEFT)
NAMES = (Field.GIVEN, Field.FAMILY, Field.BOTH_NAMES)
OF_STUDENTS = (Field.YEAR, Field.SEX, Field.SEND, Field.EAL, Field.PREMIUM)

_HEADINGS_WRITTEN = {
    Field.IDENTIFIER: "learning culture id | adno | admission number | admission no | admissions number"
    " | adm no | mis id | person id"
    " | student id | pupil id | learner id | staff id | employee id | staff code | id | sis id"
    " | student sis id | teacher sis id"
    " | payroll number | identifier | student number | learner code | upn",
    Field.GIVEN: "legal forename | legal first name | forename | first name | given name | legal given name",
    Field.FAMILY: "legal surname | legal last name | surname | last name | family name | legal family name",
    Field.BOTH_NAMES: "surname forename | name | full name | student name | pupil name",
    Field.PREFERRED: "preferred forename | preferred first name | preferred name | known as | preferred given name"
    " | chosen name | chosen forename | name used",
    Field.PREFERRED_FAMILY: "preferred surname | preferred last name | preferred family name",
    Field.YEAR: "year group | year | nc year | current nc year | national curriculum year | curriculum year"
    " | year code | nc year actual | grade | year taught in",
    Field.REGISTRATION: "reg group | registration group | registration form | reg | form | form group | tutor group"
    " | form tutor group | registration class | form class | class",
    Field.CLASSES: "classes | teaching classes | teaching groups | sets | class name | class code | sections",
    Field.SEX: "sex | gender | legal sex",
    Field.SEND: "sen status | send status | sen | send | sen provision | sen code | special educational needs",
    Field.EAL: "eal | eal status | english as an additional language | english as additional language",
    Field.PREMIUM: "pupil premium indicator | pupil premium eligible | pupil premium recipient"
    " | pupil premium | pp | ppi"
    " | premium | premium pupil indicator | disadvantaged | disadvantaged pp",
    Field.ROLE: "role | roles | job title | job | staff role | position | user type",
    Field.DEPARTMENT: "department | department or phase | faculty | phase",
    Field.JOINED: "start date | date of admission | admission date | joined | joining date | employment start date"
    " | doa | enrolment date | date joined | first day",
    Field.LEFT: "leaving date | date of leaving | end date | left | employment end date | dol | date left | last day",
    Field.SCHOOL: "school | school name | school dfe number | school sis id | establishment | school id",
}
HEADINGS: dict[Field, tuple[str, ...]] = {
    field: tuple(written.split(" | ")) for field, written in _HEADINGS_WRITTEN.items()
}
"""Best first: of two columns for one field, the earlier heading is guessed."""


def plain(heading: str) -> str:
    """A heading as it is compared: lower case, without accents and signs, words apart by one blank."""
    bare = unicodedata.normalize("NFKD", heading)
    letters = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", " ", letters.casefold()).strip()


def squeezed(heading: str) -> str:
    """The plain form run together: "Legal Forename" and "LegalForename" are one heading."""
    return plain(heading).replace(" ", "")


SQUEEZED = {field: [squeezed(one) for one in headings] for field, headings in HEADINGS.items()}


def guessed_columns(header: Sequence[str]) -> dict[str, str]:
    """For each field the column whose heading speaks for it most clearly: column → field."""
    known = {name: squeezed(name) for name in header}
    guessed: dict[str, str] = {}
    for field, headings in SQUEEZED.items():
        ranked = sorted((headings.index(said), name) for name, said in known.items() if said in headings)
        free = [name for _rank, name in ranked if name not in guessed]
        if free:
            guessed[free[0]] = field.value
    return _without_contradictions(guessed)


def _without_contradictions(guessed: dict[str, str]) -> dict[str, str]:
    """A cell with both names is of use only where they do not stand apart already."""
    fields = set(guessed.values())
    apart = {Field.GIVEN, Field.FAMILY} & fields
    return {name: field for name, field in guessed.items() if not (apart and field == Field.BOTH_NAMES)}


def columns_of(mapping: dict[str, str], fields: Iterable[Field]) -> dict[str, str]:
    """Field → column, for those of the fields that a column has."""
    wanted = set(fields)
    return {field: column for column, field in mapping.items() if field in wanted}
