"""Q4.2: what visitors saw, by hand, and who must stay hidden in it."""

from __future__ import annotations

import pytest

from learningculture.tenancy import tenant
from portfolio.disclosure.minimums import Withheld
from portfolio.findings import Finding, Standing
from portfolio.indicators import q4_classrooms
from portfolio.indicators.q4_classrooms import told_sightings
from portfolio.indicators.shares import Told
from school.models import Member, Role, Term
from tests.factories.observations import make_visit
from tests.factories.portfolio import make_staff, scope_of
from tests.factories.school import make_class, make_member, make_school, make_term
from tests.factories.vision import make_focus

pytestmark = pytest.mark.django_db


@pytest.fixture
def term() -> Term:
    term = make_term(school=make_school())
    make_focus(term=term)
    return term


def visits(term: Term, seen: list[str], *, hosts: int = 5, visitor: Member | None = None) -> None:
    staff = make_staff(school=term.school, count=hosts)
    for place, word in enumerate(seen):
        host = staff[place % hosts]
        make_visit(host=host, term=term, seen=word, visitor=visitor, school_class=make_class(school=term.school))


def found_in(term: Term) -> Finding:
    with tenant(term.school_id, purpose="build"):
        (found,) = q4_classrooms.sightings(scope_of(term)).findings
    return found


def test_sightings_by_hand(term: Term) -> None:
    """10 visits in 10 classes looked for it, 7 saw it in some or many: 70 %. One looked for nothing: coverage 10/11.
    One visit a class: the design effect is G/(G−1) = 10/9, so 9 independent visits. Wilson of 6.3 of 9:
    centre (0.7 + 0.21341) / 1.42683 = 0.6402, half (1.96·√(0.21/9 + 3.8415/324)) / 1.42683 = 0.2577, so 0.3825 to
    0.8979; the 9 are not told, so the interval is widened to 0.35 and 0.90."""
    visits(term, ["some", "many", "some", "many", "some", "many", "some", "none", "few", "none"])
    make_visit(host=make_member(school=term.school), term=term, seen="not_looked_for")
    found = found_in(term)
    assert (found.shown, found.n, found.denominator, found.eligible) == ("70 %", "10", 10, 11)
    assert found.coverage == pytest.approx(10 / 11)
    assert (found.low, found.high) == (pytest.approx(0.35), pytest.approx(0.9))
    assert (found.standing, found.numerator) == (Standing.UNKNOWN, None)


def test_nine_visits_are_withheld(term: Term) -> None:
    visits(term, ["some"] * 9)
    assert found_in(term).withheld == "Withheld: fewer than 10 observations."


def test_four_hosts_are_withheld(term: Term) -> None:
    visits(term, ["some"] * 12, hosts=4)
    assert found_in(term).withheld == "Withheld: fewer than 5 teachers."


def test_withdrawn_visits_are_not_read(term: Term) -> None:
    visits(term, ["some"] * 9)
    make_visit(host=make_member(school=term.school), term=term, withdrawn=True)
    assert found_in(term).withheld == "Withheld: fewer than 10 observations."


def test_leader_who_made_many_visits_must_not_work_out_the_rest(term: Term) -> None:
    """12 visits, 3 of them by a leader: without these, which the leader knows, only 9 are left."""
    leader = make_member(school=term.school, roles=(Role.SENIOR_LEADER,))
    visits(term, ["some"] * 9)
    visits(term, ["few"] * 3, visitor=leader)
    assert found_in(term).withheld == "Withheld: fewer than 10 observations."


def test_visits_by_teachers_are_pooled(term: Term) -> None:
    visits(term, ["some"] * 6 + ["few"] * 6, visitor=make_member(school=term.school))
    assert found_in(term).shown == "50 %"


def test_build_reads_visits_that_no_member_may_read(term: Term) -> None:
    visits(term, ["some"] * 10)
    head = make_member(school=term.school, roles=(Role.HEAD,))
    with tenant(term.school_id, member_id=head.pk):
        (found,) = q4_classrooms.sightings(scope_of(term)).findings
    assert found.withheld
    assert found_in(term).withheld == ""


def test_no_focus_no_figure() -> None:
    assert found_in(make_term(school=make_school())).withheld == "No focus behaviour was declared for this term."


def test_earlier_sightings_are_compared(term: Term) -> None:
    visits(term, ["some"] * 10)
    visits(make_term(school=term.school, key="autumn"), ["none"] * 10)
    found = found_in(term)
    assert found.comparison is not None
    assert (found.comparison.rule, found.comparison.shown, found.verdict) == ("T2", "20 % or fewer", "clearer rise")


def test_share_is_told_in_steps_of_five_whatever_its_number() -> None:
    cells = [
        {"school_class_id": place, "host_id": place % 6, "looked_in": 2, "seen_in": int(place < 11)}
        for place in range(12)
    ]
    told = told_sightings({"cells": cells, "viewers": [], "visits": 24})
    assert isinstance(told, Told) and told.rounded.text == "45 %"  # 11 of 24 are 45.8 %
    assert isinstance(told_sightings({"cells": [], "viewers": [], "visits": 0}), Withheld)
