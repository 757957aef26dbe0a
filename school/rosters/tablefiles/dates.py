"""Dates as schools write them. Day and month are never guessed: a column to be read both ways is asked about."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

ISO = re.compile(r"((?:19|20|21)\d\d)-(\d\d)-(\d\d)(?:[T ].*)?")
NUMBERS = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-]((?:19|20|21)\d\d)")
WORDS = re.compile(r"(\d{1,2})[ \-/]([A-Za-z]{3,9})\.?,?[ \-/]((?:19|20|21)\d\d)")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class DateOrder(models.TextChoices):
    DAY_FIRST = "dmy", _("The day comes first: 03/04/2026 is 3 April")
    MONTH_FIRST = "mdy", _("The month comes first: 03/04/2026 is 4 March")


def order_of(texts: Iterable[str]) -> str | None:
    """The order that the column itself proves: ``dmy`` or ``mdy``; blank if none is needed; None when it must be asked.

    A first number above 12 proves the day first. Both proofs in one column prove nothing.
    """
    pairs = [(int(found[1]), int(found[2])) for text in texts if (found := NUMBERS.fullmatch(text.strip()))]
    if not pairs:
        return ""
    day_first, month_first = any(first > 12 for first, _ in pairs), any(second > 12 for _, second in pairs)
    if day_first == month_first:
        return None
    return DateOrder.DAY_FIRST.value if day_first else DateOrder.MONTH_FIRST.value


def date_of(text: str, order: str) -> datetime.date | None:
    """The date of a cell, or None when it cannot be read or does not exist."""
    said = text.strip()
    try:
        if found := ISO.fullmatch(said):
            return datetime.date(*(int(part) for part in found.groups()[:3]))
        if found := WORDS.fullmatch(said):
            return datetime.date(int(found[3]), MONTHS.index(found[2][:3].lower()) + 1, int(found[1]))
        if order and (found := NUMBERS.fullmatch(said)):
            first, second, year = (int(part) for part in found.groups())
            day, month = (first, second) if order == DateOrder.DAY_FIRST else (second, first)
            return datetime.date(year, month, day)
    except ValueError:
        pass
    return None
