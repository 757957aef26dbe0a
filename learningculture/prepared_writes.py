"""A statement that asks and writes in one trip: it writes what a queryset finds, and so only where it finds something.

Who may write where stays a rule of the querysets, as :mod:`learningculture.prepared` keeps them; when nothing came
back, whoever sent the statement asks why.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import count
from typing import Any

from django.db import models

from learningculture.database.kept import PLACE
from learningculture.prepared import Prepared, Statement, preparing

SLOT = "found_{number}"
"""The name of a value of the queryset, beside those that the statement names itself."""


class PreparedWrite(Prepared[Any]):
    """``PreparedWrite("INSERT … SELECT …, %(name)s FROM ({found}) AS found", build)``: ``build`` as of ``Prepared``."""

    def __init__(self, text: str, build: Callable[..., models.QuerySet[Any, Any]]) -> None:
        super().__init__(build)
        self.text = text

    def returned(self, found: dict[str, Any], **values: Any) -> tuple[Any, ...] | None:
        """The first row that was written, if any. ``found`` are the values of the queryset."""
        statement = self._statement(found)
        slots = {SLOT.format(number=number): value for number, value in enumerate(statement.values(found))}
        with preparing() as cursor:
            cursor.execute(statement.sql, {**slots, **values})
            row: tuple[Any, ...] | None = cursor.fetchone()
        return row

    def _compiled(self, given: dict[str, Any], start: int) -> Statement:
        statement, numbers = super()._compiled(given, start), count()
        named = PLACE.sub(
            lambda place: place[0] if place[0] == "%%" else f"%({SLOT.format(number=next(numbers))})s", statement.sql
        )
        return replace(statement, sql=self.text.format(found=named))
