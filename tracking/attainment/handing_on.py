"""Between two steps a table stays with the browser that brought it: sealed, for an hour, and never on the server."""

from __future__ import annotations

from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from school.models import Member
from school.rosters.tablefiles import TableFile

KEPT = 3_600
"""Seconds between choosing a file and saying yes to it."""

MOST_ROWS = 5_000
MOST_SEALED = 2_000_000
"""Letters in the form's hidden field, below what the server takes in one form."""


def _salt(member: Member) -> str:
    return f"attainment {member.school_id} {member.pk}"


def sealed(table: TableFile, by: Member) -> str:
    """The table as text that only the same member of the same school can hand in again.

    Raises:
        ValidationError: too many rows or columns for one table.
    """
    content: dict[str, Any] = {"file": table.file, "kind": table.kind, "header": table.header, "rows": table.rows}
    text = "" if len(table.rows) > MOST_ROWS else signing.dumps(content, salt=_salt(by), compress=True)
    if not text or len(text) > MOST_SEALED:
        raise ValidationError(
            _("That is too large for one table. Hand it in by year group, with only the columns needed.")
        )
    return text


def unsealed(text: str, by: Member) -> TableFile:
    """Raises ValidationError: an hour has passed, or it is not what was handed out."""
    try:
        content = signing.loads(text, salt=_salt(by), max_age=KEPT)
    except signing.BadSignature as broken:
        raise ValidationError(
            _("Too much time has passed. Please choose the file again; nothing was changed.")
        ) from broken
    rows = tuple((line, tuple(cells)) for line, cells in content["rows"])
    return TableFile(content["file"], content["kind"], tuple(content["header"]), rows)
