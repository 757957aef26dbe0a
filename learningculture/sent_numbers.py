"""Numbers that a page sends as text, outside a form: keys and versions."""

from __future__ import annotations

MOST_FIGURES = 18
"""As many as the largest key may have. Longer ones are nobody's, and would stop the database or Python itself."""


def number_sent(text: str) -> int | None:
    """The number; None for whatever is none, as for a number with more figures than a key."""
    return int(text) if text.isdecimal() and len(text) <= MOST_FIGURES else None
