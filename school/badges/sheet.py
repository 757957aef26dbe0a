"""The sheet to print: eight badges on a page and the teacher's list of pictures, as a tagged PDF."""

from __future__ import annotations

import functools
import io
import json
import re
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import segno
import typst
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from school.badges.badges import FreshBadge
from school.badges.pictures import Picture, named
from school.badges.queries import first_names

HERE = Path(__file__).parent
HOUSE_LETTERS = re.compile(
    "[ -~\u00a0-\u00ff\u2010-\u201d\u2026"
    "ĀāĂăĄąĆćĊċČčĎďĐđĒēĖėĘęĚěĞğĠġĢģĦħĪīĮįİıĲĳĶķĹĺĻļĽľŁłŃńŅņŇňŐőŒœŔŕŘřŚśŞşŠšŢţŤťŪūŮůŰűŲųŴŵŶŷŸŹźŻżŽžȘșȚțẀẁẂẃẄẅẞỲỳ]*"
)
"""What the house's typeface can write. A name with any other letter is set in DejaVu Sans as a whole: marks from one
typeface on letters of another land beside them (ễ)."""
HOUSE, OTHER = "Atkinson Hyperlegible Next", "DejaVu Sans"

QUIET_ZONE = 4
"""Modules of white around the code, as ISO/IEC 18004 asks."""


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
        "font": [HOUSE, OTHER],
        "school": school_name,
        "class": class_name,
        "language": (get_language() or "en").partition("-")[0],
        "words": _words(),
        "children": [_child(made, names[made.member.pk], address(made.token)) for made in fresh],
    }
    return _set(json.dumps(data))


def _set(data: str) -> bytes:
    """As PDF/UA; where a name has letters that no font here has (Chinese, say), tagged all the same, with boxes."""
    try:
        return _compiled(data, pdf_standards=["ua-1"])
    except typst.TypstError as refused:
        if "could not be displayed" not in refused.message:
            raise
    return _compiled(data, pdf_standards=[])


def _compiled(data: str, *, pdf_standards: list[Any]) -> bytes:
    pdf: bytes = typst.compile(  # type: ignore[misc]
        (HERE / "sheet.typ").read_bytes(),
        font_paths=[str(HERE / "fonts")],
        sys_inputs={"data": data},
        pdf_standards=pdf_standards,
    )
    return pdf


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
    name = unicodedata.normalize("NFC", name)
    pictures = [{"word": str(one.word), "svg": _drawing(one)} for one in named(made.badge.pictures)]
    return {
        "name": name,
        "font": HOUSE if HOUSE_LETTERS.fullmatch(name) else OTHER,
        "qr": _code(address),
        "alt": _("Code for signing in as %(name)s") % {"name": name},
        "pictures": pictures,
    }


def _code(address: str) -> str:
    """The code as SVG: our own address, drawn by segno."""
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", border=QUIET_ZONE, xmldecl=False, scale=4)
    return drawn.getvalue().decode()


def _drawing(picture: Picture) -> str:
    """The picture as the screen shows it."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#000" stroke-width="1.9" '
        f'stroke-linecap="round" stroke-linejoin="round">{_sprite()[picture.key]}</svg>'
    )


@functools.cache
def _sprite() -> dict[str, str]:
    symbols = (Path(settings.BASE_DIR) / "static/icons.svg").read_text()
    return dict(re.findall(r'<symbol id="([\w-]+)"[^>]*>(.*?)</symbol>', symbols, flags=re.S))
