"""Split, merge, move, remove: nothing used changes, and every old behaviour leads somewhere or is named as dropped."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from learningculture.tenancy import tenant
from tests.factories.school import TODAY
from tests.factories.vision import make_focus
from tests.personas import Personas
from vision.behaviours import begin_new_version, declare_focus, reword_behaviour
from vision.crosswalk import dropped_between
from vision.models import Behaviour, BehaviourMapping, Framework, Strength
from vision.reshaping import merge_behaviours, move_behaviour, remove_behaviour, split_behaviour
from vision.use import is_in_use


@pytest.fixture
def versions(people: Personas) -> tuple[Framework, Framework]:
    make_focus(term=people.term)
    old = Framework.objects.get(school=people.school)
    return old, begin_new_version(framework=old, by=people.head, on=TODAY)


def labels(framework: Framework) -> list[str]:
    return [each.label for each in framework.behaviours.all()]


def test_split_puts_parts_in_the_place_of_the_whole(people: Personas, versions: tuple[Framework, Framework]) -> None:
    old, new = versions
    whole = new.behaviours.get(key="collaboration")
    parts = split_behaviour(behaviour=whole, labels=["Sharing", " Listening ", ""], by=people.head)
    assert labels(new) == ["Perseverance", "Questioning", "Sharing", "Listening", "Revising"]
    assert [part.key for part in parts] == ["own_sharing", "own_listening"]
    lines = BehaviourMapping.objects.filter(to_behaviour__in=parts).values_list("from_behaviour__key", "strength")
    assert list(lines) == [("collaboration", Strength.OVERLAPS)] * 2
    assert len(labels(old)) == 4
    assert not is_in_use(new)


@pytest.mark.parametrize("names", [["One"], ["One", "One "], ["A", "B", "C", "D", "E"]])
def test_split_needs_two_to_four_names(people: Personas, versions: tuple[Framework, Framework], names) -> None:
    with pytest.raises(ValidationError, match="two to 4"):
        split_behaviour(behaviour=versions[1].behaviours.first(), labels=names, by=people.head)


def test_merge_overlaps_with_each_of_its_parts(people: Personas, versions: tuple[Framework, Framework]) -> None:
    old, new = versions
    _one, two, _three, four = new.behaviours.all()
    whole = merge_behaviours(behaviours=[four, two], label="Asking again", by=people.head)
    assert labels(new) == ["Perseverance", "Asking again", "Collaboration"]
    assert whole.definition == two.definition
    assert set(whole.mapped_from.values_list("from_behaviour__key", "strength")) == {
        ("questioning", Strength.OVERLAPS),
        ("revising", Strength.OVERLAPS),
    }
    assert dropped_between(old, new) == []
    with pytest.raises(ValidationError, match="at least two"):
        merge_behaviours(behaviours=[whole], label="One", by=people.head)


def test_order_changes_and_stops_at_its_ends(people: Personas, versions: tuple[Framework, Framework]) -> None:
    new = versions[1]
    second = new.behaviours.get(key="questioning")
    for _time in range(2):
        move_behaviour(behaviour=second, steps=-1, by=people.head)
    assert labels(new)[:2] == ["Questioning", "Perseverance"]


def test_what_is_used_is_not_reshaped(people: Personas, versions: tuple[Framework, Framework]) -> None:
    used, gone = versions[0].behaviours.first(), versions[1].behaviours.first()
    for act in (remove_behaviour, lambda **who: move_behaviour(steps=1, **who)):
        with pytest.raises(ValidationError, match="stay as they were"):
            act(behaviour=used, by=people.head)
    remove_behaviour(behaviour=gone, by=people.head)
    with pytest.raises(ValidationError, match="meanwhile"):
        split_behaviour(behaviour=gone, labels=["A", "B"], by=people.head)


ACTS = st.lists(st.tuples(st.sampled_from(["split", "merge", "rename", "remove", "version"]), st.integers(0, 99)))


def as_stored(framework: Framework) -> list[dict]:
    return list(framework.behaviours.order_by("pk").values())


def act_on(people: Personas, live: Framework, act: str, pick: int) -> Framework:
    known = list(live.behaviours.all())
    if not known:
        return live
    one, other = known[pick % len(known)], known[(pick + 1) % len(known)]
    if act == "split" and len(known) < 9:
        split_behaviour(behaviour=one, labels=[f"Half {pick}", f"Rest {pick}"], by=people.head)
    elif act == "merge" and one != other:
        merge_behaviours(behaviours=[one, other], label=f"Both {pick}", by=people.head)
    elif act == "rename":
        reword_behaviour(behaviour=one, words={"label": f"New {pick}"}, by=people.head, same_meaning=pick % 2 == 0)
    elif act == "remove":
        remove_behaviour(behaviour=one, by=people.head)
    elif act == "version":
        declare_focus(term=people.term, behaviours=[one], by=people.head, on=TODAY)
        return begin_new_version(framework=live, by=people.head, on=TODAY)
    return live


@given(acts=ACTS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_reshaping_keeps_what_was_and_accounts_for_it(people: Personas, acts: list[tuple[str, int]]) -> None:
    with tenant(people.school.pk, member_id=people.head.pk):
        make_focus(term=people.term)
        live = Framework.objects.get(school=people.school, retired_on=None)
        live, used = begin_new_version(framework=live, by=people.head, on=TODAY), [(live, as_stored(live))]
        for act, pick in acts:
            before = as_stored(live)
            following = act_on(people, live, act, pick)
            if following != live:
                used.append((live, before))
            live = following
            check_all(live, used)
        transaction.set_rollback(True)


def check_all(live: Framework, used: list[tuple[Framework, list[dict]]]) -> None:
    now = set(live.behaviours.values_list("pk", flat=True))
    keys = list(live.behaviours.values_list("key", flat=True))
    assert len(keys) == len(set(keys))
    assert [each.position for each in live.behaviours.all()] == list(range(len(keys)))
    for framework, before in used:
        assert as_stored(framework) == before
    last = used[-1][0]
    if last != live:
        dropped = {each.pk for each in dropped_between(last, live)}
        lead = set(BehaviourMapping.objects.filter(to_behaviour__in=now).values_list("from_behaviour", flat=True))
        assert {row["id"] for row in as_stored(last)} == dropped | (lead & {row["id"] for row in as_stored(last)})
        assert not dropped & lead


def test_words_and_picture_go_on_in_the_parts(people: Personas, versions: tuple[Framework, Framework]) -> None:
    whole = versions[1].behaviours.first()
    for part in split_behaviour(behaviour=whole, labels=["A", "B"], by=people.head):
        stored = Behaviour.objects.get(pk=part.pk)
        assert (stored.definition, stored.icon, stored.edition) == (whole.definition, whole.icon, 1)
