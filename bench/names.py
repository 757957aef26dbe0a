"""How many, and what they are called: the same on both sides."""

from __future__ import annotations

STUDENTS, CLASS_SIZE, BEHAVIOURS, PHASES = 1_500, 30, 17, 6

GIVEN = (
    "Ada Ben Cleo Dev Ella Finn Gwen Hari Isla Jude Kezia Liam Mara Noor Omar Pia Quinn Rosa Sami Tove Uma Vera".split()
)
FAMILY = "Abbott Bellamy Costa Diaz Evans Farrow Grant Hughes Iqbal Jones Khan Lowe Marsh Nagy Okoro Price Reid".split()
QUERIES = ("ma", "be", "okoro", "gr")
"""What is searched for: beginnings of names, some short."""


def phase_laid(student: int, behaviour: int) -> int:
    """What a cell holds before anything is saved, by the places of student and behaviour."""
    return (student + behaviour) % PHASES


def cell_saved(number: int) -> tuple[int, int, int]:
    """Student, behaviour and phase of a save: each time another cell, and never the phase that it holds."""
    student, behaviour = number % CLASS_SIZE, number % BEHAVIOURS
    rounds = number // (CLASS_SIZE * BEHAVIOURS)
    return student, behaviour, (phase_laid(student, behaviour) + 1 + rounds) % PHASES


def person_names(number: int) -> list[tuple[str, str]]:
    """Given and family name of each; some share both, as in schools."""
    return [(GIVEN[n % len(GIVEN)], FAMILY[n * 7 % len(FAMILY)]) for n in range(number)]
