"""What is asked of a member by sealed boxes, in their words and with its minutes."""

import datetime

from django.urls import reverse

from tests.personas import Personas
from vision.sealed_asks import sealed_asks

DAY = datetime.date(2025, 3, 14)


def test_each_box_asks_for_itself_with_its_minutes(people: Personas) -> None:
    asks = list(sealed_asks(people.teacher, {"pulse": DAY, "explain": DAY, "texts": True}))
    assert [ask.minutes for ask in asks] == [2, 2, 10]
    assert all("closes Friday 14 March" in str(ask.detail) for ask in asks[:2])
    names = ("vision:pulse", "vision:explain_back", "vision:explain_read")
    assert [ask.url for ask in asks] == [reverse(name, args=[people.school.slug]) for name in names]


def test_nothing_waits_nothing_is_asked(people: Personas) -> None:
    assert list(sealed_asks(people.teacher, {"pulse": None, "explain": None, "texts": False})) == []
