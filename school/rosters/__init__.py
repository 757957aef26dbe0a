"""Rosters come in: OneRoster CSV 1.1 and 1.2, and the one pipeline for every other source.

A source is turned into an :class:`Incoming`; then, inside ``alone()``, ``plan_import`` and ``carry_out``.
"""

from school.rosters.imports import ImportPlan, alone, carry_out, import_roster, plan_import
from school.rosters.incoming import Incoming, InputTable
from school.rosters.oneroster import read_oneroster
from school.rosters.problems import Problem, RosterRefused
from school.rosters.report import RosterReport, SchoolReport

__all__ = [
    "ImportPlan",
    "Incoming",
    "InputTable",
    "Problem",
    "RosterRefused",
    "RosterReport",
    "SchoolReport",
    "alone",
    "carry_out",
    "import_roster",
    "plan_import",
    "read_oneroster",
]
