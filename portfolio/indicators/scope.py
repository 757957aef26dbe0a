"""What an indicator is worked out for, and what it gives back."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from typing import Any

from portfolio.findings import Finding
from portfolio.records.terms import Earlier
from school.models import Term
from vision.models import Behaviour


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


def about(blank: Finding, behaviour: Behaviour) -> Finding:
    """The same, about one behaviour, with its picture."""
    return replace(blank, part=behaviour.key, label=behaviour.label, icon=behaviour.icon, tint=behaviour.tint)


@dataclass(frozen=True)
class Then:
    """What was counted in an earlier term."""

    earlier: Earlier
    counted: Any

    @property
    def title(self) -> str:
        return self.earlier.term.title
