"""Q1.1, Q1.3, Q1.4 and Q1.6, each by hand."""

from __future__ import annotations

import datetime

import pytest

from portfolio.findings import Standing
from portfolio.indicators import q1_vision
from school.models import Member, Role, Term
from tests.factories.dialogue import (
    make_explain_back,
    make_paragraph,
    make_remark,
    make_student_talk,
    make_theme,
    make_unnamed_remark,
    make_window,
)
from tests.factories.portfolio import make_staff, scope_of
from tests.factories.school import make_member, make_school, make_student, make_term
from vision.models import Remark, Theme, UnnamedRemark, VisionSession, VisionSessionMember

pytestmark = pytest.mark.django_db
IN_TERM = datetime.datetime(2026, 2, 10, 15, 0, tzinfo=datetime.UTC)


@pytest.fixture
def term() -> Term:
    return make_term(school=make_school())


@pytest.fixture
def head(term: Term) -> Member:
    return make_member(school=term.school, roles=(Role.HEAD,), joined_on=datetime.date(2027, 9, 1))


def test_explain_back_by_hand(term: Term, head: Member) -> None:
    """18 of 24 coded name two: 75 %. Wilson at 0.75 of 24: 0.551 to 0.880, wholly above half.

    Raters over 24 texts × 5 commitments: both 40, first only 6, second only 4, neither 70. Observed 110/120 = 0.9167;
    used (46 + 44) / 240 = 0.375; by chance 2 × 0.375 × 0.625 = 0.4688; AC1 = (0.9167 − 0.4688) / 0.5312 = 0.843,
    told as 0.7 or more.
    """
    make_explain_back(term=term, by=head, invited=30, coded=24, name_two=18, agreement=[40, 6, 4, 70])
    (found,) = q1_vision.explain_back(scope_of(term)).findings
    assert (found.shown, found.n, found.standing, found.coverage) == ("75 %", "24", Standing.FOR, 0.8)
    assert (round(found.low or 0, 2), round(found.high or 0, 2)) == (0.55, 0.88)
    assert "AC1 of the two raters over texts and commitments: 0.7 or more, from 0.7 to 1." in found.notes[0]


def test_raters_who_read_different_things_make_it_say_nothing(term: Term, head: Member) -> None:
    make_explain_back(term=term, by=head, invited=30, coded=24, name_two=21, agreement=[20, 35, 30, 35])
    (found,) = q1_vision.explain_back(scope_of(term)).findings
    assert found.standing == Standing.UNKNOWN
    assert found.notes[0].endswith(": -0.1, from -0.3 to 0.2.")
    assert found.notes[-1].startswith("The raters did not read the same things")


def test_nine_explanations_and_no_round_are_withheld(term: Term, head: Member) -> None:
    (nothing,) = q1_vision.explain_back(scope_of(term)).findings
    assert "No round" in nothing.withheld
    make_explain_back(term=term, by=head, invited=12, coded=9, name_two=9)
    (few,) = q1_vision.explain_back(scope_of(term)).findings
    assert few.withheld == "Withheld: fewer than 10 explanations."


def test_explain_back_is_compared_with_last_year(term: Term, head: Member) -> None:
    """18 of 24 now, 8 of 24 a year before: 75 % less 33 %, Newcombe 0.14 to 0.62 and so a clearer rise."""
    make_explain_back(term=term, by=head, invited=30, coded=24, name_two=18, agreement=[40, 6, 4, 70])
    year_ago = make_term(school=term.school, start=2024)
    make_explain_back(term=year_ago, by=head, invited=30, coded=24, name_two=8, agreement=[40, 6, 4, 70])
    (found,) = q1_vision.explain_back(scope_of(term)).findings
    assert found.comparison is not None
    assert (found.comparison.rule, found.comparison.shown, found.verdict) == ("T1", "33 %", "clearer rise")


def say(member: Member, head: Member, at: datetime.datetime = IN_TERM) -> None:
    remark = make_remark(by=member, paragraph=make_paragraph(by=head))
    Remark.objects.filter(pk=remark.pk).update(said_at=at)


def test_dialogue_by_hand(term: Term, head: Member) -> None:
    """Twelve staff: two remarked (one twice), one met, one spoke a year too early: 3 of 12."""
    staff = make_staff(school=term.school, count=12)
    for member in (staff[0], staff[0], staff[1]):
        say(member, head)
    met = VisionSession.objects.create(school=term.school, topic="Draft", held_on=IN_TERM.date(), noted_by=head)
    VisionSessionMember.objects.create(school=term.school, session=met, member=staff[2])
    say(staff[3], head, at=IN_TERM - datetime.timedelta(days=400))
    (found,) = q1_vision.dialogue(scope_of(term)).findings
    assert (found.shown, found.standing, found.notes) == ("3 of 12", Standing.AGAINST, ())


def test_dialogue_says_that_unnamed_remarks_are_counted_to_nobody(term: Term, head: Member) -> None:
    staff = make_staff(school=term.school, count=10)
    say(staff[0], head)
    unnamed = make_unnamed_remark(paragraph=make_paragraph(by=head))
    UnnamedRemark.objects.filter(pk=unnamed.pk).update(window=make_window(by=head, on=IN_TERM.date()))
    (found,) = q1_vision.dialogue(scope_of(term)).findings
    assert found.shown == "1 of 10"
    assert "the least that took part" in found.notes[0]


def test_nine_staff_are_withheld(term: Term, head: Member) -> None:
    make_staff(school=term.school, count=9)
    (found,) = q1_vision.dialogue(scope_of(term)).findings
    assert found.withheld == "Withheld: fewer than 10 staff."


def theme(head: Member, made_on: datetime.date, answered_on: datetime.date | None) -> None:
    made = make_theme(by=head)
    said = {"outcome": "adopted", "answer_words": "Yes", "answered_on": answered_on} if answered_on else {}
    Theme.objects.filter(pk=made.pk).update(made_on=made_on, **said)


def test_replies_by_hand(term: Term, head: Member) -> None:
    """Six themes due: four answered in time, one on the sixteenth school day, one never: 4 of 6.

    Made on Monday 12 January 2026, the fifteenth school day after is Monday 2 February.
    """
    first = datetime.date(2026, 1, 12)
    for answered in (13, 20, 30):
        theme(head, first, datetime.date(2026, 1, answered))
    theme(head, first, datetime.date(2026, 2, 2))
    theme(head, first, datetime.date(2026, 2, 3))
    theme(head, first, None)
    (found,) = q1_vision.replies(scope_of(term)).findings
    assert (found.shown, found.standing) == ("4 of 6", Standing.FOR)


def test_theme_is_not_due_while_its_window_is_open(term: Term, head: Member) -> None:
    for _number in range(5):
        theme(head, datetime.date(2026, 1, 12), datetime.date(2026, 1, 13))
    window = make_window(by=head, on=datetime.date(2026, 1, 12), days=60)
    late = make_theme(by=head, window=window)
    Theme.objects.filter(pk=late.pk).update(made_on=datetime.date(2026, 1, 12))
    (found,) = q1_vision.replies(scope_of(term, as_of=datetime.date(2026, 3, 2))).findings
    assert found.shown == "5 of 5"


def test_echo_by_hand(term: Term, head: Member) -> None:
    """24 drawn, 20 talked with, 15 could say: 75 %, Wilson 0.531 to 0.888."""
    for number in range(24):
        student = make_student(school=term.school, name=f"Student {number}")
        by = head if number < 20 else None
        make_student_talk(term=term, student=student, by=by, can_say=number < 15)
    (found,) = q1_vision.echo(scope_of(term)).findings
    assert (found.shown, found.n, found.people, found.standing) == ("75 %", "20", 20, Standing.FOR)
    assert (round(found.low or 0, 3), round(found.high or 0, 3)) == (0.531, 0.888)
    assert found.coverage == pytest.approx(20 / 24)


def test_nineteen_talks_are_withheld(term: Term, head: Member) -> None:
    for number in range(19):
        make_student_talk(term=term, student=make_student(school=term.school, name=f"S {number}"), by=head)
    (found,) = q1_vision.echo(scope_of(term)).findings
    assert found.withheld == "Withheld: fewer than 20 students."
