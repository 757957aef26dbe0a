"""Where the private key of an open pulse lies, and how every trace of its ballots is destroyed after the close."""

from __future__ import annotations

import logging
import os
from pathlib import Path

import psycopg
from django.conf import settings
from nacl.public import PrivateKey

from vision.models import PulseBallot, PulseParticipation

log = logging.getLogger(__name__)

OWNER_URL = "DATABASE_OWNER_URL"
"""The environment variable with the login that owns the tables; only an owner may rewrite them."""

VACUUM_WAIT = "-c lock_timeout=10s -c statement_timeout=60s"


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
    return Path(settings.SECRETS_DIR) / f"pulse-{public_key.hex()}.key"


def destroy_traces(public_key: bytes) -> None:
    """Destroy the key, then have the database rewrite both tables so that no deleted row stays on its disk."""
    path = key_path(public_key)
    if path.exists():
        path.write_bytes(bytes(PrivateKey.SIZE))
        path.unlink()
    _rewrite_tables()


def _rewrite_tables() -> None:
    address = os.environ.get(OWNER_URL)
    if not address:
        log.info("Without %s the emptied pulse tables wait for the database's own vacuum.", OWNER_URL)
        return
    try:
        with psycopg.connect(address, autocommit=True, options=VACUUM_WAIT) as connection:
            for model in (PulseBallot, PulseParticipation):
                connection.execute(
                    psycopg.sql.SQL("VACUUM FULL {}").format(psycopg.sql.Identifier(model._meta.db_table))
                )
    except psycopg.Error as problem:
        log.warning("The emptied pulse tables could not be rewritten now: %s", type(problem).__name__)
