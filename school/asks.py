"""What needs a person today: each app says what it asks, the start page shows the five that matter most."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Ask:
    """One thing that needs a member now, one tap from done. ``weight``: lower comes first. ``minutes`` is its cost."""

    what: Any
    detail: Any
    url: str
    action: Any
    icon: str
    minutes: int
    weight: int = 50


@dataclass(frozen=True)
class News:
    """One thing that is new and asks nothing. ``chip`` is the behaviour it is about, if any."""

    text: Any
    url: str = ""
    chip: Any = None
