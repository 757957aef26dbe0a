"""The twelve pictures of which a child taps two: told apart at a glance, named by a four-year-old."""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

PICTURES_ON_A_BADGE = 2
"""Two in order out of twelve: 132 ways. As many as a six-year-old keeps in mind; the token does the rest."""


@dataclass(frozen=True)
class Picture:
    """One of the twelve; ``key`` is also its icon's name in the sprite."""

    key: str
    word: Any


PICTURES: tuple[Picture, ...] = (
    Picture("cat", _("cat")),
    Picture("apple", _("apple")),
    Picture("star", _("star")),
    Picture("house", _("house")),
    Picture("fish", _("fish")),
    Picture("umbrella", _("umbrella")),
    Picture("cake", _("cake")),
    Picture("key", pgettext_lazy("for a lock", "key")),
    Picture("snail", _("snail")),
    Picture("drum", _("drum")),
    Picture("tractor", _("tractor")),
    Picture("flower-2", _("flower")),
)
PICTURE_OF = {picture.key: picture for picture in PICTURES}
PAIRS = list(itertools.permutations(PICTURE_OF, PICTURES_ON_A_BADGE))


def fresh_pair(taken: Collection[tuple[str, ...]]) -> list[str]:
    """Two different pictures in an order that nobody else of the group has, as long as there are any left."""
    free = [pair for pair in PAIRS if pair not in set(taken)]
    return list(secrets.choice(free or PAIRS))


def named(keys: Collection[str]) -> list[Picture]:
    """The pictures behind their keys."""
    return [PICTURE_OF[key] for key in keys]
