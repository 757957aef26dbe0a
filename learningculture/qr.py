"""Codes for phones: an address of our own, drawn by segno."""

from __future__ import annotations

import segno

QUIET_ZONE = 4
"""Modules of white around a code, as ISO/IEC 18004 asks."""


def qr_code(address: str) -> segno.QRCode:
    """The code of an address, that bears some dirt; whoever draws it leaves :data:`QUIET_ZONE` around it."""
    return segno.make(address, error="m", micro=False)
