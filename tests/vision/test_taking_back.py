"""A change of the behaviours is taken back whole, the last one first, until something is recorded."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from learningculture.tenancy import tenant
from school.models import Batch, Change
from tests.factories.school import TODAY
from tests.factories.tracking import NOW
from tests.factories.vision import make_behaviour, make_focus
from tests.personas import Personas
from tests.vision.test_reshaping import ACTS, act_on
from vision.behaviours import add_behaviour, adopt_framework, begin_new_version, reword_behaviour
from vision.crosswalk import map_behaviours, name_elsewhere
from vision.models import Behaviour, BehaviourMapping, Framework, NameMapping
from vision.reshaping import merge_behaviours, move_behaviour, remove_behaviour, split_behaviour
from vision.taking_back import changes_of, last_change, last_line, take_back
from vision.use import check_can_reword

SOON = NOW + datetime.timedelta(hours=1)


@pytest.fixture
def draft(people: Personas) -> Framework:
    make_focus(term=people.term)
    old = Framework.objects.get(school=people.school)
    return begin_new_version(framework=old, by=people.head, on=TODAY)


def everything(framework: Framework) -> tuple[list[dict], list[dict]]:
    """The behaviours and their crosswalk, to the last field."""
    lines = BehaviourMapping.objects.filter(to_behaviour__framework=framework)
    return list(framework.behaviours.order_by("pk").values()), list(lines.order_by("pk").values())


def last_of(framework: Framework) -> Batch:
    found = changes_of(framework).filter(undone_at=None).first()
    assert found
    return found


def undo(people: Personas, framework: Framework) -> Batch:
    return take_back(framework=framework, change=last_of(framework), by=people.head, now=SOON)


ONE_ACT = {
    "split": lambda one, two, who: split_behaviour(behaviour=one, labels=["A", "B"], by=who),
    "merge": lambda one, two, who: merge_behaviours(behaviours=[one, two], label="Both", by=who),
    "remove": lambda one, two, who: remove_behaviour(behaviour=one, by=who),
    "move": lambda one, two, who: move_behaviour(behaviour=one, steps=2, by=who),
    "reword": lambda one, two, who: reword_behaviour(
        behaviour=one, words={"label": "Grit"}, by=who, same_meaning=False
    ),
    "add": lambda one, two, who: add_behaviour(framework=one.framework, words=WORDS, by=who),
    "name": lambda one, two, who: name_elsewhere(
        behaviour=one, preset="habits_of_mind", key="persisting", strength="same", by=who
    ),
}
WORDS = {"label": "Daring", "definition": "Tries", "child_wording": "I try", "icon": "sailboat", "tint": "teal"}


@pytest.mark.parametrize("act", ONE_ACT)
def test_one_change_is_taken_back_to_the_last_field(people: Personas, draft: Framework, act: str) -> None:
    before = everything(draft)
    one, two = draft.behaviours.all()[:2]
    ONE_ACT[act](one, two, people.head)
    change = undo(people, draft)
    assert everything(draft) == before
    assert not Behaviour.objects.filter(label__in=["A", "B", "Both", "Daring"]).exists()
    change.refresh_from_db()
    assert (change.by, change.undone_by, change.undone_at) == (people.head, people.head, SOON)


@given(acts=ACTS)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_changes_are_taken_back_one_after_another(people: Personas, acts: list[tuple[str, int]]) -> None:
    with tenant(people.school.pk, member_id=people.head.pk):
        make_focus(term=people.term)
        old = Framework.objects.get(school=people.school, retired_on=None)
        live = begin_new_version(framework=old, by=people.head, on=TODAY)
        states = {last_of(live).pk: everything(live)}
        for act, pick in acts:
            if act != "version":
                act_on(people, live, act, pick)
                states.setdefault(last_of(live).pk, everything(live))
        for change, state in sorted(states.items(), reverse=True):
            assert (last_of(live).pk, everything(live)) == (change, state)
            undo(people, live)
        assert list(Framework.objects.filter(school=people.school)) == [old]
        assert Framework.objects.get(pk=old.pk).retired_on is None
        transaction.set_rollback(True)


def test_what_came_later_is_taken_back_first(people: Personas, draft: Framework) -> None:
    one = draft.behaviours.all()[0]
    split_behaviour(behaviour=one, labels=["A", "B"], by=people.head)
    split = last_of(draft)
    reword_behaviour(behaviour=draft.behaviours.get(label="A"), words={"label": "C"}, by=people.head)
    with pytest.raises(ValidationError, match="Take that back first"):
        take_back(framework=draft, change=split, by=people.head, now=SOON)
    assert [undo(people, draft).label, undo(people, draft).label] == ["Reworded C", f"Split {one.label}"]
    split.refresh_from_db()
    with pytest.raises(ValidationError, match="undone already"):
        take_back(framework=draft, change=split, by=people.head, now=SOON)


def test_words_in_use_stay_and_the_crosswalk_may_change(people: Personas, draft: Framework) -> None:
    one, two = draft.behaviours.all()[:2]
    remove_behaviour(behaviour=two, by=people.head)
    make_focus(term=people.term, key=one.key)
    assert last_line(draft, now=SOON) is None
    with pytest.raises(ValidationError, match="already recorded with these words"):
        undo(people, draft)
    was = Behaviour.objects.get(framework__version=1, key="revising")
    map_behaviours(older=was, newer=one, strength="overlaps", by=people.head)
    assert last_line(draft, now=SOON) == last_of(draft)
    assert undo(people, draft).label == f"Crosswalk of {one.label}"
    with pytest.raises(ValidationError):
        check_can_reword(draft)


def test_all_of_it_or_nothing(people: Personas, draft: Framework) -> None:
    """A row that was changed beside the log holds the whole change."""
    one = draft.behaviours.first()
    assert one
    name_elsewhere(behaviour=one, preset="habits_of_mind", key="persisting", strength="same", by=people.head)
    NameMapping.objects.update(strength="overlaps")
    with pytest.raises(ValidationError, match="come to depend on this"):
        undo(people, draft)
    assert NameMapping.objects.get().strength == "overlaps"
    assert last_of(draft).label == f"Crosswalk of {one.label}"


def test_a_version_and_a_framework_go_again(people: Personas, draft: Framework) -> None:
    undo(people, draft)
    old = Framework.objects.get(school=people.school)
    assert (old.version, old.retired_on) == (1, None)
    full = adopt_framework(school=people.school, preset="full", by=people.head, on=TODAY)
    assert undo(people, full).label == "Began with Full seventeen"
    assert list(Framework.objects.filter(school=people.school)) == [old]


def test_every_change_and_its_undo_leave_lines_in_the_audit(people: Personas, draft: Framework) -> None:
    behaviour = draft.behaviours.first()
    assert behaviour
    split_behaviour(behaviour=behaviour, labels=["A", "B"], by=people.head)
    change = undo(people, draft)
    change.refresh_from_db()
    with tenant(people.school.pk, member_id=people.head.pk, purpose="audit"):
        lines = Change.objects.filter(table_name="vision_behaviour")
        done = set(lines.filter(batch_id=change.pk).values_list("action", flat=True))
        undone = set(lines.filter(batch_id=change.undone_through.pk).values_list("action", flat=True))
    assert done >= {"insert", "delete"} and undone >= {"insert", "delete"}


def test_a_month_later_it_stays(people: Personas) -> None:
    framework = make_behaviour(school=people.school).framework
    remove_behaviour(behaviour=make_behaviour(school=people.school), by=people.head)
    late = NOW + datetime.timedelta(days=1000)
    assert last_change(changes_of(framework), now=SOON) == last_of(framework)
    assert last_change(changes_of(framework), now=late) is None
    with pytest.raises(ValidationError, match="last 30 days"):
        take_back(framework=framework, change=last_of(framework), by=people.head, now=late)
