"""Promises are dated, settled once, and an unkept one is explained."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from learningculture.tenancy import tenant
from tests.factories.school import TODAY
from tests.personas import Personas
from vision.models import LeaderCommitment
from vision.promises import make_promise, settle_promise

SOON = TODAY + datetime.timedelta(days=14)


def promise(people: Personas, **changes: object) -> LeaderCommitment:
    words = {"kind": "cover", "promise": "One hour of cover for each visit", "due_on": SOON, **changes}
    return make_promise(school=people.school, by=people.head, on=TODAY, **words)


def test_promise_is_made_once(people: Personas) -> None:
    with tenant(people.school.pk, member_id=people.head.pk):
        assert promise(people) == promise(people)
    assert LeaderCommitment.objects.get().outcome == "open"


@pytest.mark.parametrize("wrong", [{"kind": "wishes"}, {"promise": ""}, {"due_on": TODAY - datetime.timedelta(days=1)}])
def test_promise_needs_kind_words_and_a_day_ahead(people: Personas, wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        promise(people, **wrong)
    assert not LeaderCommitment.objects.exists()


def test_kept_promise_is_settled_with_its_day(people: Personas) -> None:
    with tenant(people.school.pk, member_id=people.head.pk):
        settled = settle_promise(promise=promise(people), kept=True, explanation="", by=people.head, on=SOON)
    assert (settled.outcome, settled.settled_on) == ("kept", SOON)


def test_unkept_promise_needs_an_explanation(people: Personas) -> None:
    made = promise(people)
    with pytest.raises(ValidationError, match="what happened"):
        settle_promise(promise=made, kept=False, explanation=" ", by=people.head, on=SOON)
    settled = settle_promise(promise=made, kept=False, explanation="No cover found", by=people.head, on=SOON)
    assert (settled.outcome, settled.explanation) == ("not_kept", "No cover found")


def test_settled_promise_is_not_turned_round(people: Personas) -> None:
    made = promise(people)
    for _ in range(2):
        settle_promise(promise=made, kept=True, explanation="", by=people.head, on=SOON)
    with pytest.raises(ValidationError, match="already"):
        settle_promise(promise=made, kept=False, explanation="After all not", by=people.head, on=SOON)
