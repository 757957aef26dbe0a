"""What a password may be: long, not known to thieves, not made of the school's or one's own words. Nothing else.

No rules on capitals or digits, no expiry, any character, pasting welcome (NCSC, OWASP ASVS 6.2).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from learningculture.tenancy import tenant
from school.queries import memberships_of

SHORTEST, LONGEST = 12, 128
FEWEST_OWN_LETTERS = 8
"""What must be left when the words that anybody would try are taken out."""

LONGEST_RUN_PART = 4
"""Steps of an alphabet, a row of numbers or of keys count as one letter beyond this many."""

RUNS = ("abcdefghijklmnopqrstuvwxyz", "0123456789", "qwertyuiop", "asdfghjkl", "zxcvbnm")
LOOKALIKES = str.maketrans("013457@$!", "oieastasi")
PRODUCT_WORDS = ("learning", "culture", "learningculture", "school", "primary", "academy", "college", "teacher")


class LengthValidator:
    """Twelve characters or more; 128 at most, so that hashing one stays cheap."""

    def validate(self, password: str, user: Any = None) -> None:
        if len(password) < SHORTEST:
            raise ValidationError(
                _("That has %(n)d characters; please use at least %(least)d. Three or four words are easy to remember.")
                % {"n": len(password), "least": SHORTEST},
                code="password_too_short",
            )
        if len(password) > LONGEST:
            raise ValidationError(
                _("That is longer than %(most)d characters.") % {"most": LONGEST}, code="password_too_long"
            )

    def get_help_text(self) -> str:
        return _("At least %(least)d characters. Three or four words that do not belong together are best.") % {
            "least": SHORTEST
        }


class KnownPasswordValidator:
    """Not on the list of passwords found in thefts, not one of them dressed up, not a row of keys."""

    def validate(self, password: str, user: Any = None) -> None:
        if any(form in known_passwords() for form in plain_forms(password)) or is_a_pattern(password):
            raise ValidationError(
                _("That is one of the first passwords a thief tries. Please choose another."),
                code="password_too_common",
            )

    def get_help_text(self) -> str:
        return _("Not a password that many people use.")


class OwnWordsValidator:
    """Not mostly the school's name, one's own name or address, or the name of the product."""

    def validate(self, password: str, user: Any = None) -> None:
        left = plain(password)
        for word in sorted(words_around(user), key=len, reverse=True):
            left = left.replace(word, "")
        if len(left) < FEWEST_OWN_LETTERS:
            raise ValidationError(
                _("That is mostly your name, your school’s name or a word of this place. Add words of your own."),
                code="password_too_similar",
            )

    def get_help_text(self) -> str:
        return _("Not your name, your e-mail address or your school’s name.")


@cache
def known_passwords() -> frozenset[str]:
    """Django's list of 20,000, the largest that a kept package brings along; read once a process."""
    return frozenset(CommonPasswordValidator().passwords)


def plain_forms(password: str) -> Iterator[str]:
    """The password as it stands, without what people put around a known one, and undoubled."""
    lower = password.casefold()
    bare = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", lower)
    for form in (lower, bare, lower.translate(LOOKALIKES), bare.translate(LOOKALIKES), re.sub(r"[\W_]", "", lower)):
        yield form
        yield from (form[: len(form) // times] for times in (2, 3, 4) if form and _repeats(form, times))


def _repeats(text: str, times: int) -> bool:
    return len(text) % times == 0 and text == text[: len(text) // times] * times


def is_a_pattern(password: str) -> bool:
    """Few different characters, or rows of keys, numbers or letters with little beside them."""
    lower = password.casefold()
    if len(set(lower)) < 5:
        return True
    return len(lower) - sum(max(0, run - 1) for run in _run_lengths(lower)) < FEWEST_OWN_LETTERS


def _run_lengths(text: str) -> Iterator[int]:
    length = 1
    for before, after in pairwise(text):
        follows = any(before + after in row or after + before in row for row in RUNS)
        if follows:
            length += 1
            continue
        if length >= LONGEST_RUN_PART:
            yield length
        length = 1
    if length >= LONGEST_RUN_PART:
        yield length


def plain(text: str) -> str:
    """Letters and digits only, in lower case."""
    return re.sub(r"[\W_]", "", text.casefold())


def words_around(user: Any) -> set[str]:
    """Words of four letters and more that anybody who knows the person would try."""
    texts = list(PRODUCT_WORDS)
    if user is not None:
        texts += [*re.split(r"[@.]", user.email or ""), *getattr(user, "words_around", ())]
        texts += _names_of(user) if user.pk else []
    return {word for text in texts for part in (text, *text.split()) if len(word := plain(part)) >= 4}


def _names_of(user: Any) -> list[str]:
    with tenant(None, user_id=user.pk):
        members = list(memberships_of(user))
    return [text for one in members for text in (one.school.name, one.given_name, one.family_name, one.display_name)]
