"""The sheet to print: eight badges on a page and the teacher's list of pictures, as a tagged PDF."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from learningculture.qr import QUIET_ZONE, qr_code
from learningculture.typeset import composed, drawing, font_for, typeset
from school.badges.badges import FreshBadge
from school.badges.pictures import named
from school.badges.queries import first_names

TEMPLATE = Path(__file__).parent / "sheet.typ"


def badge_sheet(
    *, fresh: Sequence[FreshBadge], school_name: str, class_name: str, address: Callable[[str], str]
) -> bytes:
    """The PDF of fresh badges; ``address`` makes the address in the code from a token.

    A card shows a first name and a class: whoever finds one learns no family name, and no picture.
    """
    title = _("Badges · %(class)s") % {"class": class_name} if class_name else _("Badge")
    names = first_names(made.member for made in fresh)
    data = {
        "title": title,
        "school": school_name,
        "class": class_name,
        "words": _words(),
        "children": [_child(made, names[made.member.pk], address(made.token)) for made in fresh],
    }
    return typeset(TEMPLATE, data)


def _words() -> dict[str, Any]:
    return {
        "hint": _("Point the camera here. Then tap your two pictures."),
        "cut": _("Print on one side of the paper, at full size. Cut along the lines."),
        "list": _("Who has which pictures"),
        "apart": _(
            "For the grown-ups. Keep this page apart from the badges: badge and pictures together open the door."
        ),
        "columns": [_("Name"), _("First picture"), _("Second picture")],
    }


def _child(made: FreshBadge, name: str, address: str) -> dict[str, Any]:
    name = composed(name)
    pictures = [{"word": str(one.word), "svg": drawing(one.key)} for one in named(made.badge.pictures)]
    return {
        "name": name,
        "font": font_for(name),
        "qr": _code(address),
        "alt": _("Code for signing in as %(name)s") % {"name": name},
        "pictures": pictures,
    }


def _code(address: str) -> str:
    """The code as SVG."""
    drawn = io.BytesIO()
    qr_code(address).save(drawn, kind="svg", border=QUIET_ZONE, xmldecl=False, scale=4)
    return drawn.getvalue().decode()
