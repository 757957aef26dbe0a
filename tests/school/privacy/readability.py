"""How old one has to be to read a text easily: a formula of our own, rough and on the strict side."""

from __future__ import annotations

import re

VOWELS = re.compile(r"[aeiouy]+")
SCHOOL_STARTS_AT = 5
"""A grade of the Flesch–Kincaid kind counts from the first year of school, at about five in this country."""


def syllables(word: str) -> int:
    word = word.lower().removesuffix("'s")
    silent = word.endswith("e") and not word.endswith(("le", "ee")) and len(word) > 3
    return max(1, len(VOWELS.findall(word)) - silent)


def sentences_of(markdown: str) -> list[list[str]]:
    """The words of each sentence; a heading or a point of a list is one."""
    text = re.sub(r"[*#>_`]|^\s*-\s", "", markdown, flags=re.MULTILINE)
    found = [re.findall(r"[A-Za-z’']+", part) for part in re.split(r"[.!?:]|\n", text)]
    return [words for words in found if words]


def reading_age(markdown: str) -> float:
    """Longer sentences and longer words want older readers; weights as in Flesch and Kincaid's grade."""
    sentences = sentences_of(markdown)
    words = [word for sentence in sentences for word in sentence]
    length, weight = len(words) / len(sentences), sum(map(syllables, words)) / len(words)
    return 0.39 * length + 11.8 * weight - 15.59 + SCHOOL_STARTS_AT + 1
