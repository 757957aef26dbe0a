"""Two hundred sentences against the list that only ever offers."""

from __future__ import annotations

import time

from school.safeguarding.worrying import LONGEST_READ, sounds_worrying
from tests.school.safeguarding.sentences import HARMLESS, WORRYING

FEWEST_HITS, MOST_FALSE = 90, 4
"""Of a hundred each. A miss leaves the quiet link, a false offer costs a glance."""


def test_two_hundred_sentences() -> None:
    assert (len(WORRYING), len(HARMLESS), len({*WORRYING, *HARMLESS})) == (100, 100, 200)
    missed = [line for line in WORRYING if not sounds_worrying(line)]
    false = [line for line in HARMLESS if sounds_worrying(line)]
    print(f"\noffered beside {100 - len(missed)} of 100 worrying and {len(false)} of 100 harmless sentences")
    assert len(missed) <= 100 - FEWEST_HITS, "\n".join(missed)
    assert len(false) <= MOST_FALSE, "\n".join(false)


def test_apostrophes_capitals_and_line_breaks_make_no_difference() -> None:
    assert sounds_worrying("I DON’T\nfeel   safe")
    assert not sounds_worrying("", "   ")


def test_any_of_several_texts_is_enough() -> None:
    assert sounds_worrying("A good lesson", "I want to die")


def test_long_and_hostile_texts_take_no_time() -> None:
    began = time.perf_counter()
    for text in ("he was " * LONGEST_READ, "a" * LONGEST_READ, "secret " * LONGEST_READ, "meet a x " * LONGEST_READ):
        sounds_worrying(text)
    assert time.perf_counter() - began < 2
