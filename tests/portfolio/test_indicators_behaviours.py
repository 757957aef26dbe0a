"""Q5.1 and Q5.2: self-reports and judgements, by hand."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import pytest

from portfolio.findings import Finding, Standing
from portfolio.indicators import q5_behaviours
from portfolio.indicators.judgements import median_phase
from school.models import Member, Term
from tests.factories.portfolio import (
    make_answers,
    make_classes_of_students,
    make_judgements,
    make_many_answers,
    make_staff,
    scope_of,
)
from tests.factories.school import make_school, make_student, make_term
from tests.factories.vision import make_focus
from tests.personas import Personas
from tracking.models import CheckIn
from vision.models import Phase

pytestmark = pytest.mark.django_db


@pytest.fixture
def term() -> Term:
    term = make_term(school=make_school())
    make_focus(term=term)
    return term


@pytest.fixture
def autumn(term: Term) -> Term:
    return make_term(school=term.school, key="autumn")


def self_report(term: Term) -> Finding:
    (found,) = q5_behaviours.self_report(scope_of(term)).findings
    return found


def judgements(term: Term) -> Finding:
    (found,) = q5_behaviours.judgements(scope_of(term)).findings
    return found


def students_in(term: Term, *sizes: int) -> list[Member]:
    return [student for group in make_classes_of_students(school=term.school, sizes=sizes) for student in group]


def report_twice(term: Term, autumn: Term, students: Sequence[Member], rise: Sequence[int]) -> None:
    """Half of them begin at 1, half at 3; each answers two items, and rises by so much."""
    before = [1 if place % 2 else 3 for place in range(len(students))]
    make_many_answers(students=students, term=autumn, values=[(score, score) for score in before])
    after = [score + by for score, by in zip(before, rise, strict=True)]
    make_many_answers(students=students, term=term, values=[(score, score) for score in after])


def test_matched_change_by_hand(term: Term, autumn: Term) -> None:
    """30 students, one class, 40 on roll. Before: 15 at 1 and 15 at 3, SD = √(30/29) = 1.01710. All rise by 1 but
    three, who stay: mean change 27/30 = 0.9, in SD 0.9 / 1.01710 = 0.8849. One class: t over students:
    s = √((27·0.01 + 3·0.81)/29) = 0.30513, t(29) = 2.04523, margin 2.04523·0.30513/√30 / 1.01710 = 0.1120."""
    students = students_in(term, 40)[:30]
    report_twice(term, autumn, students, [0 if place in (0, 1, 2) else 1 for place in range(30)])
    found = self_report(term)
    assert (found.numerator, found.denominator, found.coverage, found.n) == (30, 40, 0.75, "30")
    assert found.estimate == pytest.approx(0.8849, abs=1e-4)
    assert (found.low, found.high) == (pytest.approx(0.7728, abs=1e-3), pytest.approx(0.9969, abs=1e-3))
    assert (found.verdict, found.standing, found.unit) == ("clearer rise", Standing.FOR, "sd")
    assert "One class only" in found.notes[0]


def test_fall_speaks_against(term: Term, autumn: Term) -> None:
    students = students_in(term, 10, 10, 10)
    make_many_answers(students=students, term=autumn, values=[(3, 4) if place % 2 else (2, 3) for place in range(30)])
    make_many_answers(students=students, term=term, values=[(1, 2)] * 30)
    found = self_report(term)
    assert (found.verdict, found.standing) == ("clearer fall", Standing.AGAINST)


def test_29_students_get_no_verdict(term: Term, autumn: Term) -> None:
    students = students_in(term, 29)
    report_twice(term, autumn, students, [1] * 29)
    found = self_report(term)
    assert (found.verdict, found.standing, found.estimate) == (
        "cannot tell",
        Standing.UNKNOWN,
        pytest.approx(0.983, abs=0.01),
    )
    assert "Fewer than 30 students were matched: no verdict." in found.notes


def test_nine_students_are_withheld_and_ten_told(term: Term) -> None:
    students = students_in(term, 10)
    make_many_answers(students=students[:9], term=term, values=[(2, 3, 4)] * 9)
    assert self_report(term).withheld == "Withheld: fewer than 10 students."
    make_answers(student=students[9], term=term, values=(2, 3, 4))
    found = self_report(term)
    assert (found.withheld, found.estimate) == ("", None)
    assert "there are no check-ins of an earlier term" in found.sentence


def test_distribution_by_hand(term: Term) -> None:
    """10 students × 3 answers: 2, 3 and "no chance to": a third each of 30, told as 33 %."""
    make_many_answers(students=students_in(term, 10), term=term, values=[(2, 3, None)] * 10)
    cells = {cell.label: (cell.count, cell.percent, cell.people) for cell in self_report(term).distribution}
    assert cells == {
        "not yet": (0, 0, 0),
        "sometimes": (10, 33, 10),
        "most times": (10, 33, 10),
        "nearly every time": (0, 0, 0),
        "I had no chance to": (10, 33, 10),
    }


def test_one_answered_item_is_no_score(term: Term, autumn: Term) -> None:
    students = students_in(term, 12)
    report_twice(term, autumn, students[:11], [1] * 11)
    for each in (autumn, term):
        make_answers(student=students[11], term=each, values=(3, None, None))
    assert self_report(term).numerator == 11


def test_young_and_unfinished_and_departed_are_not_counted(term: Term) -> None:
    students = students_in(term, 10)
    make_many_answers(students=students, term=term, values=[(2, 3)] * 10)
    (young,) = make_classes_of_students(school=term.school, sizes=(1,), year_group=2)
    gone = make_student(school=term.school, left_on=term.starts_on)
    make_many_answers(students=[*young, gone], term=term, values=[(4, 4)] * 2)
    CheckIn.objects.filter(student=students[0]).update(finished_at=None)
    assert self_report(term).withheld == "Withheld: fewer than 10 students."


def test_other_items_are_not_compared(term: Term, autumn: Term) -> None:
    students = students_in(term, 12)
    report_twice(term, autumn, students, [1] * 12)
    CheckIn.objects.filter(term=autumn).update(item_version="2025.1")
    found = self_report(term)
    assert (found.verdict, found.estimate) == ("cannot tell", None)
    assert "the wording of the items has changed" in found.sentence


def test_other_form_is_another_question(term: Term, autumn: Term) -> None:
    students = students_in(term, 12)
    report_twice(term, autumn, students, [1] * 12)
    CheckIn.objects.filter(term=autumn, student__in=students[:3]).update(form="C")
    assert "fewer than 10 students with a check-in in both terms" in self_report(term).sentence


def test_last_year_is_compared_before_the_autumn(term: Term, autumn: Term) -> None:
    students = students_in(term, 12)
    report_twice(term, autumn, students, [1] * 12)
    last_year = make_term(school=term.school, start=2024)
    make_many_answers(students=students, term=last_year, values=[(1, 1), (2, 2), (3, 3)] * 4)
    found = self_report(term)
    assert found.comparison is not None
    assert (found.comparison.rule, found.comparison.term) == ("T1", "Spring term 2025")


def test_several_classes_are_drawn_with_a_stored_seed(term: Term, autumn: Term) -> None:
    students = students_in(term, 8, 8, 8, 8, 8)
    report_twice(term, autumn, students, [place % 4 == 0 for place in range(40)])
    assert self_report(term).seed == 51
    assert self_report(term) == self_report(term)


def test_judged_distribution_by_hand(term: Term) -> None:
    """40 on roll: 10 not looked for, 30 judged: 6 in phase 1, 12 in 2, 12 in 3. Middle ones, 15th and 16th: phase 2."""
    students, (judge,) = students_in(term, 40), make_staff(school=term.school, count=1)
    make_judgements(students=students, term=term, phases=[None] * 10 + [1] * 6 + [2] * 12 + [3] * 12, judge=judge)
    found = judgements(term)
    assert [cell.count for cell in found.distribution] == [0, 6, 12, 12, 0, 0]
    assert [cell.percent for cell in found.distribution] == [0, 20, 40, 40, 0, 0]
    assert found.sentence == "Teachers judged 30 students; the middle one is “When reminded”."
    assert (found.coverage, found.notes) == (0.75, ("“Not looked for”: 10 students, in no phase.",))


def test_29_judged_are_withheld(term: Term) -> None:
    students, (judge,) = students_in(term, 29), make_staff(school=term.school, count=1)
    make_judgements(students=students, term=term, phases=[2] * 29, judge=judge)
    assert judgements(term).withheld == "Withheld: fewer than 30 students were judged."


def test_movement_by_hand(term: Term, autumn: Term) -> None:
    """Three classes of 10, all at 2 before. Up 8, 6, 7; down 1, 1, 1: 21 up, 6 same, 3 down of 30. Net 7, 5, 6 of 10:
    mean 18/30 = 0.6; residuals 1, −1, 0: √(3/2 · 2)/30 = 0.05774, t(2) = 4.30265, ± 0.2484: clear of five points."""
    students, (judge,) = students_in(term, 10, 10, 10), make_staff(school=term.school, count=1)
    make_judgements(students=students, term=autumn, phases=[2] * 30, judge=judge)
    now = [4] * 8 + [2] + [0] + [3] * 6 + [2] * 3 + [1] + [3] * 7 + [2] * 2 + [1]
    make_judgements(students=students, term=term, phases=now, judge=judge)
    found = judgements(term)
    assert (found.words["up"], found.words["same"], found.words["down"]) == ("70 %", "20 %", "10 %")
    assert (found.estimate, found.numerator) == (pytest.approx(0.6), 30)
    assert (found.low, found.high) == (pytest.approx(0.3516, abs=1e-4), pytest.approx(0.8484, abs=1e-4))
    assert (found.verdict, found.standing) == ("clearer rise", Standing.FOR)
    assert found.notes == ("The same teacher judged both times.",)


def test_change_of_judge_is_shown_apart(term: Term, autumn: Term) -> None:
    students, judges = students_in(term, 15, 15), make_staff(school=term.school, count=2)
    make_judgements(students=students, term=autumn, phases=[2] * 30, judge=judges[0])
    make_judgements(students=students[:20], term=term, phases=[3] * 20, judge=judges[0])
    make_judgements(students=students[20:], term=term, phases=[1] * 10, judge=judges[1])
    assert judgements(term).notes == (
        "Same teacher, 20 students: 100 % up, 0 % the same, 0 % down.",
        "Another teacher, 10 students: 0 % up, 0 % the same, 100 % down.",
    )


def test_few_with_another_judge_are_not_told_apart(term: Term, autumn: Term) -> None:
    students, judges = students_in(term, 30), make_staff(school=term.school, count=2)
    make_judgements(students=students, term=autumn, phases=[2] * 30, judge=judges[0])
    make_judgements(students=students[:21], term=term, phases=[3] * 21, judge=judges[0])
    make_judgements(students=students[21:], term=term, phases=[1] * 9, judge=judges[1])
    assert judgements(term).notes == ("For some students the teacher changed; too few on one side to tell them apart.",)


def test_29_judged_in_both_terms_have_no_movement(term: Term, autumn: Term) -> None:
    students, (judge,) = students_in(term, 30), make_staff(school=term.school, count=1)
    make_judgements(students=students[:29], term=autumn, phases=[2] * 29, judge=judge)
    make_judgements(students=students, term=term, phases=[3] * 30, judge=judge)
    found = judgements(term)
    assert found.comparison is not None
    assert found.comparison.reason == "Withheld: fewer than 30 students were judged in both terms."
    assert (found.verdict, found.estimate) == ("", None)


def test_summer_is_compared_with_the_autumn_of_its_year(autumn: Term, term: Term) -> None:
    students, (judge,) = students_in(term, 30), make_staff(school=term.school, count=1)
    summer = make_term(school=term.school, key="summer")
    make_focus(term=summer)
    for each in (autumn, term, summer):
        make_judgements(students=students, term=each, phases=[2] * 30, judge=judge)
    found = judgements(summer)
    assert found.comparison is not None and found.comparison.term == "Autumn term 2025"


def test_median_between_two_phases_names_both(term: Term) -> None:
    words = list(Phase.objects.filter(framework__school=term.school))
    assert median_phase([[1, 2], [3, 2]], words) == "With help” or “By choice"
    assert median_phase([[1, 2], [3, 3]], words) == "By choice"


def test_only_declared_behaviours_are_told_of(people: Personas) -> None:
    found = q5_behaviours.self_report(scope_of(people.term)).findings
    assert [one.withheld for one in found] == ["No focus behaviour was declared for this term."]


def test_build_of_one_school_reads_no_row_of_another(term: Term) -> None:
    other = make_term(school=make_school())
    make_focus(term=other)
    make_many_answers(students=students_in(other, 20), term=other, values=[(4, 4)] * 20)
    make_many_answers(students=students_in(term, 9), term=term, values=[(2, 3)] * 9)
    assert self_report(term).withheld == "Withheld: fewer than 10 students."
    assert self_report(other).n == "20"


def test_past_year_groups_come_from_the_class_of_that_year(term: Term) -> None:
    """A class of Year 2 then stays out, although its students are in Year 4 by now."""
    (group,) = make_classes_of_students(school=term.school, sizes=(12,), year_group=2)
    Member.objects.filter(pk__in=[student.pk for student in group]).update(year_group=4)
    make_many_answers(students=group, term=term, values=[(2, 3)] * 12)
    assert self_report(term).withheld == "Withheld: fewer than 10 students."
    assert datetime.date(2025, 9, 1) < term.starts_on
