"""What goes on with a behaviour, seen through the check-in's own questions."""

import pytest

from tests.factories.school import TODAY
from tests.factories.tracking import NOW
from tests.factories.vision import make_focus
from tests.personas import Personas
from tracking.models import CheckInItem
from tracking.own_items import write_questions
from vision.behaviours import add_behaviour, adopt_framework, begin_new_version, reword_behaviour
from vision.carrying import belongings, carry_over
from vision.crosswalk import map_behaviours, mappings_in
from vision.models import Behaviour, CommitmentBehaviour, Framework
from vision.taking_back import changes_of, take_back
from vision.use import is_in_use

OURS = ["I whistled.", "I whistled when stuck.", "I taught a tune."]
WORDS = {"label": "Whistling", "definition": "Whistles", "child_wording": "I whistle", "icon": "feather"}


@pytest.fixture
def whistling(people: Personas) -> Behaviour:
    framework = adopt_framework(school=people.school, preset="own", by=people.head, on=TODAY)
    behaviour = add_behaviour(framework=framework, words=WORDS | {"tint": "teal"}, by=people.head)
    write_questions(behaviour=behaviour, form="B", wordings=OURS, by=people.head)
    assert not is_in_use(framework)
    make_focus(term=people.term, key=behaviour.key)
    return behaviour


def next_version(people: Personas, behaviour: Behaviour) -> tuple[Framework, Behaviour]:
    framework = Framework.objects.get(pk=behaviour.framework_id)
    new = begin_new_version(framework=framework, by=people.head, on=TODAY)
    return new, new.behaviours.get()


def questions(behaviour: Behaviour) -> list[str]:
    return list(CheckInItem.objects.filter(behaviour=behaviour).order_by("number").values_list("wording", flat=True))


def test_questions_go_on_into_the_next_version_which_can_still_be_changed(
    people: Personas, whistling: Behaviour
) -> None:
    assert {model for model, _field in belongings()} == {CheckInItem, CommitmentBehaviour}
    new, copy = next_version(people, whistling)
    assert (questions(whistling), questions(copy)) == (OURS, OURS)
    assert not is_in_use(new)
    reword_behaviour(behaviour=copy, words={"label": "Piping"}, by=people.head)
    assert questions(copy) == OURS


def test_a_new_meaning_ends_them_until_it_is_taken_back(people: Personas, whistling: Behaviour) -> None:
    new, copy = next_version(people, whistling)
    reword_behaviour(behaviour=copy, words={"label": "Singing"}, by=people.head, same_meaning=False)
    assert (questions(copy), questions(whistling)) == ([], OURS)
    take_back(framework=new, change=changes_of(new)[0], by=people.head, now=NOW)
    assert questions(copy) == OURS
    take_back(framework=new, change=changes_of(new).filter(undone_at=None)[0], by=people.head, now=NOW)
    assert Behaviour.objects.get() == whistling and questions(whistling) == OURS


def test_they_follow_a_line_of_the_crosswalk_and_never_replace_others(people: Personas, whistling: Behaviour) -> None:
    new, copy = next_version(people, whistling)
    for label in ("Singing", "Drumming"):
        reworded = reword_behaviour(behaviour=copy, words={"label": label}, by=people.head, same_meaning=False)
    map_behaviours(older=whistling, newer=reworded, strength="overlaps", by=people.head)
    assert questions(reworded) == []
    map_behaviours(older=whistling, newer=reworded, strength="same", by=people.head)
    assert questions(reworded) == OURS
    write_questions(behaviour=reworded, form="B", wordings=["I drummed.", "Softly.", "Together."], by=people.head)
    carry_over(mappings_in(people.school))
    assert questions(reworded) == ["I drummed.", "Softly.", "Together."]
    assert new.behaviours.get() == reworded
