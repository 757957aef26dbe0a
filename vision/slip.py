"""The slip for the staff room: an address of the school's own as a code for phones."""

from __future__ import annotations

import segno
from django.utils.safestring import SafeString, mark_safe

QUIET_ZONE = 4
"""Modules of light margin around a code, as its standard asks."""


def qr_code(address: str) -> SafeString:
    """The code as SVG, dark on white also where the page is dark; nothing in it but our own address."""
    code = segno.make(address, error="m", micro=False)
    return mark_safe(code.svg_inline(scale=6, border=QUIET_ZONE, dark="#000", light="#fff"))
