"""What counts together and what was dropped."""

import pytest
from django.core.exceptions import ValidationError

from tests.factories.school import TODAY
from tests.factories.vision import make_behaviour, make_focus
from tests.personas import Personas
from vision.behaviours import adopt_framework, begin_new_version, reword_behaviour
from vision.crosswalk import (
    dropped_between,
    map_behaviours,
    mappings_in,
    name_elsewhere,
    names_in,
    same_as,
)
from vision.models import Framework, Strength
from vision.reshaping import remove_behaviour


def two_versions(people: Personas) -> tuple[Framework, Framework]:
    make_focus(term=people.term)
    old = Framework.objects.get(school=people.school)
    return old, begin_new_version(framework=old, by=people.head, on=TODAY)


def test_a_new_version_means_the_same_until_a_leader_says_otherwise(people: Personas) -> None:
    old, new = two_versions(people)
    was, now = old.behaviours.get(key="questioning"), new.behaviours.get(key="questioning")
    assert same_as([was, now]) == {was.pk: {was.pk, now.pk}, now.pk: {was.pk, now.pk}}
    kept = reword_behaviour(behaviour=now, words={"label": "Wondering"}, by=people.head)
    assert (kept.key, same_as([kept])[kept.pk]) == ("questioning", {was.pk, now.pk})
    other = reword_behaviour(behaviour=now, words={"label": "Doubting"}, by=people.head, same_meaning=False)
    assert other.key == "own_doubting"
    assert same_as([other]) == {other.pk: {other.pk}}
    assert mappings_in(people.school).get(to_behaviour=now).strength == Strength.OVERLAPS


def test_sameness_goes_on_through_versions(people: Personas) -> None:
    _old, new = two_versions(people)
    adopt_framework(school=people.school, preset="full", by=people.head, on=TODAY)
    full = Framework.objects.get(school=people.school, retired_on=None)
    now, was = full.behaviours.get(key="perseverance"), new.behaviours.get(key="perseverance")
    map_behaviours(older=was, newer=now, strength=Strength.SAME, by=people.head)
    assert len(same_as([now])[now.pk]) == 3


def test_another_preset_is_mapped_by_its_keys(people: Personas) -> None:
    adopt_framework(school=people.school, preset="foundation", by=people.head, on=TODAY)
    adopt_framework(school=people.school, preset="full", by=people.head, on=TODAY)
    assert set(mappings_in(people.school).values_list("strength", flat=True)) == {Strength.SAME}
    assert mappings_in(people.school).count() == 4


def test_what_leads_nowhere_is_named_as_dropped(people: Personas) -> None:
    old, new = two_versions(people)
    assert dropped_between(old, new) == []
    remove_behaviour(behaviour=new.behaviours.get(key="revising"), by=people.head)
    assert [each.key for each in dropped_between(old, new)] == ["revising"]


def test_lines_are_said_anew_and_never_within_one_framework(people: Personas) -> None:
    old, new = two_versions(people)
    was, now = old.behaviours.get(key="revising"), new.behaviours.get(key="revising")
    line = map_behaviours(older=now, newer=was, strength=Strength.OVERLAPS, by=people.head)
    assert (line.from_behaviour, line.to_behaviour) == (was, now)
    with pytest.raises(ValidationError, match="two frameworks"):
        map_behaviours(older=now, newer=make_behaviour(school=people.school), strength="same", by=people.head)


def test_names_of_published_sets(people: Personas) -> None:
    ours = make_behaviour(school=people.school)
    for strength in Strength:
        name_elsewhere(behaviour=ours, preset="early_years", key="keep_trying", strength=strength, by=people.head)
    assert names_in(people.school).get().strength == Strength.OVERLAPS
    with pytest.raises(ValidationError, match="offered"):
        name_elsewhere(behaviour=ours, preset="early_years", key="made_up", strength="same", by=people.head)
