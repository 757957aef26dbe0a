"""Words that fit who reads them."""

import pytest

from tests.factories.tracking import make_judgement
from tests.factories.vision import make_framework
from tests.personas import Personas
from tracking.words import choices_of, judgement_in_words, labels_of, year_words
from vision.models import Phase

EARLY = {1: "With help", 2: "When I remember", 3: "On my own", 4: "On my own", 5: "On my own"}


@pytest.fixture
def phases(people: Personas) -> list[Phase]:
    found = list(make_framework(school=people.school).phases.order_by("number"))
    for phase in found:
        phase.early_label = EARLY.get(phase.number, "")
    return found


def test_the_youngest_choose_among_their_own_words(phases: list[Phase]) -> None:
    assert [(choice.number, choice.label) for choice in choices_of(phases, early=True)] == [
        (0, "Not seen yet"), (1, "With help"), (2, "When I remember"), (3, "On my own"),
    ]  # fmt: skip
    assert labels_of(phases, early=True)[5] == "On my own"
    assert len(choices_of(phases, early=False)) == 6


@pytest.mark.parametrize(
    ("phase", "early", "sentence"),
    [
        (None, False, "Your teacher has not looked for this yet."),
        (0, False, "Your teacher is looking out for this."),
        (3, False, "Your teacher says: “By choice”. By choice means."),
        (4, True, "Your teacher sees you do this: “on my own”."),
    ],
)
def test_a_judgement_is_a_sentence(
    people: Personas, phases: list[Phase], phase: int | None, early: bool, sentence: str
) -> None:
    judgement = make_judgement(student=people.student, judge=people.teacher, phase=phase)
    assert judgement_in_words(judgement, phases, early=early) == sentence


@pytest.mark.parametrize(
    ("years", "words"),
    [([], ""), ([4], "Year 4"), ([0], "Reception"), ([-1, 0], "Nursery, Reception"), ([3, 4], "Years 3 to 4")],
)
def test_year_groups_in_words(years: list[int], words: str) -> None:
    assert year_words(years) == words
