"""What is wrong with a roster, told so that a school office can mend it: file, line, column, reason.

Reasons name columns and identifiers. They never repeat what a personal column held.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LISTED = 20
"""Problems printed in one refusal; the rest are counted."""


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong. ``line`` counts the header as 1; 0 means the whole file.

    ``fatal``: no row could be left out. ``blocks``: the rest comes in only when somebody accepts it without this row.
    """

    file: str
    line: int
    reason: str
    column: str = ""
    record: str = ""
    fatal: bool = False
    blocks: bool = True

    def __str__(self) -> str:
        place = [self.file]
        place += [_("line %(line)d") % {"line": self.line}] if self.line else []
        place += [self.column] if self.column else []
        return f"{', '.join(place)}: {self.reason}"

    def as_dict(self) -> dict[str, Any]:
        return {key: value for key, value in asdict(self).items() if key not in ("fatal", "blocks")}


class RosterRefused(ValidationError):
    """Nothing was changed, and here is why."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__([str(problem) for problem in self.problems])

    def __str__(self) -> str:
        lines = [str(problem) for problem in self.problems[:LISTED]]
        more = len(self.problems) - LISTED
        lines += [_("… and %(count)d more.") % {"count": more}] if more > 0 else []
        return "\n".join([_("The roster was refused; nothing was changed."), *lines])


def refuse(file: str, reason: str, *, line: int = 0, column: str = "") -> RosterRefused:
    """The refusal of a whole package for one reason."""
    return RosterRefused([Problem(file, line, reason, column, fatal=True)])
