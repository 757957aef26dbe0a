"""The presets' words fit their columns and are told apart."""

import pytest

from vision.models import Behaviour, Phase
from vision.presets import PHASES, PRESETS


@pytest.mark.parametrize("preset", PRESETS.values(), ids=PRESETS)
def test_preset_words_fit_and_keys_are_unique(preset) -> None:
    keys = [row["key"] for row in preset.behaviours]
    assert len(keys) == len(set(keys))
    for row in preset.behaviours:
        for name, value in row.items():
            assert len(value) <= Behaviour._meta.get_field(name).max_length
            assert value or name == "group"


def test_phases_have_an_early_version_of_three_steps() -> None:
    assert [row["label"] for row in PHASES][3] == "By choice"
    assert list(dict.fromkeys(row["early_label"] for row in PHASES if row["early_label"])) == [
        "With help",
        "When I remember",
        "On my own",
    ]
    assert all(len(row["meaning"]) <= Phase._meta.get_field("meaning").max_length for row in PHASES)
