"""A poster of the term's focus for the classroom wall, in the school's words and with its pictures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from learningculture.typeset import composed, drawing, font_for, is_drawn, typeset
from school.models import Term
from vision.models import Behaviour
from vision.wording import child_wording_for

TEMPLATE = Path(__file__).parent / "poster.typ"
PLAIN_ICON, PLAIN_TINT = "sprout", "slate"
"""For a behaviour whose own is none of ours."""


def poster_of(term: Term, behaviours: Sequence[Behaviour], *, year_group: int | None = None) -> bytes:
    """The PDF, A3 upright; ``year_group`` chooses the words of an age, none those for every child."""
    title = composed(_("Our learning muscles this term"))
    return typeset(
        TEMPLATE,
        {
            "title": title,
            "school": composed(term.school.name),
            "face": font_for(title + composed(term.school.name)),
            "foot": composed(term.title),
            "behaviours": [_row(behaviour, year_group) for behaviour in behaviours],
        },
    )


def _row(behaviour: Behaviour, year_group: int | None) -> dict[str, Any]:
    name, words = composed(behaviour.label), composed(child_wording_for(behaviour, year_group))
    look = composed(behaviour.look_for)
    icon = behaviour.icon if is_drawn(behaviour.icon) else PLAIN_ICON
    tint = behaviour.tint if f"{behaviour.tint}-ink" in _tints() else PLAIN_TINT
    ink = _tints()[f"{tint}-ink"]
    return {
        "name": name,
        "words": words,
        "look": look,
        "face": font_for(name + words + look),
        "svg": drawing(icon, ink=ink),
        "tint": _tints()[tint],
        "ink": ink,
    }


@cache
def _tints() -> dict[str, str]:
    """The colours of the light scheme, from the one place where they are written: paper is light."""
    styles = (Path(settings.BASE_DIR) / "static/site.css").read_text()
    return dict(re.findall(r"--([\w-]+):light-dark\((#[0-9a-f]{6}),", styles))
