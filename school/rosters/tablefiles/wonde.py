"""Wonde-style JSON: of each student only what we read. What is absent or null stays blank, and is never "no"."""

from __future__ import annotations

import json
from typing import Any

from django.utils.translation import gettext as _

from school.rosters.problems import refuse
from school.rosters.tablefiles.opening import TableFile, table_of

COLUMNS: tuple[tuple[str, str], ...] = (
    ("id", "id"),
    ("mis_id", "mis_id"),
    ("surname", "surname"),
    ("forename", "forename"),
    ("legal_surname", "legal_surname"),
    ("legal_forename", "legal_forename"),
    ("gender", "gender"),
    ("upn", "education_details.upn"),
    ("current_nc_year", "education_details.current_nc_year"),
    ("form_group", "education_details.form_group"),
    ("sen_status", "extended_details.sen_status"),
    ("premium_pupil_indicator", "extended_details.premium_pupil_indicator"),
    ("english_as_additional_language", "extended_details.english_as_additional_language"),
    ("classes", "classes"),
)
"""Column and where it stands; ``data`` between a name and its contents is passed over. Birth dates, families,
addresses and all else are not looked at."""


def read(file: str, content: bytes) -> TableFile:
    people = _people(file, content)
    found = [[_cell(_at(person, path)) for _name, path in COLUMNS] for person in people]
    used = [place for place, (_name, path) in enumerate(COLUMNS) if any(_stands(person, path) for person in people)]
    lines = [[COLUMNS[place][0] for place in used], *[[row[place] for place in used] for row in found]]
    return table_of(file, "wonde", enumerate(lines, 1), encoding="utf-8")


def _people(file: str, content: bytes) -> list[dict[str, Any]]:
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise refuse(file, _("This is no readable JSON file.")) from None
    people = found.get("data") if isinstance(found, dict) else found
    if not isinstance(people, list) or not all(isinstance(person, dict) for person in people):
        raise refuse(file, _("This JSON file is no list of people, as Wonde gives it."))
    if not people:
        raise refuse(file, _("The file lists nobody. An empty file is not a roster."))
    if not any(_stands(person, name) for person in people for name in ("surname", "legal_surname", "forename")):
        raise refuse(file, _("This JSON file is no list of people, as Wonde gives it."))
    return people


def _at(person: dict[str, Any], path: str) -> Any:
    at: Any = person
    for name in path.split("."):
        at = at.get(name) if isinstance(at, dict) else None
        if isinstance(at, dict) and "data" in at:
            at = at["data"]
    return at


def _stands(person: dict[str, Any], path: str) -> bool:
    return _at(person, path) is not None


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(filter(None, (_class_name(one) for one in value)))
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, str | int | float) else ""


def _class_name(value: Any) -> str:
    """A class's name; without it the identifier, since two classes must not become one."""
    if isinstance(value, dict):
        value = value.get("name") or value.get("code") or value.get("id")
    return str(value) if isinstance(value, str | int) else ""
