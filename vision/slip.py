"""The slip for the staff room: an address of the school's own as a code for phones."""

from __future__ import annotations

from django.utils.safestring import SafeString, mark_safe

from learningculture.qr import QUIET_ZONE, qr_code


def slip_code(address: str) -> SafeString:
    """The code as SVG, dark on white also where the page is dark; nothing in it but our own address."""
    return mark_safe(qr_code(address).svg_inline(scale=6, border=QUIET_ZONE, dark="#000", light="#fff"))
