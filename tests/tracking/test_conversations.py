"""A difference between the sides is a way to begin talking; too little is said as such."""

import re

import pytest

from tests.factories.school import TODAY
from tests.factories.tracking import make_check_in, make_judgement, make_noticing
from tests.personas import Personas
from tracking.conversations import Conversation, conversation_about, conversations_about
from tracking.learner_page import SideBySide, learner_page, sides_of
from tracking.models import Noticing


def side_of(people: Personas, *, said: int | None = None, phase: int | None = None, notes: int = 0) -> SideBySide:
    if said is not None:
        make_check_in(student=people.student, answers={f"perseverance.b{n}": said for n in (1, 2, 3)})
    if phase is not None:
        make_judgement(student=people.student, judge=people.teacher, phase=phase)
    for number in range(notes):
        make_noticing(student=people.student, author=people.teacher, context=("pe", "maths")[number % 2])
    make_noticing(student=people.student, author=people.teacher) if not (said or phase or notes) else None
    return sides_of(learner_page(people.student, people.term, TODAY))[0]


@pytest.mark.parametrize(
    ("said", "phase", "notes", "begins"),
    [
        (4, 1, 0, "Idris sees it often, a teacher chose “With help”."),
        (1, 4, 0, "A teacher sees more of it than Idris does."),
        (4, 3, 0, "Idris says it happens and nobody has noted it."),
        (1, None, 3, "Adults noted it several times, Idris says it is rare."),
        (4, 4, 3, "The sides fit together here."),
    ],
)
def test_differences_begin_a_talk(people: Personas, said: int, phase: int | None, notes: int, begins: str) -> None:
    talk = conversation_about(side_of(people, said=said, phase=phase, notes=notes), "Idris")
    assert talk.starter.startswith(begins) and talk.not_enough == ""
    assert not re.search(r"\d", talk.starter)


def test_one_side_alone_is_not_enough(people: Personas) -> None:
    talk = conversation_about(side_of(people, phase=4), "Idris")
    wanted = "Not enough yet to compare. What would help: a check-in, 3 more noticings."
    assert talk == Conversation(not_enough=wanted)


def test_classmates_and_the_learner_stand_apart_from_adults(people: Personas) -> None:
    for source in ("staff", "peer", "self"):
        made = make_noticing(student=people.student, author=people.teacher)
        Noticing.objects.filter(pk=made.pk).update(source=source)
    side = sides_of(learner_page(people.student, people.term, TODAY))[0]
    assert (len(side.noticings), len(side.peers), len(side.own)) == (1, 1, 1)


def test_who_does_not_hear_the_child_reads_no_conversation(people: Personas) -> None:
    side = side_of(people, said=4, phase=1)
    assert conversations_about([side], "Idris", heard=False) == [(side, None)]


@pytest.mark.parametrize(("said", "phase", "notes"), [(None, 0, 3), (4, 2, 3), (2, 2, 3)])
def test_nothing_is_said_to_fit_that_was_not_compared(
    people: Personas, said: int | None, phase: int, notes: int
) -> None:
    talk = conversation_about(side_of(people, said=said, phase=phase, notes=notes), "Idris")
    assert not talk.starter.startswith("The sides fit") or (said == 4 and notes == 3)


def test_no_chance_to_is_no_side(people: Personas) -> None:
    make_check_in(student=people.student, answers={f"perseverance.b{n}": None for n in (1, 2, 3)})
    make_judgement(student=people.student, judge=people.teacher, phase=0)
    side = sides_of(learner_page(people.student, people.term, TODAY))[0]
    assert "a check-in" in conversation_about(side, "Idris").not_enough


def test_when_i_remember_is_neither_much_nor_little(people: Personas) -> None:
    make_check_in(student=people.student, form="A", answers={f"perseverance.a{n}": 2 for n in (1, 2, 3)})
    make_judgement(student=people.student, judge=people.teacher, phase=1)
    side = sides_of(learner_page(people.student, people.term, TODAY))[0]
    assert conversation_about(side, "Idris") == Conversation()
