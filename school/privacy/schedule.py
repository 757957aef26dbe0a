"""The retention schedule: how long each kind of personal data is kept, from when, and why."""

from __future__ import annotations

import datetime
import enum
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

DAYS_A_MONTH = 30.4375
DAYS_A_YEAR = 365


class From(enum.StrEnum):
    """From when a period runs."""

    LEAVING = "leaving"
    DATE = "date"
    YEAR_END = "year_end"
    NEVER = "never"


@dataclass(frozen=True)
class Rule:
    """``usual`` is the default and the longest; a school may shorten it down to ``least``.

    The unit is months from leaving, days from the row's date, or school years after the row's own.
    """

    key: str
    label: Any
    since: From
    usual: int
    least: int
    reason: Any

    @property
    def unit(self) -> Any:
        """What its numbers count."""
        return {From.LEAVING: _("months"), From.DATE: _("days"), From.YEAR_END: _("school years")}.get(self.since, "")

    @property
    def may_shorten(self) -> bool:
        return self.least < self.usual

    def cutoff(self, kept: int, today: datetime.date) -> datetime.date:
        """What was left or dated on or before this day has been kept long enough."""
        days = kept * DAYS_A_MONTH if self.since == From.LEAVING else kept
        return today - datetime.timedelta(days=round(days))


RULES = (
    Rule(
        "learning",
        _("Records of a student’s learning"),
        From.LEAVING,
        12,
        1,
        _("A child may come back or ask for them within a year; after that nobody here needs them."),
    ),
    Rule(
        "work",
        _("Plans, enquiries and learning communities of staff"),
        From.LEAVING,
        12,
        1,
        _("Colleagues carry the work on for a year; what was shared stays with the school, without the name."),
    ),
    Rule(
        "person",
        _("Name, role, classes and sign-in"),
        From.LEAVING,
        36,
        12,
        _("Three years of past registers can be read; then the name goes and only the place in the counts stays."),
    ),
    Rule(
        "visits",
        _("Records of classroom visits"),
        From.YEAR_END,
        1,
        0,
        _("For development this year and next. Older records help nobody and could become evidence."),
    ),
    Rule(
        "audit",
        _("Who changed what"),
        From.DATE,
        730,
        180,
        _("Mistakes and misuse come to light within two years."),
    ),
    Rule(
        "looks",
        _("Who looked at whom"),
        From.DATE,
        730,
        365,
        _("Everyone can look back at least a year; a stolen account is found out within two."),
    ),
    Rule(
        "requests",
        _("Requests, complaints and certificates"),
        From.DATE,
        1095,
        365,
        _("The regulator may ask within three years how a request was answered."),
    ),
    Rule("packs", _("Copies of everything about a person"), From.DATE, 7, 7, _("Long enough to fetch them.")),
    Rule("sessions", _("Signed-in devices"), From.DATE, 1, 1, _("Ended sessions are of no use.")),
    Rule("pulse", _("Who took part in a pulse"), From.NEVER, 0, 0, _("Deleted when the pulse closes, whoever asks.")),
    Rule(
        "school",
        _("The school’s own record"),
        From.NEVER,
        0,
        0,
        _("Says what the school decided. A name in it ends when the person’s does."),
    ),
    Rule(
        "care",
        _("Concerns about a child or an adult"),
        From.NEVER,
        0,
        0,
        _("Kept apart for 25 years, as child protection files are; then a job of their own removes them."),
    ),
    Rule("account", _("Sign-in"), From.NEVER, 0, 0, _("Ends with the last school in which the person has a place.")),
)
BY_KEY = {rule.key: rule for rule in RULES}


def school_year_cutoff(starts: list[datetime.date], kept: int, today: datetime.date) -> datetime.date | None:
    """The first day of the school year ``kept`` years before today's: rows before it go. None: too few years."""
    begun = sorted(day for day in starts if day <= today)
    return begun[-1 - kept] if len(begun) > kept else None


def kept_words(rule: Rule, kept: int) -> str:
    """The period as people say it."""
    if rule.since == From.LEAVING:
        return ngettext("%(n)s month after leaving", "%(n)s months after leaving", kept) % {"n": kept}
    if rule.since == From.YEAR_END and kept:
        return ngettext("this school year and the next", "this school year and %(n)s more", kept) % {"n": kept}
    if rule.since == From.DATE:
        years, rest = divmod(kept, DAYS_A_YEAR)
        if not rest:
            return ngettext("%(n)s year", "%(n)s years", years) % {"n": years}
        return ngettext("%(n)s day", "%(n)s days", kept) % {"n": kept}
    return gettext("this school year") if rule.since == From.YEAR_END else gettext("no period")
