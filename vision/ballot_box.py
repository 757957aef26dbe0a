"""The sealed box: where the private key lies, how a sheet gets in unseen, how every trace is destroyed afterwards.

A box belongs to a sitting of the pulse or to a round of explaining back. While it is open its sheets are encrypted to
a key whose private half lies outside the database. What this cannot stop, and the product says so, is somebody who
controls the running server while a box is open.
"""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from vision.models import (
    ExplainBackParticipation,
    Explanation,
    ExplanationCode,
    PulseBallot,
    PulseParticipation,
    SealedExplanation,
)
from vision.traces import OWNER_URL, rewrite, shuffle, take_turn

log = logging.getLogger(__name__)

SHEET_BYTES = 4096
"""Every sheet is padded to this length, so that its size says nothing."""

EMPTIED = (PulseBallot, PulseParticipation, SealedExplanation, ExplainBackParticipation, Explanation, ExplanationCode)
"""Rows of which no deleted one may stay on the disk."""


@dataclass(frozen=True)
class Box:
    """Two tables of one kind of box: who took part, and what they said. ``of`` names what both belong to."""

    of: str
    participations: Any
    sheets: Any


PULSES = Box("pulse", PulseParticipation, PulseBallot)
EXPLANATIONS = Box("round", ExplainBackParticipation, SealedExplanation)


@sensitive_variables()
def sealed(public_key: bytes, sheet: bytes) -> bytes:
    """The sheet, padded and encrypted.

    Raises:
        ValidationError: it is longer than any sheet may be.
    """
    if len(sheet) > SHEET_BYTES:
        raise ValidationError(_("That is too long for the sealed box. Please say it in fewer words."))
    return bytes(SealedBox(PublicKey(public_key)).encrypt(sheet.ljust(SHEET_BYTES)))


def queue(box: Box, sitting: Any) -> None:
    """One sheet, or the close, at a time."""
    take_turn(box.of, sitting.pk)


def took_part(box: Box, sitting: Any, user_id: int | None) -> bool:
    """Whether this person's sheet is in the box; asked only on behalf of that person."""
    return bool(box.participations.objects.filter(**{box.of: sitting}, user_id=user_id).exists())


@sensitive_variables()
def put_in(box: Box, sitting: Any, *, user_id: int | None, sheet: bytes) -> None:
    """Note that the person took part and lay the sealed sheet in, in a transaction that has queued.

    Both tables' rows of the sitting are deleted and inserted again in random order, so neither keys, nor row versions,
    nor places on the disk put a sheet beside a person.
    """
    where = {"school_id": sitting.school_id, f"{box.of}_id": sitting.pk}
    box.participations.objects.bulk_create([box.participations(**where, user_id=user_id)])
    box.sheets.objects.bulk_create([box.sheets(**where, sealed=sheet)])
    for model in (box.participations, box.sheets):
        shuffle(model._meta.db_table, f"{box.of}_id", sitting.pk)


def number_in(box: Box, sitting: Any) -> int:
    """How many took part."""
    return int(box.participations.objects.filter(**{box.of: sitting}).count())


@sensitive_variables()
def opened(box: Box, sitting: Any, number: int) -> list[bytes] | None:
    """The sheets in an order that says nothing; None, with a line in the log that names nobody, without trust."""
    ballots = box.sheets.objects.filter(**{box.of: sitting}).order_by("id").values_list("sealed", flat=True)
    key = kept_key(bytes(sitting.public_key))
    if key is None or len(ballots) != number:
        log.error("The box of %s %s was discarded unopened: not as it should be.", box.of, sitting.pk)
        return None
    try:
        return [SealedBox(key).decrypt(bytes(sheet)).rstrip() for sheet in ballots]
    except (CryptoError, ValueError):
        log.error("The box of %s %s was discarded: a sheet could not be opened.", box.of, sitting.pk)
        return None


def empty(box: Box, sitting: Any) -> None:
    """Delete every sheet and every mark of having taken part."""
    box.sheets.objects.filter(**{box.of: sitting}).delete()
    box.participations.objects.filter(**{box.of: sitting}).delete()


def new_key() -> bytes:
    """Make a key pair, keep the private half in the secrets folder, give the public one."""
    key = PrivateKey.generate()
    keep_key(key)
    return bytes(key.public_key)


def keep_key(key: PrivateKey) -> Path:
    """Write the private key, readable by this account only, under a name that follows from its public half."""
    path = key_path(bytes(key.public_key))
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(bytes(key))
        file.flush()
        os.fsync(file.fileno())
    return path


def kept_key(public_key: bytes) -> PrivateKey | None:
    """The private key, or None when it is lost: then the pulse has to be run again."""
    path = key_path(public_key)
    return PrivateKey(path.read_bytes()) if path.exists() else None


def key_path(public_key: bytes) -> Path:
    """All boxes' keys lie beside each other; the first boxes were those of pulses."""
    return Path(settings.SECRETS_DIR) / f"pulse-{public_key.hex()}.key"


def destroy_traces(public_key: bytes) -> None:
    """Destroy the key, then have the database rewrite the emptied tables so that no deleted row stays on its disk."""
    path = key_path(public_key)
    if path.exists():
        path.write_bytes(bytes(PrivateKey.SIZE))
        path.unlink()
    _rewrite_tables()


def _rewrite_tables() -> None:
    try:
        if not rewrite(*(model._meta.db_table for model in EMPTIED)):
            log.info("Without %s the emptied tables wait for the database's own vacuum.", OWNER_URL)
    except psycopg.Error as problem:
        log.warning("The emptied tables could not be rewritten now: %s", type(problem).__name__)
