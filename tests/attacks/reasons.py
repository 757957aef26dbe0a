"""Why a cell of the matrix may answer otherwise than its permission says. One line for each reason."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Reason:
    """``statuses`` that these addresses may answer somebody whom the permission lets in."""

    why: str
    names: tuple[str, ...]
    statuses: tuple[int, ...]
    methods: tuple[str, ...] = ("get", "post")

    def covers(self, name: str, roles: list[str], method: str, status: int) -> bool:
        return name in self.names and status in self.statuses and method in self.methods


REASONS: tuple[Reason, ...] = ()
