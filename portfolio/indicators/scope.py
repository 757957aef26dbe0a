"""What an indicator is worked out for, and what it gives back."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from portfolio.findings import Finding
from portfolio.records.terms import Earlier
from school.models import Term


@dataclass(frozen=True)
class Scope:
    """One term of one school, as it stood on ``as_of``."""

    term: Term
    as_of: datetime.date

    @property
    def window(self) -> tuple[str, str]:
        return self.term.starts_on.isoformat(), self.term.ends_on.isoformat()


@dataclass(frozen=True)
class Result:
    """Findings, and the counts read for them, from which the same findings follow again."""

    inputs: Any
    findings: list[Finding]


@dataclass(frozen=True)
class Then:
    """What was counted in an earlier term."""

    earlier: Earlier
    counted: Any

    @property
    def title(self) -> str:
        return self.earlier.term.title
