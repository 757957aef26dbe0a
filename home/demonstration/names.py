"""Invented people's names, mixed as names in Britain are."""

from __future__ import annotations

import random
from collections.abc import Iterator

GIVEN = """Aaliyah Aaron Abigail Adam Aisha Alfie Alice Amelia Amir Anaya Anwen Archie Arjun Asha Ava Ayaan Bea Ben
Bethan Caleb Carys Charlie Chloe Daisy Daniel Dewi Dylan Edie Efa Eleri Eli Elif Ella Emeka Emily Erin Ethan
Eva Farah Fatima Felix Ffion Finn Florence Freya George Grace Hamza Hana Harper Harry Hassan Henry Hugo
Ibrahim Imani Imran Iris Isaac Isla Ivy Jack Jaya Joel Joshua Kacper Kai Kofi Lara Layla Leah Leo Lily Lola
Lucas Lucy Maja Malik Maria Martha Mason Maya Megan Mia Milo Mina Mohammed Musa Nadia Nia Noah Nora Olive
Oliver Omar Oscar Osian Otis Poppy Priya Quinn Rafael Rania Reuben Rhys Robin Roman Rosa Ruby Safa Sam Sana
Seren Sofia Sol Stefan Suri Tariq Theo Tia Tilly Toby Tomasz Uma Victor Violet Wei Wren Xin Yara Yusuf Zac
Zara Zofia""".split()

FAMILY = """Adebayo Ahmed Akhtar Ali Anderson Bailey Baker Barnes Begum Bell Bennett Brook Brown Campbell Carter Chan
Clarke Collins Cook Cooper Costa Cox Das Davies Dixon Edwards Ellis Evans Farah Fisher Foster Fox Gill
Graham Gray Green Griffiths Hall Hamilton Harris Harvey Hassan Hill Holmes Hughes Hunt Hussain Iqbal Jackson
James Jenkins Johnson Jones Kaur Kelly Khan King Knight Kowalski Lee Lewis Lloyd Marsh Martin Mason Mensah
Miah Miller Mills Mitchell Moore Morgan Morris Murphy Murray Nguyen Novak Nowak Okafor Okoro Owen Palmer
Parker Patel Pearce Phillips Popescu Powell Price Rahman Reid Richards Roberts Robinson Rogers Rose Russell
Santos Saunders Scott Shah Shaw Silva Simpson Singh Smith Stevens Stone Taylor Thomas Thompson Turner Walker
Walsh Ward Watson Webb West White Williams Wilson Wong Wood Wright Young Zhang""".split()


def people(chance: random.Random) -> Iterator[tuple[str, str]]:
    """Given and family names without end; within one school no pair comes twice."""
    seen: set[tuple[str, str]] = set()
    while True:
        pair = (chance.choice(GIVEN), chance.choice(FAMILY))
        if pair not in seen:
            seen.add(pair)
            yield pair
