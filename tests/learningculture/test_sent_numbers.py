"""Numbers that a page sends."""

from __future__ import annotations

import pytest

from learningculture.sent_numbers import MOST_FIGURES, number_sent


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("12", 12), ("9" * MOST_FIGURES, 10**18 - 1)])
def test_number_is_read(text: str, number: int) -> None:
    assert number_sent(text) == number


@pytest.mark.parametrize("text", ["", "-1", "1.5", "²", "x", "9" * (MOST_FIGURES + 1), "9" * 5_000])
def test_anything_else_is_none(text: str) -> None:
    assert number_sent(text) is None
