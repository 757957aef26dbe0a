"""Sharing with governors."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError

from portfolio.publishing import publish_portfolio
from tests.factories.portfolio import NOW, make_portfolio
from tests.factories.vision import make_focus
from tests.personas import Personas


def test_portfolio_is_shared_once(people: Personas) -> None:
    portfolio = publish_portfolio(portfolio=make_portfolio(term=people.term), by=people.head, now=NOW)
    publish_portfolio(portfolio=portfolio, by=people.head, now=NOW + datetime.timedelta(days=1))
    portfolio.refresh_from_db()
    assert (portfolio.published_at, portfolio.published_by) == (NOW, people.head)


def test_only_leaders_share(people: Personas) -> None:
    with pytest.raises(ValidationError, match="Only the head or a senior leader"):
        publish_portfolio(portfolio=make_portfolio(term=people.term), by=people.teacher, now=NOW)


def test_older_edition_does_not_follow_a_newer_one(people: Personas) -> None:
    first = make_portfolio(term=people.term)
    make_focus(term=people.term)
    make_portfolio(term=people.term, published=True)
    with pytest.raises(ValidationError, match="a newer edition of this portfolio already"):
        publish_portfolio(portfolio=first, by=people.head, now=NOW)
