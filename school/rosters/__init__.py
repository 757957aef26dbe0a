"""Rosters come in: OneRoster CSV 1.1 and 1.2 in bulk mode."""

from school.rosters.imports import import_roster
from school.rosters.problems import Problem, RosterRefused
from school.rosters.report import RosterReport, SchoolReport

__all__ = ["Problem", "RosterRefused", "RosterReport", "SchoolReport", "import_roster"]
