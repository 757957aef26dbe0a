"""The frameworks a school can begin with, as data. All descriptors are ours; published names are used as facts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

FOLDER = Path(__file__).resolve().parent
FOUNDATION = ("perseverance", "questioning", "collaboration", "revising")
WORKING = (
    *FOUNDATION,
    *("making_links", "imagining", "reasoning", "capitalising"),
    *("empathy_listening", "planning", "noticing", "meta_learning"),
)


def _read(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return rows


@dataclass(frozen=True)
class Preset:
    """A framework to begin with. ``behaviours`` and ``phases`` are keyword arguments of their models."""

    key: str
    name: str
    about: Any
    behaviours: tuple[dict[str, Any], ...]

    @property
    def phases(self) -> tuple[dict[str, Any], ...]:
        return PHASES


PHASES = tuple(_read("phases"))
_CAPACITIES = {row["key"]: row for row in _read("capacities")}

PRESETS: dict[str, Preset] = {
    preset.key: preset
    for preset in (
        Preset(
            "foundation",
            "Foundation four",
            _("The four to begin with. Few enough for everyone to learn to see them well."),
            tuple(_CAPACITIES[key] for key in FOUNDATION),
        ),
        Preset(
            "working",
            "Working twelve",
            _("The four and eight more, for a school whose first behaviours have taken hold."),
            tuple(_CAPACITIES[key] for key in WORKING),
        ),
        Preset(
            "full",
            "Full seventeen",
            _("All seventeen, in four groups. A map to choose from: track only a few at a time."),
            tuple(_CAPACITIES.values()),
        ),
        Preset(
            "habits_of_mind",
            "Sixteen habits",
            _("The names of Habits of Mind (Costa and Kallick) with descriptors of ours. Not affiliated with them."),
            tuple(_read("habits_of_mind")),
        ),
        Preset(
            "early_years",
            "Early years characteristics",
            _("The nine strands of effective learning named in the early years guidance for England, in our words."),
            tuple(_read("early_years")),
        ),
        Preset("own", "Our own behaviours", _("An empty start: you name each behaviour yourselves."), ()),
    )
}
