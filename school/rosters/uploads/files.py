"""Where handed-in files lie: under the folder for data, by a random name, readable by nobody else, not for long."""

from __future__ import annotations

import datetime
import os
import re
import secrets
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from school.rosters.tablefiles.limits import MOST_BYTES

RANDOM_NAME = re.compile(r"[0-9a-f]{48}")
FAILING = ".failing"
"""Ending of the file that holds the rows which could not be read, beside the upload."""


def folder() -> Path:
    path = Path(settings.VAR_DIR) / "uploads"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def keep_file(chunks: Iterable[bytes]) -> tuple[str, int]:
    """Write a file; its random name and size.

    Raises:
        ValidationError: it is larger than any roster; nothing of it is kept.
    """
    name, size = secrets.token_hex(24), 0
    path = folder() / name
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        for chunk in chunks:
            file.write(chunk)
            size += len(chunk)
            if size > MOST_BYTES:
                break
    if 0 < size <= MOST_BYTES:
        return name, size
    path.unlink()
    if not size:
        raise ValidationError(_("The file is empty. Nothing was kept of it."))
    said = _("The file is larger than %(count)d MB, which no roster is. Nothing was kept of it.")
    raise ValidationError(said % {"count": MOST_BYTES // 1_000_000})


def path_of(stored: str) -> Path:
    """The path of a kept file. Names come from our own rows; anything else is a mistake of ours."""
    if not RANDOM_NAME.fullmatch(stored):
        raise ValueError("not the name of a kept file")
    return folder() / stored


def failing_path_of(stored: str) -> Path:
    return path_of(stored).with_suffix(FAILING)


def keep_failing(stored: str, content: bytes) -> None:
    path = failing_path_of(stored)
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)


def delete_file(stored: str) -> None:
    """Delete a kept file and its failing rows. Twice is harmless."""
    if stored:
        path_of(stored).unlink(missing_ok=True)
        failing_path_of(stored).unlink(missing_ok=True)


def delete_orphans(older_than: datetime.datetime) -> int:
    """Delete files that are too old for any row to know, such as a lost commit leaves; how many."""
    old = [path for path in folder().iterdir() if path.stat().st_mtime < older_than.timestamp()]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)
