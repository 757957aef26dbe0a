"""Whose export a table looks like, and the signature by which its mapping is remembered."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from school.rosters.tablefiles.fields import plain
from school.rosters.tablefiles.opening import TableFile

OWN = "own"
OWN_ID = "Learning culture ID"
"""The heading that only our own export of people has."""


@dataclass(frozen=True)
class Family:
    """A kind of export. ``source`` is the name under which its identifiers are kept; ``marks`` are headings of which
    each family needs all."""

    key: str
    label: Any
    source: str
    marks: tuple[str, ...]


FAMILIES = (
    Family(OWN, _("our own export of people"), "", (OWN_ID,)),
    Family("sims", _("a SIMS report"), "SIMS", ("adno",)),
    Family("sims", _("a SIMS report"), "SIMS", ("Reg Group", "Admission Number")),
    Family("arbor", _("an Arbor report"), "Arbor", ("Student ID", "Registration Form")),
    Family("arbor", _("an Arbor report"), "Arbor", ("Student ID", "Legal First Name")),
    Family("bromcom", _("a Bromcom feed"), "Bromcom", ("LearnerId",)),
    Family("bromcom", _("a Bromcom feed"), "Bromcom", ("LearnerCode",)),
    Family("assembly", _("an Assembly export"), "Assembly", ("mis_id", "year_code")),
    Family("independent", _("an independent school’s template"), "MIS", ("NC Year", "Form/Tutor Group")),
    Family("sds", _("a table of Microsoft School Data Sync (not OneRoster)"), "SDS", ("ID", "School DfE Number")),
    Family("sds", _("a table of Microsoft School Data Sync (not OneRoster)"), "SDS", ("SIS ID", "School SIS ID")),
)
BY_KIND = {
    "wonde": Family("wonde", _("a Wonde file of students"), "Wonde", ()),
    "ctf": Family("ctf", _("a common transfer file (CTF)"), "UPN", ()),
}
OTHER = Family("other", _("a table that we do not know yet"), "MIS", ())

SDS_1 = {"school.csv", "section.csv", "student.csv", "studentenrollment.csv"}
SDS_2, SDS_2_ONLY = {"orgs.csv", "users.csv", "roles.csv"}, {"relationships.csv", "userflags.csv"}


def family_of(table: TableFile) -> Family:
    """The export that a table looks like."""
    if table.kind in BY_KIND:
        return BY_KIND[table.kind]
    said = {plain(name) for name in table.header}
    return next((family for family in FAMILIES if {plain(mark) for mark in family.marks} <= said), OTHER)


def signature_of(header: Sequence[str], kind: str) -> str:
    """The same for the same headings in any order."""
    text = "\n".join([kind if kind in BY_KIND else "table", *sorted(plain(name) for name in header)])
    return hashlib.sha256(text.encode()).hexdigest()


def is_school_data_sync(names: Iterable[str]) -> bool:
    """Whether files together are a Microsoft School Data Sync set: the second version looks like OneRoster 1.2 without
    its manifest."""
    found = {name.casefold() for name in names}
    if "manifest.csv" in found:
        return False
    return found >= SDS_1 or (found >= SDS_2 and bool(found & SDS_2_ONLY))
