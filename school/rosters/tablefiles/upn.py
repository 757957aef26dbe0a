"""The unique pupil number: its shape and check letter. A wrong letter is a warning: it may still be the right child."""

from __future__ import annotations

import re

from django.utils.crypto import salted_hmac

LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
"""The check letters by remainder: no I, O or S."""

SHAPE = re.compile(r"[A-Z]\d{11}[0-9A-Z]")
WEIGHTS = range(2, 14)


def tidied(text: str) -> str:
    return text.strip().upper()


def is_shaped(text: str) -> bool:
    """Whether the text could be a UPN at all: letter, eleven digits, and a digit or (temporary numbers) a letter."""
    return bool(SHAPE.fullmatch(tidied(text)))


def has_right_letter(text: str) -> bool:
    """Whether the check letter is the one its other characters make; the authority's number is not looked up.

    The rule: positions 2 to 13 by weights 2 to 13, the sum modulo 23 is the letter's place; a final letter counts as
    its place (UK Government Data Standards Catalogue 2.0, and census check 1510).
    """
    upn = tidied(text)
    if not is_shaped(upn) or upn[-1] not in f"0123456789{LETTERS}":
        return False
    values = [LETTERS.index(letter) if letter.isalpha() else int(letter) for letter in upn[1:]]
    total = sum(weight * value for weight, value in zip(WEIGHTS, values, strict=True))
    return upn[0] == LETTERS[total % len(LETTERS)]


def veiled(text: str) -> str:
    """What is kept in place of a UPN where it is the only identifier: the same for the same UPN, and no way back
    without the server's secret key."""
    return "upn-" + salted_hmac("school.rosters.upn", tidied(text), algorithm="sha256").hexdigest()[:40]
