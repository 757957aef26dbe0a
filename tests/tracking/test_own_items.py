"""Check-in questions of the school's own."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.tracking import NOW
from tests.factories.vision import make_behaviour, make_focus
from tests.personas import Personas
from tracking.checkins import answer_item, items_for, start_check_in
from tracking.models import CheckInItem
from tracking.own_items import (
    behaviours_of_our_own,
    fetch_own_words,
    own_wordings,
    was_asked,
    words_asked,
    write_questions,
)
from vision.models import Behaviour

OURS = ["I whistled.", "I whistled when stuck.", "I taught a tune."]


@pytest.fixture
def whistling(people: Personas) -> Behaviour:
    behaviour = make_behaviour(school=people.school)
    behaviour.key = "whistling"
    behaviour.save(update_fields=["key"])
    make_focus(term=people.term, key="whistling")
    return behaviour


def test_until_three_are_written_the_behaviour_is_not_asked_about(people: Personas, whistling: Behaviour) -> None:
    assert list(behaviours_of_our_own(people.school)) == [whistling]
    assert items_for("B", [whistling]) == []
    write_questions(behaviour=whistling, form="B", wordings=OURS, by=people.head)
    write_questions(behaviour=whistling, form="B", wordings=[*OURS[:2], "I taught two."], by=people.head)
    assert own_wordings([whistling]) == {(whistling.pk, "B"): [*OURS[:2], "I taught two."]}
    assert [item.key for item in items_for("B", [whistling])] == ["whistling.b1", "whistling.b2", "whistling.b3"]
    assert items_for("A", [whistling]) == []


def test_asked_questions_keep_their_words(people: Personas, whistling: Behaviour) -> None:
    write_questions(behaviour=whistling, form="B", wordings=OURS, by=people.head)
    sitting = start_check_in(student=people.student, term=people.term, now=NOW)
    answer = answer_item(check_in=sitting, item="whistling.b2", value=3)
    assert words_asked(answer) == "I whistled when stuck."
    fetch_own_words([answer])
    with CaptureQueriesContext(connection) as queries:
        assert words_asked(answer) == "I whistled when stuck."
    assert not queries
    assert was_asked(whistling, "B") and not was_asked(whistling, "C")
    with pytest.raises(ValidationError, match="their words stay"):
        write_questions(behaviour=whistling, form="B", wordings=["a", "b", "c"], by=people.head)
    write_questions(behaviour=whistling, form="C", wordings=OURS, by=people.head)


def test_only_leaders_write_and_only_three_and_only_for_our_own(people: Personas, whistling: Behaviour) -> None:
    with pytest.raises(ValidationError, match="Only leaders"):
        write_questions(behaviour=whistling, form="B", wordings=OURS, by=people.teacher)
    with pytest.raises(ValidationError, match="all three"):
        write_questions(behaviour=whistling, form="B", wordings=["One.", " ", "Three."], by=people.head)
    with pytest.raises(ValidationError, match="questions already"):
        known = make_behaviour(school=people.school, key="questioning")
        write_questions(behaviour=known, form="B", wordings=OURS, by=people.head)
    assert not CheckInItem.objects.exists()
