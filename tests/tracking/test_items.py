"""The bank of questions is whole."""

import pytest

from tests.factories.vision import FOUNDATION
from tracking.items import ANSWERS, BANK, NO_CHANCE, answer_words, item_key, wording_of


@pytest.mark.parametrize("form", ["A", "B", "C"])
def test_foundation_has_three_items_on_each_form(form: str) -> None:
    for key, *_rest in FOUNDATION:
        assert len({str(item) for item in BANK[key][form]}) == 3


def test_wording_is_found_by_key() -> None:
    assert str(wording_of(item_key("perseverance", "B", 1))) == "When I got stuck, I tried a different way."
    assert wording_of("perseverance.b9") == "perseverance.b9"
    assert wording_of("unknown.b1") == "unknown.b1"
    assert wording_of("unknown") == "unknown"


def test_answers_are_words() -> None:
    assert [str(answer.words) for answer in ANSWERS["A"]] == ["with help", "when I remember", "on my own"]
    assert answer_words("B", 4) == "nearly every time"
    assert answer_words("B", None) == NO_CHANCE
