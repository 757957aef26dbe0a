"""What one app says another member needs, or may like to know."""

from __future__ import annotations

import dataclasses

import pytest

from school.asks import Ask, News


def test_ask_stands_in_the_middle_unless_it_says_otherwise() -> None:
    ask = Ask(what="Answer the pulse", detail="Two minutes", url="/x/", action="Answer", icon="sun", minutes=2)
    assert (ask.weight, ask.minutes) == (50, 2)
    assert dataclasses.replace(ask, weight=10) != ask


def test_news_asks_nothing_and_needs_no_address() -> None:
    assert News("A thank-you") == News("A thank-you", url="", chip=None)


def test_neither_can_be_changed_on_its_way() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        News("A thank-you").text = "Else"
