"""Printed pages: a Typst template as it lies in its folder, and data that reaches it as JSON and never as markup."""

from __future__ import annotations

import functools
import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.utils.translation import get_language

FONTS = Path(__file__).parent / "fonts"
HOUSE_LETTERS = re.compile(
    "[ -~\u00a0-\u00ff\u2010-\u201d\u2026"
    "ĀāĂăĄąĆćĊċČčĎďĐđĒēĖėĘęĚěĞğĠġĢģĦħĪīĮįİıĲĳĶķĹĺĻļĽľŁłŃńŅņŇňŐőŒœŔŕŘřŚśŞşŠšŢţŤťŪūŮůŰűŲųŴŵŶŷŸŹźŻżŽžȘșȚțẀẁẂẃẄẅẞỲỳ]*"
)
"""What the house's typeface can write. A text with any other letter is set in DejaVu Sans as a whole: marks from one
typeface on letters of another land beside them (ễ)."""
HOUSE, OTHER = "Atkinson Hyperlegible Next", "DejaVu Sans"


def typeset(template: Path, data: dict[str, Any]) -> bytes:
    """The PDF, tagged, as PDF/UA; ``language`` and ``font`` are added to the data.

    Where a text has letters that no font here has (Chinese, say), it is tagged all the same, with boxes.
    """
    given = json.dumps({"language": (get_language() or "en").partition("-")[0], "font": [HOUSE, OTHER], **data})
    try:
        return _compiled(template, given, pdf_standards=["ua-1"])
    except typst.TypstError as refused:
        if "could not be displayed" not in refused.message:
            raise
    return _compiled(template, given, pdf_standards=[])


def _compiled(template: Path, data: str, *, pdf_standards: list[Any]) -> bytes:
    pdf: bytes = typst.compile(  # type: ignore[misc]
        template.read_bytes(), font_paths=[str(FONTS)], sys_inputs={"data": data}, pdf_standards=pdf_standards
    )
    return pdf


def composed(text: str) -> str:
    """The text with letters and their marks as one, which is how the fonts have them."""
    return unicodedata.normalize("NFC", text)


def font_for(text: str) -> str:
    """The typeface in which the whole of a text can be set."""
    return HOUSE if HOUSE_LETTERS.fullmatch(text) else OTHER


def is_drawn(icon: str) -> bool:
    """Whether the sprite has this icon."""
    return icon in _sprite()


def drawing(icon: str, *, ink: str = "#000") -> str:
    """An icon of the sprite as SVG, as the screen shows it. Raises KeyError for one that it does not have."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="{ink}" stroke-width="1.9" '
        f'stroke-linecap="round" stroke-linejoin="round">{_sprite()[icon]}</svg>'
    )


@functools.cache
def _sprite() -> dict[str, str]:
    symbols = (Path(settings.BASE_DIR) / "static/icons.svg").read_text()
    return dict(re.findall(r'<symbol id="([\w-]+)"[^>]*>(.*?)</symbol>', symbols, flags=re.S))
