"""How many, and what they are called: the same on both sides."""

from __future__ import annotations

STUDENTS, CLASS_SIZE, BEHAVIOURS, PHASES = 1_500, 30, 17, 6

GIVEN = (
    "Ada Ben Cleo Dev Ella Finn Gwen Hari Isla Jude Kezia Liam Mara Noor Omar Pia Quinn Rosa Sami Tove Uma Vera".split()
)
FAMILY = "Abbott Bellamy Costa Diaz Evans Farrow Grant Hughes Iqbal Jones Khan Lowe Marsh Nagy Okoro Price Reid".split()
QUERIES = ("ma", "be", "okoro", "gr")
"""What is searched for: beginnings of names, some short."""


def person_names(number: int) -> list[tuple[str, str]]:
    """Given and family name of each; some share both, as in schools."""
    return [(GIVEN[n % len(GIVEN)], FAMILY[n * 7 % len(FAMILY)]) for n in range(number)]
