"""Input, cleaned."""

import pytest

from tests.factories.school import TODAY
from tests.factories.tracking import make_judgement
from tests.factories.vision import make_behaviour
from tests.personas import Personas
from tracking.forms import AnswerForm, CellForm, ColumnForm, GoalForm, ReviewForm
from tracking.forms_evidence import EvidenceForm
from tracking.grid import grid_of


@pytest.mark.parametrize(("phase", "clears", "chosen"), [("0", False, 0), ("5", False, 5), ("n", False, None)])
def test_cell_reads_phase(phase: str, clears: bool, chosen: int | None) -> None:
    form = CellForm({"student": 1, "behaviour": 1, "phase": phase, "version": 0})
    assert form.is_valid()
    assert (form.clears, form.chosen) == (clears, chosen)


def test_answer_none_is_no_chance() -> None:
    form = AnswerForm([1, 2, 3], {"value": "none"})
    assert form.is_valid()
    assert form.chosen is None


def test_column_names_only_changes(people: Personas) -> None:
    behaviour = make_behaviour(school=people.school)
    make_judgement(student=people.student, judge=people.teacher, behaviour=behaviour, phase=3, version=4)
    grid, pk = grid_of(people.maple, people.term, TODAY), people.student.pk
    same = ColumnForm(grid, behaviour, {f"phase_{pk}": "3", f"seen_{pk}": "4"})
    other = ColumnForm(grid, behaviour, {f"phase_{pk}": "n", f"seen_{pk}": "4"})
    assert same.is_valid() and other.is_valid()
    assert (same.changed(), other.changed(), other.seen()) == ({}, {people.student: None}, {people.student: 4})


@pytest.mark.parametrize(("own", "kept"), [("", "When I get stuck"), ("In maths", "In maths")])
def test_goal_is_chosen_by_tapping_or_in_own_words(people: Personas, own: str, kept: str) -> None:
    behaviour = make_behaviour(school=people.school)
    values = {"behaviour": behaviour.pk, "when": "0", "situation": own, "review_on": TODAY}
    form = GoalForm([behaviour], TODAY, {f"goal-{name}": value for name, value in values.items()})
    assert form.is_valid()
    assert form.cleaned_data == {"behaviour": behaviour, "situation": kept, "review_on": TODAY}


def test_review_joins_what_was_tapped_and_written() -> None:
    form = ReviewForm({"review-how": "1", "review-reflection": "I asked Sam first."})
    assert form.is_valid()
    assert form.cleaned_data == {"reflection": "It helped a bit. I asked Sam first."}


def test_evidence_needs_no_typing(people: Personas) -> None:
    behaviour = make_behaviour(school=people.school)
    form = EvidenceForm([behaviour], {"evidence-what": "0", "evidence-behaviour": behaviour.pk})
    assert form.is_valid()
    assert form.cleaned_data == {
        "title": "A piece of writing",
        "behaviour": behaviour,
        "story": behaviour.child_wording,
        "read": None,
        "seen": "",
    }
    assert behaviour.child_wording
