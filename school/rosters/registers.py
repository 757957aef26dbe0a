"""The order of a school's register: by family name, accents and capitals aside."""

from __future__ import annotations

import re
import unicodedata

STROKES = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
"""Letters that Unicode does not take apart into a letter and a mark."""


BEHIND_FIGURES = 10**9
"""Letters come after every number."""


def register_key(family: str, given: str) -> tuple[str, str, str, str]:
    """To sort by. Whoever has one name stands under it; equal but for accents, the plain spelling comes first."""
    family, given = (family, given) if family else (given, "")
    return folded(family), folded(given), family, given


def folded(name: str) -> str:
    """``Żółć`` → ``zolc``, ``O’Brien`` → ``obrien``: letters, figures and single spaces."""
    apart = unicodedata.normalize("NFKD", name.casefold()).translate(STROKES)
    return " ".join("".join(one for one in apart if one.isalnum() or one.isspace()).split())


def natural_key(name: str) -> list[tuple[int, str]]:
    """Figures by their value, so that 7A stands before 10A."""
    parts = re.findall(r"[0-9]+|[^0-9]+", folded(name))
    return [(int(part), "") if part.isdecimal() else (BEHIND_FIGURES, part) for part in parts]
