"""Cleaning of a concern."""

from __future__ import annotations

import uuid

import pytest

from school.safeguarding.forms import ConcernForm
from school.safeguarding.raising import Seen
from tests.personas import Personas

pytestmark = pytest.mark.django_db
KEY = str(uuid.uuid4())


def test_me_is_a_child_by_name(people: Personas) -> None:
    form = ConcernForm({"about": "me", "words": "x", "danger": "yes", "client_key": KEY}, member=people.student)
    assert form.is_valid(), form.errors
    concern = form.concern()
    assert (concern["about"], concern["subject"], concern["danger_now"]) == ("child", people.student, True)


def test_staff_cannot_be_me_and_a_forged_text_is_dropped(people: Personas) -> None:
    forged = Seen("a noticing", "He hid").sealed_for(people.head)
    data = {"about": "me", "words": "x", "danger": "no", "client_key": KEY, "seen": forged, "take_along": "on"}
    form = ConcernForm(data, member=people.teacher)
    assert list(form.errors) == ["about"]
    form = ConcernForm({**data, "about": "child", "who": "Sol"}, member=people.teacher)
    assert form.is_valid()
    assert (form.concern()["seen"], form.concern()["subject_named"]) == (None, "Sol")
