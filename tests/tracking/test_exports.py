"""Tables of a class and of a learner: the page's words, for this viewer, and nothing beyond them."""

import datetime
from decimal import Decimal

import pytest

from school.models import Member, SchoolClass
from tests.factories.attainment import make_attainment
from tests.factories.school import TODAY, enrol, make_class, make_student
from tests.factories.tracking import make_check_in, make_evidence, make_goal, make_judgement, make_noticing
from tests.factories.vision import make_behaviour, make_focus
from tests.personas import Personas
from tracking.exports.of_class import EVERYTHING, Asked, class_tables, kinds_for
from tracking.exports.of_learner import learner_table
from tracking.exports.tables import saved_as
from tracking.grid_query import grid_of
from tracking.models import AttainmentResult, CheckInAnswer, Judgement, Noticing
from tracking.rechecks import note_rechecks


def asked(people: Personas, by: Member, school_class: SchoolClass | None = None) -> Asked:
    return Asked(school_class or people.maple, people.term, TODAY, by)


def rows(people: Personas, by: Member, kind: str) -> list[list[object]]:
    tables = class_tables(asked(people, by), kind)
    assert tables is not None
    return [list(row) for row in tables[0].sheet.rows]


def lines(people: Personas, *, heard: bool) -> list[list[object]]:
    return [list(row) for row in learner_table(people.student, people.term, TODAY, heard=heard).sheet.rows]


def test_judgements_are_words_and_not_looked_for_is_not_unjudged(people: Personas) -> None:
    make_focus(term=people.term, key="perseverance"), make_focus(term=people.term, key="questioning")
    second = make_student(school=people.school, name="Zoë Żółć", school_class=people.maple)
    make_judgement(student=people.student, judge=people.teacher, phase=3)
    make_judgement(student=second, judge=people.teacher, phase=None)
    expected = [["Costa, Idris", "By choice", "Not judged yet"], ["Żółć, Zoë", "Not looked for", "Not judged yet"]]
    assert rows(people, people.teacher, "judgements") == expected


def test_cell_that_was_cleared_is_not_judged_yet(people: Personas) -> None:
    make_focus(term=people.term)
    judged = make_judgement(student=people.student, judge=people.teacher, phase=3)
    Judgement.objects.filter(pk=judged.pk).update(cleared=True, phase=None)
    assert rows(people, people.teacher, "judgements") == [["Costa, Idris", "Not judged yet"]]


def test_judgements_name_each_cell_of_the_grid(people: Personas) -> None:
    make_focus(term=people.term)
    for phase in range(6):
        student = make_student(school=people.school, school_class=people.maple)
        make_judgement(student=student, judge=people.teacher, phase=phase)
    grid = grid_of(people.maple, people.term, TODAY)
    cells = [[row.student.sorted_name, *grid.words_in(row)] for row in grid.rows]
    assert rows(people, people.head, "judgements") == cells and len(cells) == 7


def test_noticings_are_those_by_adults_this_term(people: Personas) -> None:
    make_noticing(student=people.student, author=people.head, text="Asked why twice.")
    make_noticing(student=people.student, author=people.head, on=TODAY + datetime.timedelta(days=3), text="Tomorrow")
    Noticing.objects.filter(pk=make_noticing(student=people.student, author=people.student, text="Mine").pk).update(
        source=Noticing.Source.SELF
    )
    make_noticing(student=make_student(school=people.school), author=people.head, text="Elsewhere")
    where = str(Noticing(context="maths").get_context_display())
    expected = [[TODAY, "Costa, Idris", "Perseverance", "Asked why twice.", where, "Helen Bellamy"]]
    assert rows(people, people.teacher, "noticings") == expected


def test_answers_are_for_those_who_hear_the_child(people: Personas) -> None:
    make_check_in(student=people.student)
    make_check_in(student=make_student(school=people.school, school_class=people.maple), finished=False)
    CheckInAnswer.objects.filter(value=4).update(example="I tried twice")
    said = [row[3:] for row in rows(people, people.teacher, "answers")]
    assert said == [["sometimes", ""], ["most times", ""], ["nearly every time", "I tried twice"]]
    assert class_tables(asked(people, people.head), "answers") is None


def test_answers_hold_only_the_children_heard(people: Personas) -> None:
    """A leader who teaches one of the class in another group hears that one."""
    other = make_student(school=people.school, school_class=people.maple)
    maths = make_class(school=people.school, teacher=people.head)
    enrol(other, maths)
    make_check_in(student=other), make_check_in(student=people.student)
    assert {row[0] for row in rows(people, people.head, "answers")} == {other.sorted_name}
    (table,) = class_tables(asked(people, people.head), "answers") or []
    assert table.students == {other.pk}


def test_goals_are_the_open_ones(people: Personas) -> None:
    make_goal(student=people.student, reviewed_on=TODAY)
    goal = make_goal(student=people.student)
    expected = [["Costa, Idris", "Perseverance", "When I am stuck in maths", goal.review_on]]
    assert rows(people, people.head, "goals") == expected


def test_rechecks_are_for_the_staff_of_the_class(people: Personas) -> None:
    (noted,) = note_rechecks(
        students=[people.student], school_class=people.maple, text="=equivalent fractions", by=people.teacher, on=TODAY
    )
    expected = [["Costa, Idris", "=equivalent fractions", TODAY, noted.due_on, ""]]
    assert rows(people, people.teacher, "again") == expected
    assert class_tables(asked(people, people.head), "again") is None


@pytest.mark.parametrize(
    ("who", "kinds"),
    [
        ("teacher", ["judgements", "noticings", "answers", "goals", "again"]),
        ("head", ["judgements", "noticings", "goals"]),
    ],
)
def test_everything_is_what_the_viewer_may_take(people: Personas, who: str, kinds: list[str]) -> None:
    make_focus(term=people.term)
    by = getattr(people, who)
    assert list(kinds_for(asked(people, by))) == kinds
    tables = class_tables(asked(people, by), EVERYTHING)
    assert tables is not None and len(tables) == len(kinds)


def test_assistant_takes_no_judgements_of_the_grid(people: Personas) -> None:
    make_focus(term=people.term)
    enrol(people.teaching_assistant, people.maple, role="assistant")
    assert list(kinds_for(asked(people, people.teaching_assistant))) == ["noticings", "answers", "goals", "again"]


def test_learner_stands_with_every_side(people: Personas) -> None:
    make_focus(term=people.term), make_focus(term=people.term, key="questioning")
    make_check_in(student=people.student)
    make_noticing(student=people.student, author=people.teacher, text="Asked why twice.")
    make_judgement(student=people.student, judge=people.teacher, phase=None)
    make_goal(student=people.student)
    make_evidence(student=people.student, confirmed_by=people.head)
    sides = [line[0] for line in lines(people, heard=True)]
    expected = ["Idris says"] * 3 + ["Adults noticed", "A teacher judged", "A teacher judged", "Goal, to look back on"]
    assert sides == [*expected, "Proud of", "Proud of: the story", "Proud of: confirmed"]
    judged = [line[3] for line in lines(people, heard=True) if line[0] == "A teacher judged"]
    assert judged == ["Not looked for", "Not judged yet"]


def test_learner_without_the_own_words_for_who_does_not_hear(people: Personas) -> None:
    make_focus(term=people.term)
    make_check_in(student=people.student)
    make_attainment(student=people.student, term=people.term, by=people.head)
    note_rechecks(students=[people.student], school_class=people.maple, text="tens", by=people.teacher, on=TODAY)
    assert [line[0] for line in lines(people, heard=False)] == ["A teacher judged"]
    heard = {line[0] for line in lines(people, heard=True)}
    assert {"Idris says", "To look at again", "Results that the school keeps here"} <= heard


def test_classmate_who_noticed_stays_unnamed(people: Personas) -> None:
    friend = make_student(school=people.school, name="Wren Hill", school_class=people.maple)
    noticed = make_noticing(student=people.student, author=friend, text="Shared the paint.")
    Noticing.objects.filter(pk=noticed.pk).update(source=Noticing.Source.PEER)
    (line,) = [line for line in lines(people, heard=True) if line[2] == "Shared the paint."]
    assert line[0] == "Classmates noticed" and line[4:7] == ["", "", ""]


@pytest.mark.parametrize(
    ("printed", "cell"),
    [("-0.23", Decimal("-0.23")), ("104", Decimal(104)), ("4-", "4-"), ("NaN", "NaN"), ("04", "04")],
)
def test_number_in_results_stays_a_number(people: Personas, printed: str, cell: object) -> None:
    make_attainment(student=people.student, term=people.term, by=people.head)
    AttainmentResult.objects.update(words=printed)
    (line,) = [line for line in lines(people, heard=True) if line[0] == "Results that the school keeps here"]
    assert line[3] == cell and type(line[3]) is type(cell)


def test_csv_holds_one_table(people: Personas) -> None:
    make_behaviour(school=people.school)
    tables = class_tables(asked(people, people.head), EVERYTHING)
    assert tables is not None
    with pytest.raises(ValueError, match="unpack"):
        saved_as("csv", tables)
