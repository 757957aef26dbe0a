"""A table between two steps."""

import pytest
from django.core.exceptions import ValidationError

from tests.personas import Personas
from tests.tracking.attainment.tables import table_of
from tracking.attainment import handing_on
from tracking.attainment.handing_on import sealed, unsealed

TABLE = table_of("Idris,Costa,101")


def test_the_same_member_gets_the_same_table_back(people: Personas) -> None:
    again = unsealed(sealed(TABLE, people.head), people.head)
    assert (again.header, again.rows) == (TABLE.header, TABLE.rows)


def test_nobody_else_can_hand_it_in(people: Personas) -> None:
    with pytest.raises(ValidationError):
        unsealed(sealed(TABLE, people.head), people.administrator)


def test_too_many_rows_are_refused(people: Personas, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handing_on, "MOST_ROWS", 0)
    with pytest.raises(ValidationError, match="too large"):
        sealed(TABLE, people.head)
