"""Q1.5, Q2.2, Q3.2 and Q4.1: counts of all records, by hand."""

from __future__ import annotations

import datetime

import pytest

from enquiry.models import EnquiryStage
from portfolio.findings import Standing
from portfolio.indicators import q1_vision, q2_leaders, q3_enquiry, q4_classrooms
from school.models import Member, Role, Term
from tests.factories.enquiry import make_enquiry
from tests.factories.observations import make_visit
from tests.factories.portfolio import make_staff, make_teaching_class, scope_of
from tests.factories.school import make_class, make_member, make_school, make_student, make_term
from tests.factories.tracking import make_evidence
from tests.factories.vision import make_commitment, make_leader_commitment
from vision.models import Commitment

pytestmark = pytest.mark.django_db
IN_TERM = datetime.date(2026, 2, 10)


@pytest.fixture
def term() -> Term:
    return make_term(school=make_school())


@pytest.fixture
def head(term: Term) -> Member:
    return make_member(school=term.school, roles=(Role.HEAD,))


def carry(commitment: Commitment, head: Member, *, enquiry: bool = True, evidence: bool = True) -> None:
    if enquiry:
        make_enquiry(owner=head, commitment=commitment)
    if evidence:
        item = make_evidence(student=make_student(school=head.school), added_on=IN_TERM)
        item.commitment = commitment
        item.save()


def test_threads_by_hand(term: Term, head: Member) -> None:
    """Five commitments; two have both, one only an enquiry, one only evidence, one neither: 2 of 5."""
    commitments = [make_commitment(school=term.school) for _one in range(5)]
    carry(commitments[0], head)
    carry(commitments[1], head)
    carry(commitments[2], head, evidence=False)
    carry(commitments[3], head, enquiry=False)
    (found,) = q1_vision.threads(scope_of(term)).findings
    assert (found.numerator, found.denominator, found.shown, found.estimate) == (2, 5, "2 of 5", 0.4)
    assert (found.low, found.high, found.verdict, found.standing) == (None, None, "", Standing.UNKNOWN)
    assert found.interval == "All records are counted, so there is no interval."


def test_retired_commitments_and_late_enquiries_do_not_count(term: Term, head: Member) -> None:
    commitments = [make_commitment(school=term.school) for _one in range(4)]
    Commitment.objects.filter(pk=commitments[0].pk).update(retired_on=term.starts_on)
    carry(commitments[1], head)
    commitments[1].enquiries.update(opened_on=term.ends_on + datetime.timedelta(days=1))
    (found,) = q1_vision.threads(scope_of(term)).findings
    assert found.shown == "0 of 3"


def test_two_commitments_are_withheld(term: Term) -> None:
    make_commitment(school=term.school)
    make_commitment(school=term.school)
    (found,) = q1_vision.threads(scope_of(term)).findings
    assert found.withheld == "Withheld: fewer than 3 commitments."


def promise(head: Member, day: int, settled: int | None, outcome: str = "kept") -> None:
    due = datetime.date(2026, 2, day)
    on = None if settled is None else datetime.date(2026, 2, settled)
    make_leader_commitment(by=head, due_on=due, outcome="open" if on is None else outcome, settled_on=on)


def test_promises_by_hand(term: Term, head: Member) -> None:
    """Six due: three in time, one kept a day late, one not kept, one with no answer. 3 of 6; half is neither side."""
    for settled in (10, 10, 9):
        promise(head, 10, settled)
    promise(head, 10, 11)
    promise(head, 10, 10, outcome="not_kept")
    promise(head, 10, None)
    (found,) = q2_leaders.promises(scope_of(term)).findings
    assert (found.shown, found.standing) == ("3 of 6", Standing.UNKNOWN)


def test_promises_of_later_days_are_not_due_yet(term: Term, head: Member) -> None:
    for day in (2, 3, 4, 5, 6):
        promise(head, day, day)
    promise(head, 20, None)
    (found,) = q2_leaders.promises(scope_of(term, as_of=datetime.date(2026, 2, 19))).findings
    assert (found.shown, found.standing) == ("5 of 5", Standing.FOR)


def test_four_promises_are_withheld(term: Term, head: Member) -> None:
    for day in (2, 3, 4, 5):
        promise(head, day, day)
    (found,) = q2_leaders.promises(scope_of(term)).findings
    assert found.withheld == "Withheld: fewer than 5 promises that fell due."


def test_promises_are_compared_with_the_term_before(term: Term, head: Member) -> None:
    """3 of 6 now, 5 of 5 in the autumn: minus one half, without interval or verdict."""
    for settled in (10, 10, 9, 11, 11, 11):
        promise(head, 10, settled)
    autumn = make_term(school=term.school, key="autumn")
    for _one in range(5):
        make_leader_commitment(by=head, due_on=autumn.starts_on, outcome="kept", settled_on=autumn.starts_on)
    (found,) = q2_leaders.promises(scope_of(term)).findings
    assert found.comparison is not None
    assert (found.comparison.rule, found.comparison.shown, found.comparison.difference) == ("T2", "5 of 5", -0.5)
    assert (found.comparison.low, found.verdict) == (None, "")


def move_stage(owner: Member, *team: Member, on: datetime.date = IN_TERM) -> None:
    enquiry = make_enquiry(owner=owner, team=team)
    EnquiryStage.objects.filter(enquiry=enquiry, position=enquiry.stages.first().position).update(done_on=on)


def test_enquirers_by_hand(term: Term) -> None:
    """Ten staff on the census day; one moved an enquiry with two in the team, one moved before the term, one joined
    after the census day and a governor are not counted: 3 of 10."""
    staff = make_staff(school=term.school, count=10)
    late = make_member(school=term.school, joined_on=IN_TERM)
    make_member(school=term.school, roles=(Role.GOVERNOR,))
    move_stage(staff[0], staff[1], staff[2])
    move_stage(staff[3], on=term.starts_on - datetime.timedelta(days=1))
    move_stage(late)
    (found,) = q3_enquiry.enquirers(scope_of(term)).findings
    assert (found.shown, found.standing) == ("3 of 10", Standing.AGAINST)


def test_nine_staff_are_withheld(term: Term) -> None:
    make_staff(school=term.school, count=9)
    (found,) = q3_enquiry.enquirers(scope_of(term)).findings
    assert found.withheld == "Withheld: fewer than 10 teaching and support staff."


def test_enquirers_of_a_term_without_records_are_not_compared(term: Term) -> None:
    make_term(school=term.school, key="autumn")
    make_staff(school=term.school, count=10)
    (found,) = q3_enquiry.enquirers(scope_of(term)).findings
    assert found.comparison is not None and found.comparison.reason.startswith("Not comparable: there are no records")


def test_classes_visited_by_hand(term: Term) -> None:
    """Eight classes; two visits to one, one to another, one agreed only, one withdrawn, one in the autumn: 2 of 8."""
    classes = [make_class(school=term.school) for _one in range(8)]
    host = make_member(school=term.school)
    for place in (0, 0, 1):
        make_visit(host=host, school_class=classes[place])
    make_visit(host=host, school_class=classes[2], state="agreed")
    make_visit(host=host, school_class=classes[3], withdrawn=True)
    make_visit(host=host, school_class=classes[4], term=make_term(school=term.school, key="autumn"))
    (found,) = q4_classrooms.coverage(scope_of(term)).findings
    assert (found.shown, found.n_of, found.standing) == ("2 of 8", "classes", Standing.AGAINST)


def test_seven_classes_are_withheld(term: Term) -> None:
    for _one in range(7):
        make_class(school=term.school)
    (found,) = q4_classrooms.coverage(scope_of(term)).findings
    assert found.withheld == "Withheld: fewer than 8 classes."


def test_secondary_counts_departments_by_year_group() -> None:
    """Two departments in four years: eight units. Two maths classes of Year 7 are one unit, visited once: 1 of 8."""
    term = make_term(school=make_school(phase="secondary"))
    teaching = [
        make_teaching_class(school=term.school, department=department, year_group=year)
        for department in ("Maths", "Science")
        for year in (7, 8, 9, 10)
    ]
    make_teaching_class(school=term.school, department="Maths", year_group=7)
    make_class(school=term.school, name="7A", year_groups=(7,))
    make_visit(host=make_member(school=term.school), school_class=teaching[0])
    (found,) = q4_classrooms.coverage(scope_of(term)).findings
    assert (found.shown, found.n_of) == ("1 of 8", "departments by year group")
