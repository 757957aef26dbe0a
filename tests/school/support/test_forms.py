"""Cleaning of what support asks."""

import pytest

from school.support.forms import AskForm


@pytest.mark.parametrize(
    ("slug", "reason", "wrong"), [("harbour-lane", "Row 12", []), ("../x", "", ["reason", "slug"])]
)
def test_school_and_reason_are_needed(slug: str, reason: str, wrong: list[str]) -> None:
    assert sorted(AskForm({"slug": slug, "reason": reason}).errors) == wrong
