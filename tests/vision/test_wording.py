"""A child reads the words for its age."""

import pytest
from django.urls import reverse

from tests.factories.vision import make_behaviour, make_focus
from tests.personas import Personas, client_for
from vision.models import Behaviour
from vision.presets import PRESETS
from vision.wording import BANDS, child_wording_for

WORDS = {"child_early": "I dig in", "child_primary": "I try again", "child_secondary": "I change my approach"}


@pytest.mark.parametrize(
    ("year", "words"),
    [
        (-1, "I dig in"), (2, "I dig in"), (3, "I try again"), (6, "I try again"), (7, "I change my approach"),
        (13, "I change my approach"), (None, "in any words"),
    ],
)  # fmt: skip
def test_words_follow_the_year_group(year: int | None, words: str) -> None:
    assert child_wording_for(Behaviour(child_wording="in any words", **WORDS), year) == words


@pytest.mark.parametrize("year", [-1, 4, 9])
def test_a_band_without_words_reads_those_for_every_age(year: int) -> None:
    assert child_wording_for(Behaviour(child_wording="in any words"), year) == "in any words"


@pytest.mark.parametrize("preset", PRESETS.values(), ids=PRESETS)
def test_presets_speak_to_every_age_in_words_of_its_own(preset) -> None:
    for row in preset.behaviours:
        assert len({row[band] for band in BANDS}) == 3, row["key"]
        assert len(row["child_early"].split()) <= 8


def test_two_ages_read_two_wordings_of_one_behaviour(people: Personas) -> None:
    make_focus(term=people.term)
    Behaviour.objects.filter(pk=make_behaviour(school=people.school).pk).update(**WORDS)
    page = reverse("tracking:my_learning", args=[people.school.slug])
    said = {}
    for year in (1, 10):
        people.student.year_group = year
        people.student.save()
        said[year] = client_for(people.student).get(page).text
    # Once at the top, once on each of the two forms.
    assert [said[1].count("I dig in<"), said[10].count("I change my approach<")] == [3, 3]
    assert "I change my approach" not in said[1]
