"""The DfE's common transfer file: of each pupil UPN, names, sex and year. It carries far more, which stays unread."""

from __future__ import annotations

import io
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext as _

from school.rosters.problems import refuse
from school.rosters.tablefiles.opening import TableFile, table_of

COLUMNS: tuple[tuple[str, str], ...] = (
    ("UPN", "UPN"),
    ("Surname", "Surname"),
    ("Forename", "Forename"),
    ("PreferredSurname", "BasicDetails/PreferredSurname"),
    ("PreferredForename", "BasicDetails/PreferredForename"),
    ("Gender", "Gender"),
    ("Sex", "Sex"),
    ("NCyearActual", "BasicDetails/NCyearActual"),
)
"""Column and where it stands under ``Pupil``. The newer versions say Sex where the older say Gender."""

ROOT = "CTfile"


def read(file: str, content: bytes) -> TableFile:
    try:
        pupils = list(_pupils(file, content))
    except (DefusedXmlException, ParseError, ValueError, LookupError):
        raise refuse(
            file, _("This XML file is damaged, or declares what no transfer file does. It was not read.")
        ) from None
    if not pupils:
        raise refuse(file, _("The file lists no pupil. An empty file is not a roster."))
    used = [place for place in range(len(COLUMNS)) if any(row[place] for row in pupils)]
    lines = [[COLUMNS[place][0] for place in used], *[[row[place] for place in used] for row in pupils]]
    return table_of(file, "ctf", enumerate(lines, 1), encoding="utf-8")


def _pupils(file: str, content: bytes) -> Iterator[list[str]]:
    """Each pupil's cells; the element is let go at once, so that a large file stays flat in memory."""
    events = iterparse(io.BytesIO(content), events=("start", "end"), forbid_dtd=True)
    _event, root = next(events)
    if _plain(root) != ROOT:
        raise refuse(file, _("This XML file is no common transfer file (CTF)."))
    for event, element in events:
        if event == "end" and _plain(element) == "Pupil":
            yield [_text(element, path) for _name, path in COLUMNS]
            element.clear()


def _plain(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _text(element: Element, path: str) -> str:
    at: Element | None = element
    for name in path.split("/"):
        at = next((child for child in at if _plain(child) == name), None) if at is not None else None
    return (at.text or "") if at is not None else ""
