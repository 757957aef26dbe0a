"""Printed results of the literature, read from `worked_examples.json`."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest


@dataclass(frozen=True)
class WorkedExample:
    """One example; `near(key)` is its printed figure at its printed tolerance."""

    given: dict[str, Any]
    expect: dict[str, Any]
    tol: float
    tols: dict[str, float]

    def near(self, key: str) -> Any:
        return approx(self.expect[key], self.tols.get(key, self.tol))


def worked_example(name: str) -> WorkedExample:
    (found,) = (entry for entry in all_entries() if entry["id"] == name)
    return WorkedExample(found["input"], found["expect"], found["tol"], found.get("tols", {}))


def all_entries() -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
    return entries


def approx(expected: Any, tol: float) -> Any:
    """Absolute tolerance, also inside nested lists."""
    if isinstance(expected, list):
        return [approx(each, tol) for each in expected]
    return pytest.approx(expected, abs=tol, rel=0)
