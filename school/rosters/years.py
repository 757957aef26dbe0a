"""Academic sessions into academic years and terms: dates as given, never derived from months.

A school's terms are one level of its sessions: ``term`` where there are any, else ``semester``, else
``gradingPeriod``; the other levels are passed over, or terms would overlap. An end date is kept as the last day: the
specification means the day after, but nearly every real file puts the last day, and a day too many does less harm
than a day lost.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from school.rosters.tables import Session

LEVELS = ("term", "semester", "gradingPeriod")

SEASONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("autumn", ("autumn", "fall", "michaelmas", "hydref")),
    ("spring", ("spring", "lent", "hilary", "gwanwyn")),
    ("summer", ("summer", "trinity", "haf")),
    ("winter", ("winter",)),
)
"""A term's comparison key, and the words of its title that mean it."""

LONGEST_YEAR_NAME, LONGEST_TERM_NAME = 40, 60


@dataclass(frozen=True)
class TermWanted:
    source_id: str
    name: str
    comparison_key: str
    starts_on: datetime.date
    ends_on: datetime.date


@dataclass(frozen=True)
class YearWanted:
    source_id: str
    name: str
    starts_on: datetime.date
    ends_on: datetime.date
    terms: tuple[TermWanted, ...]


@dataclass(frozen=True)
class Calendar:
    """The package's years, and for each session the year it falls in."""

    years: Mapping[str, YearWanted]
    year_of: Mapping[str, YearWanted]


def calendar_of(sessions: Mapping[str, Session]) -> Calendar:
    """Years with their terms. Sessions without a schoolYear above them gather in a year made from their number."""
    current = {id: session for id, session in sessions.items() if session.current}
    below: defaultdict[str, list[Session]] = defaultdict(list)
    for session in current.values():
        below[_root(session, current)].append(session)
    years = {root: _year(root, current.get(root), inside) for root, inside in below.items()}
    return Calendar(years, {session.id: years[root] for root, inside in below.items() for session in inside})


def _root(session: Session, sessions: Mapping[str, Session]) -> str:
    at: Session | None = session
    while at and at.type != "schoolYear":
        at = sessions.get(at.parent)
    if at:
        return at.id
    fitting = [
        year.id
        for year in sessions.values()
        if year.type == "schoolYear" and year.starts_on <= session.starts_on and session.ends_on <= year.ends_on
    ]
    return fitting[0] if len(fitting) == 1 else f"schoolYear-{session.school_year}"


def _year(source_id: str, year: Session | None, inside: list[Session]) -> YearWanted:
    ends_in = inside[0].school_year
    by_number = f"{ends_in - 1}/{ends_in % 100:02}"
    starts_on = year.starts_on if year else min(session.starts_on for session in inside)
    ends_on = year.ends_on if year else max(session.ends_on for session in inside)
    title = year.title if year else by_number
    return YearWanted(
        source_id=source_id,
        name=title if len(title) <= LONGEST_YEAR_NAME else by_number,
        starts_on=starts_on,
        ends_on=ends_on,
        terms=_terms(inside),
    )


def _terms(inside: list[Session]) -> tuple[TermWanted, ...]:
    types = {session.type for session in inside}
    level = next((level for level in LEVELS if level in types), "schoolYear")
    chosen = sorted(
        (session for session in inside if session.type == level),
        key=lambda session: (session.starts_on, session.ends_on, session.id),
    )
    keys = comparison_keys([session.title for session in chosen], level)
    return tuple(
        TermWanted(session.id, session.title[:LONGEST_TERM_NAME], key, session.starts_on, session.ends_on)
        for session, key in zip(chosen, keys, strict=True)
    )


def comparison_keys(titles: Iterable[str], level: str = "term") -> list[str]:
    """What each term of a year is compared with in other years: its season where the title names one, else its number.

    "Autumn 1" and "Autumn 2" of one year become ``autumn-1`` and ``autumn-2``.
    """
    keys = [_season(title) or f"{level}-{number}" for number, title in enumerate(titles, 1)]
    often, seen = Counter(keys), Counter[str]()
    numbered = []
    for key in keys:
        seen[key] += 1
        numbered.append(f"{key}-{seen[key]}" if often[key] > 1 else key)
    return numbered


def _season(title: str) -> str:
    words = set("".join(letter if letter.isalpha() else " " for letter in title.casefold()).split())
    return next((season for season, named in SEASONS if words & set(named)), "")
