"""Frameworks, their immutability once used, and the term's focus."""

import datetime
import re
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from learningculture.tenancy import tenant
from tests.factories.school import TODAY
from tests.factories.vision import make_behaviour, make_focus, make_framework
from tests.personas import Personas
from vision.behaviours import (
    PRESETS,
    add_behaviour,
    adopt_framework,
    begin_new_version,
    declare_focus,
    reword_behaviour,
)
from vision.models import Focus, Framework
from vision.use import is_in_use

ICONS = Path(__file__).resolve().parents[2] / "static/icons.svg"
TINTS = {"ochre", "sky", "plum", "moss", "rose", "teal", "clay", "slate"}
SIZES = {"foundation": 4, "working": 12, "full": 17, "habits_of_mind": 16, "early_years": 9, "own": 0}


def test_presets_have_the_promised_sizes() -> None:
    assert {key: len(preset.behaviours) for key, preset in PRESETS.items()} == SIZES


def test_presets_use_icons_and_tints_that_exist() -> None:
    icons = set(re.findall(r'<symbol id="([^"]+)"', ICONS.read_text()))
    rows = [row for preset in PRESETS.values() for row in preset.behaviours]
    assert {row["icon"] for row in rows} - icons == set()
    assert {row["tint"] for row in rows} - TINTS == set()


@pytest.mark.parametrize("preset", PRESETS)
def test_adopting_writes_behaviours_and_six_phases(people: Personas, preset: str) -> None:
    with tenant(people.school.pk, member_id=people.head.pk):
        framework = adopt_framework(school=people.school, preset=preset, by=people.head, on=TODAY)
        assert framework.behaviours.count() == SIZES[preset]
        assert [phase.number for phase in framework.phases.all()] == [0, 1, 2, 3, 4, 5]
        for behaviour in framework.behaviours.all():
            behaviour.full_clean()


def test_adopting_another_retires_the_first_and_counts_versions(people: Personas) -> None:
    first = adopt_framework(school=people.school, preset="foundation", by=people.head, on=TODAY)
    adopt_framework(school=people.school, preset="full", by=people.head, on=TODAY)
    again = adopt_framework(school=people.school, preset="foundation", by=people.head, on=TODAY)
    first.refresh_from_db()
    assert (first.retired_on, again.version) == (TODAY, 2)
    assert Framework.objects.filter(school=people.school, retired_on=None).get() == again


def test_adopting_what_is_in_use_is_refused(people: Personas) -> None:
    make_framework(school=people.school)
    with pytest.raises(ValidationError, match="already your framework"):
        adopt_framework(school=people.school, preset="foundation", by=people.head, on=TODAY)
    with pytest.raises(ValidationError, match="offered"):
        adopt_framework(school=people.school, preset="invented", by=people.head, on=TODAY)


def test_words_change_until_something_refers_to_them(people: Personas) -> None:
    behaviour = make_behaviour(school=people.school)
    assert reword_behaviour(behaviour=behaviour, words={"label": "Sticking at it"}, by=people.head).label
    make_focus(term=people.term, key="questioning")
    with pytest.raises(ValidationError, match="new version"):
        reword_behaviour(behaviour=behaviour, words={"label": "Grit"}, by=people.head)
    with pytest.raises(ValidationError, match="new version"):
        add_behaviour(framework=behaviour.framework, words={"label": "Grit"}, by=people.head)


def test_a_new_version_copies_the_words_and_may_be_changed(people: Personas) -> None:
    behaviour = make_behaviour(school=people.school)
    make_focus(term=people.term)
    new = begin_new_version(framework=behaviour.framework, by=people.head, on=TODAY)
    assert new.version == 2
    assert [b.key for b in new.behaviours.all()] == [b.key for b in behaviour.framework.behaviours.all()]
    assert new.phases.count() == 6
    assert not is_in_use(new)
    with pytest.raises(ValidationError, match="in use"):
        begin_new_version(framework=Framework.objects.get(pk=behaviour.framework_id), by=people.head, on=TODAY)


def test_own_behaviours_are_added_one_by_one(people: Personas) -> None:
    framework = adopt_framework(school=people.school, preset="own", by=people.head, on=TODAY)
    words = {
        "label": "Risk-taking",
        "definition": "Tries",
        "child_wording": "I try",
        "icon": "sailboat",
        "tint": "teal",
    }
    first = add_behaviour(framework=framework, words=words, by=people.head)
    second = add_behaviour(framework=framework, words=words, by=people.head)
    assert (first.key, second.key) == ("own_risk_taking", "own_risk_taking_2")
    assert (first.position, second.position) == (0, 1)


def test_focus_is_replaced_and_keeps_the_day_of_what_stays(people: Personas) -> None:
    framework = make_framework(school=people.school)
    one, two, three, _four = framework.behaviours.all()
    later = TODAY + datetime.timedelta(days=3)
    declare_focus(term=people.term, behaviours=[one, two], by=people.head, on=TODAY)
    declare_focus(term=people.term, behaviours=[two, three], by=people.head, on=later)
    found = dict(Focus.objects.values_list("behaviour_id", "declared_on"))
    assert found == {two.pk: TODAY, three.pk: later}


def test_focus_is_refused_when_too_wide_empty_or_not_live(people: Personas) -> None:
    framework = adopt_framework(school=people.school, preset="full", by=people.head, on=TODAY)
    behaviours = list(framework.behaviours.all())
    for wrong, sentence in ((behaviours[:5], "at most 4"), ([], "at least one")):
        with pytest.raises(ValidationError, match=sentence):
            declare_focus(term=people.term, behaviours=wrong, by=people.head, on=TODAY)
    adopt_framework(school=people.school, preset="foundation", by=people.head, on=TODAY)
    with pytest.raises(ValidationError, match="present framework"):
        declare_focus(term=people.term, behaviours=behaviours[:2], by=people.head, on=TODAY)
    assert not Focus.objects.exists()
