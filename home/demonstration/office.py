"""What the office of an invented school has set: closures, its own words, a colleague who acts for the head."""

from __future__ import annotations

import datetime
from dataclasses import replace

from home.demonstration.people import Living
from home.demonstration.staff import JOE
from school.models import AcademicYear, Closure
from school.models.delegates import Area
from school.office.delegates import lend
from school.office.years import ClosureSaid, TermSaid, save_year, year_as_said
from school.vocabulary import choose_words

WORDS = {"weir": {"class": {"one": "form", "many": "forms"}, "plc": {"one": "learning hub", "many": "learning hubs"}}}
"""School → its own nouns."""

AWAY = datetime.timedelta(days=14)
SHORTEST_WITH_BREAK = datetime.timedelta(days=60)
DAY = datetime.timedelta(days=1)


def furnish_office(living: Living, today: datetime.date) -> None:
    """Half-terms and a training day in each year; words; the PLC lead reads the dashboards while the head is away."""
    for year in AcademicYear.objects.filter(school=living.school).prefetch_related("terms", "closures"):
        said = year_as_said(year)
        closures = [closure for term in said.terms for closure in _closures_in(term)]
        save_year(school=living.school, said=replace(said, closures=closures), by=living.head, year=year)
    if living.plan.key in WORDS:
        choose_words(school=living.school, words=WORDS[living.plan.key], by=living.head)
    if living.plan.key == "harbour":
        lend(
            principal=living.head,
            deputy=living.teachers[JOE],
            areas=[Area.DASHBOARDS],
            starts_on=today,
            ends_on=today + AWAY,
            by=living.head,
            today=today,
        )


def _closures_in(term: TermSaid) -> list[ClosureSaid]:
    """The week in the middle, Monday to Friday; the first day of the autumn is for staff."""
    found = []
    middle = term.starts_on + (term.ends_on - term.starts_on) / 2
    monday = middle - DAY * middle.weekday()
    if term.ends_on - term.starts_on >= SHORTEST_WITH_BREAK:
        found.append(ClosureSaid(Closure.Kind.HALF_TERM, monday, monday + 4 * DAY))
    if term.comparison_key == "autumn":
        found.append(ClosureSaid(Closure.Kind.INSET, term.starts_on, term.starts_on))
    return found
