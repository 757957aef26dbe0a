"""Periods: from when they run, and what they end."""

from __future__ import annotations

import datetime

import pytest

from school.privacy.schedule import BY_KEY, RULES, From, kept_words, school_year_cutoff

TODAY = datetime.date(2026, 3, 10)
STARTS = [datetime.date(year, 9, 1) for year in (2026, 2024, 2025, 2023)]


@pytest.mark.parametrize(("kept", "cutoff"), [(0, 2025), (1, 2024), (2, 2023), (3, None)])
def test_school_years_are_counted_from_the_one_that_runs(kept: int, cutoff: int | None) -> None:
    assert school_year_cutoff(STARTS, kept, TODAY) == (cutoff and datetime.date(cutoff, 9, 1))


def test_months_from_leaving_and_days_from_the_date() -> None:
    assert BY_KEY["learning"].cutoff(12, TODAY) == datetime.date(2025, 3, 10)
    assert BY_KEY["packs"].cutoff(7, TODAY) == datetime.date(2026, 3, 3)


def test_a_school_may_shorten_and_never_lengthen() -> None:
    assert [rule.key for rule in RULES if rule.least > rule.usual] == []
    assert {rule.key for rule in RULES if rule.may_shorten} >= {"learning", "visits", "audit", "looks"}


def test_every_rule_says_why_and_how_long() -> None:
    assert all(rule.reason and kept_words(rule, rule.usual) for rule in RULES)
    assert str(kept_words(BY_KEY["learning"], 12)) == "12 months after leaving"
    assert {rule.since for rule in RULES} == set(From)
