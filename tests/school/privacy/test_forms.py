"""What people type about their data."""

from __future__ import annotations

import pytest

from school.privacy.forms import AskForm, PeriodForm
from school.privacy.schedule import BY_KEY


@pytest.mark.parametrize(("child", "words"), [(True, "Something is not right"), (False, "Something is wrong")])
def test_kinds_are_said_in_the_readers_words(child: bool, words: str) -> None:
    assert words in str(AskForm(child=child)["kind"])


def test_copy_is_no_kind_of_question() -> None:
    assert not AskForm({"kind": "access", "words": "x"}).is_valid()


def test_period_knows_its_limits_and_rules_that_stand() -> None:
    form = str(PeriodForm.for_rule(BY_KEY["learning"], 6)["kept"])
    assert 'min="1"' in form and 'max="12"' in form and 'value="6"' in form
    assert not PeriodForm({"rule": "pulse", "kept": 1}).is_valid()
