"""Questions for every behaviour of the full preset, short enough for those who hear them."""

import json
from pathlib import Path

from tracking.further_items import FURTHER
from tracking.items import BANK, SAME_AS

PRESETS = Path(__file__).resolve().parents[2] / "vision/presets"
LONGEST = {"A": 45, "B": 80, "C": 80}
"""Letters of a question: the youngest keep one short sentence in mind."""


def keys_of(preset: str) -> set[str]:
    return {row["key"] for row in json.loads((PRESETS / f"{preset}.json").read_text())}


def test_all_seventeen_behaviours_are_asked_about() -> None:
    assert keys_of("capacities") <= set(BANK)


def test_borrowed_questions_belong_to_presets() -> None:
    assert set(SAME_AS) <= keys_of("early_years") | keys_of("habits_of_mind")
    assert set(SAME_AS.values()) <= keys_of("capacities")


def test_each_form_has_three_short_questions_of_its_own() -> None:
    wordings = [str(item) for forms in FURTHER.values() for items in forms.values() for item in items]
    assert len(set(wordings)) == len(wordings) == 13 * 9
    for forms in FURTHER.values():
        for form, items in forms.items():
            assert len(items) == 3 and all(len(str(item)) <= LONGEST[form] for item in items), items
