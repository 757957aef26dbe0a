"""What a line in the log never holds: the secret in an address that opens something by itself."""

from __future__ import annotations

import logging
import re

SECRET_ADDRESSES = re.compile(r"(/(?:family|invitation|badge/[-\w]+|password/reset/key)/)[-\w.~]{16,}")
"""Pages whose address is their key: a family's, an invitation, a badge, a new password."""

MASKED = r"\1…"


class SecretsMasked(logging.Filter):
    """Takes the key out of every address, also of one that was refused: the paper of another child may be mistyped."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        masked = SECRET_ADDRESSES.sub(MASKED, said)
        if masked != said:
            record.msg, record.args = masked, ()
        return True
