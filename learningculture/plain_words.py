"""Words as people type them when they search: "Zolc" for Żółć, "ONeill" for O'Neill.

Twice the same: here for what is in hand, and as the SQL function ``plain_words`` (school's 0013) for what is stored.
A test holds the two together.
"""

from __future__ import annotations

import unicodedata
from typing import Any

from django.db.models import Func, TextField

WHOLE_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "ς": "σ"}
    | {"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
)
"""Letters that carry their mark inside: nothing can be taken off them."""

MARKS = str.maketrans(dict.fromkeys("'’‘ʼʻ`.%_\\", "") | dict.fromkeys("-‐‑–—,", " "))
"""What people leave out, and what they type as a space. Signs with a meaning in SQL's LIKE go as well."""


def plain_words(text: str) -> str:
    """The text in small letters without accents, apostrophes and hyphens."""
    whole = unicodedata.normalize("NFKD", text.replace("´", "'"))
    bare = "".join(letter for letter in whole if not "\u0300" <= letter <= "\u036f")
    return bare.lower().translate(WHOLE_LETTERS).translate(MARKS)


class PlainWords(Func):
    """:func:`plain_words` of a column, in the database."""

    function = "plain_words"
    output_field: Any = TextField()
