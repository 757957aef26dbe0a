"""Q1.2, Q2.1 and Q3.1: the pulse, by hand.

Wilson's interval of p = k/n: (p + z²/2n ± z√(pq/n + z²/4n²)) / (1 + z²/n).
"""

from __future__ import annotations

import pytest

from learningculture.disclosure import told_range, told_size
from portfolio.disclosure.rounding import RoundedShare, rounded_share
from portfolio.findings import Finding, Standing
from portfolio.indicators import q1_vision, q2_leaders, q3_enquiry
from portfolio.indicators.shares import Told
from school.models import Term
from tests.factories.portfolio import make_pulse_result, scope_of
from tests.factories.school import make_school, make_term

pytestmark = pytest.mark.django_db


@pytest.fixture
def term() -> Term:
    return make_term(school=make_school())


def first(term: Term) -> Finding:
    return q1_vision.support(scope_of(term)).findings[0]


def test_support_by_hand(term: Term) -> None:
    """30 answers, 21 of them 4 or 5: 70 %. z = 1.96: centre (0.7 + 0.06403) / 1.12805 = 0.6773,
    half (1.96·√(0.21/30 + 3.8415/3600)) / 1.12805 = 0.1561, so 0.5212 to 0.8334. 30 of 34 answered: no bounds."""
    make_pulse_result(term=term, counts={"p1": (1, 2, 6, 11, 10)}, invited=34)
    found = first(term)
    assert (found.shown, found.n, found.estimate, found.coverage) == ("70 %", "30", 0.7, 0.9)
    assert (found.low, found.high) == (pytest.approx(0.5212, abs=1e-4), pytest.approx(0.8334, abs=1e-4))
    assert (found.standing, found.bounds, found.numerator) == (Standing.FOR, None, None)


def test_low_response_stands_beside_its_bounds(term: Term) -> None:
    """24 of 40 answered, 60 %: 18 of 24 agree, 75 %. Among all 40 at least 0.75 · 0.6 = 0.45, at most 0.45 + 0.4."""
    make_pulse_result(term=term, counts={"p1": (1, 2, 3, 10, 8)}, invited=40)
    found = first(term)
    assert found.bounds == (pytest.approx(0.45), pytest.approx(0.85))
    assert "among everybody invited 45\u00a0% to 85\u00a0%" in found.sentence


def test_small_pulse_is_told_in_steps_and_bands(term: Term) -> None:
    """12 answers, 7 agree: 58.3 % is told as 55 % of 10–14, since it is not "60 % or more". The interval is that of
    5.5 of 10: centre (0.55 + 0.19207) / 1.38415 = 0.5361, half (1.96·√(0.02475 + 0.009604)) / 1.38415 = 0.2625."""
    make_pulse_result(term=term, counts={"p1": (1, 2, 2, 4, 3)}, invited=14)
    found = first(term)
    assert (found.shown, found.n) == ("55 %", "10–14")
    assert (found.low, found.high) == (pytest.approx(0.2736, abs=1e-3), pytest.approx(0.7986, abs=1e-3))
    assert found.standing == Standing.UNKNOWN


def test_nearly_all_of_a_small_pulse_is_told_as_a_limit(term: Term) -> None:
    make_pulse_result(term=term, counts={"p1": (0, 0, 0, 5, 7)}, invited=14)
    found = first(term)
    assert (found.shown, found.high) == ("60 % or more", 1.0)


def test_bounds_reach_as_far_as_a_limit_leaves_open(term: Term) -> None:
    """12 of 20 answered, all agree, told as 60 % or more: of all 20 at least 0.6 · 0.6 = 0.36, at most all."""
    make_pulse_result(term=term, counts={"p1": (0, 0, 0, 6, 6)}, invited=20)
    assert first(term).bounds == (pytest.approx(0.36), pytest.approx(1.0))


@pytest.mark.parametrize(
    ("now", "then", "told"),
    [(24, 12, True), (24, 24, False), (24, 22, False), (0, 12, True), (12, 24, True), (22, 24, False)],
)
def test_change_is_told_where_a_limit_can_only_add_to_it(term: Term, now: int, then: int, told: bool) -> None:
    for when, agree in ((term, now), (make_term(school=term.school, key="autumn"), then)):
        make_pulse_result(term=when, counts={"p1": (24 - agree, 0, 0, agree, 0)}, invited=24)
    comparison = first(term).comparison
    assert comparison is not None and (comparison.difference is not None) is told


def test_four_answers_are_withheld_and_five_are_not(term: Term) -> None:
    make_pulse_result(term=term, counts={"p1": (0, 0, 1, 2, 1), "p2": (0, 0, 2, 2, 1)}, invited=10, answered=5)
    withheld, told, unreleased = q1_vision.support(scope_of(term)).findings
    assert withheld.withheld.endswith("fewer than 5 answers.")
    assert (told.withheld, told.n) == ("", "5–10")
    assert "too few answers" in unreleased.withheld


def test_less_than_half_answering_is_withheld(term: Term) -> None:
    make_pulse_result(term=term, counts={"p1": (0, 0, 1, 2, 6)}, invited=19)
    assert first(term).withheld.endswith("fewer than 50% of those invited answered.")


def test_questions_about_leaders_need_ten_answers(term: Term) -> None:
    make_pulse_result(term=term, counts={"p4": (0, 0, 1, 5, 3), "p5": (0, 0, 1, 5, 4)}, invited=14, answered=10)
    withheld, told = q2_leaders.commitment(scope_of(term)).findings
    assert withheld.withheld.endswith("fewer than 10 answers.")
    assert told.withheld == ""


def test_each_question_has_its_own_statements(term: Term) -> None:
    make_pulse_result(term=term, counts={}, invited=10)
    found = [
        work(scope_of(term)).findings for work in (q1_vision.support, q2_leaders.commitment, q3_enquiry.empowerment)
    ]
    assert [[one.part for one in each] for each in found] == [["p1", "p2", "p3"], ["p4", "p5"], ["p6", "p7", "p8"]]


def test_no_pulse_says_so(term: Term) -> None:
    assert first(term).withheld == "No staff pulse was closed in this term."


def test_same_term_last_year_is_compared_first(term: Term) -> None:
    """Now 90 of 100, then 50 of 100: difference 0.40. Wilson: 0.8256–0.9448 and 0.4038–0.5962.
    Newcombe: 0.4 − √(0.0744² + 0.0962²) = 0.2784 and 0.4 + √(0.0448² + 0.0962²) = 0.5061: clear of five points."""
    make_pulse_result(term=term, counts={"p1": (0, 5, 5, 50, 40)}, invited=110)
    last_year = make_term(school=term.school, start=2024)
    make_pulse_result(term=last_year, counts={"p1": (10, 20, 20, 30, 20)}, invited=110)
    make_pulse_result(term=make_term(school=term.school, key="autumn"), counts={"p1": (0, 0, 0, 50, 50)}, invited=110)
    found = first(term)
    assert found.comparison is not None
    assert (found.comparison.rule, found.comparison.term, found.comparison.shown) == ("T1", "Spring term 2025", "50 %")
    assert found.comparison.difference == pytest.approx(0.4)
    assert (found.comparison.low, found.comparison.high) == (
        pytest.approx(0.2784, abs=1e-3),
        pytest.approx(0.5061, abs=1e-3),
    )
    assert (found.verdict, found.standing) == ("clearer rise", Standing.FOR)


def test_term_before_is_compared_without_last_year(term: Term) -> None:
    make_pulse_result(term=term, counts={"p1": (0, 5, 5, 5, 5)}, invited=20)
    make_pulse_result(term=make_term(school=term.school, key="autumn"), counts={"p1": (0, 5, 5, 5, 5)}, invited=20)
    found = first(term)
    assert found.comparison is not None
    assert (found.comparison.rule, found.comparison.difference, found.verdict) == ("T2", 0.0, "cannot tell")


def test_changed_wording_is_not_compared(term: Term) -> None:
    make_pulse_result(term=term, counts={"p1": (0, 5, 5, 5, 5)}, invited=20)
    autumn = make_term(school=term.school, key="autumn")
    make_pulse_result(term=autumn, counts={"p1": (0, 5, 5, 5, 5)}, invited=20, version="0")
    found = first(term)
    assert found.comparison is not None and found.comparison.difference is None
    assert (found.comparison.reason, found.verdict) == ("Not comparable: the wording of the items has changed.", "")


def test_trend_needs_ten_answers_in_both(term: Term) -> None:
    make_pulse_result(term=term, counts={"p1": (0, 5, 5, 5, 5)}, invited=20)
    make_pulse_result(term=make_term(school=term.school, key="autumn"), counts={"p1": (0, 2, 2, 3, 2)}, invited=10)
    found = first(term)
    assert found.comparison is not None
    assert "fewer than 10 answers in one of the two waves" in found.comparison.reason


def test_other_coverage_is_not_compared(term: Term) -> None:
    make_pulse_result(term=term, counts={"p1": (0, 5, 5, 5, 5)}, invited=20)
    make_pulse_result(term=make_term(school=term.school, key="autumn"), counts={"p1": (0, 5, 5, 5, 5)}, invited=30)
    found = first(term)
    assert found.comparison is not None and "coverage was 65% and is now 90%" in found.comparison.reason


@pytest.mark.parametrize("answers", [5, 7, 12, 19, 20, 33, 60])
def test_range_is_the_one_that_the_results_page_tells(answers: int) -> None:
    """Two ways to Wilson's interval, by the library here and by hand where no library is loaded: one figure."""
    for numerator in range(answers + 1):
        rounded = rounded_share(numerator, answers)
        assert isinstance(rounded, RoundedShare)
        interval = Told(rounded, told_size(answers), 1.0).interval
        told = told_range(rounded.percent, rounded.bound, answers)
        assert told == pytest.approx((interval.low, interval.high))
