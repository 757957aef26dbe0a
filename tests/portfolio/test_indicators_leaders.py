"""Q2.3, Q2.4, Q2.5 and Q2.6, each by hand."""

from __future__ import annotations

import datetime

import pytest

from enquiry.models import Attendance
from portfolio.findings import Standing
from portfolio.indicators import q2_leaders
from school.models import Member, Role, Term
from tests.factories.dialogue import make_message, make_presence, make_priority, make_reaction
from tests.factories.enquiry import make_enquiry, make_plc, make_session
from tests.factories.portfolio import make_staff, scope_of
from tests.factories.school import make_class, make_member, make_school, make_term
from vision.models import Message, Presence, Priority

pytestmark = pytest.mark.django_db
IN_TERM = datetime.datetime(2026, 2, 10, 15, 0, tzinfo=datetime.UTC)


@pytest.fixture
def term() -> Term:
    return make_term(school=make_school())


@pytest.fixture
def head(term: Term) -> Member:
    return make_member(school=term.school, roles=(Role.HEAD,))


def test_presence_by_hand(term: Term, head: Member) -> None:
    """Nine classes: talked in two (in one twice), only visited a third, talked in a fourth last year: 2 of 9."""
    classes = [make_class(school=term.school, year=term.academic_year) for _each in range(9)]
    for school_class in (classes[0], classes[0], classes[1]):
        make_presence(owner=head, school_class=school_class)
    make_presence(owner=head, school_class=classes[2], kind="visit")
    Presence.objects.update(on=IN_TERM.date())
    old = make_presence(owner=head, school_class=classes[3])
    Presence.objects.filter(pk=old.pk).update(on=IN_TERM.date() - datetime.timedelta(days=365))
    (found,) = q2_leaders.presence(scope_of(term)).findings
    assert (found.shown, found.standing) == ("2 of 9", Standing.UNKNOWN)
    assert "No target is set" in found.sentence


def test_talk_of_a_teacher_is_no_leaders_presence(term: Term) -> None:
    classes = [make_class(school=term.school, year=term.academic_year) for _each in range(8)]
    make_presence(owner=make_member(school=term.school), school_class=classes[0])
    Presence.objects.update(on=IN_TERM.date())
    (found,) = q2_leaders.presence(scope_of(term)).findings
    assert found.shown == "0 of 8"


def attend(member: Member, term: Term, states: str) -> None:
    """``p`` present, ``e`` expected and not there."""
    plc = make_plc(lead=make_member(school=term.school, roles=(Role.PLC_LEAD,)), members=(member,))
    for number, state in enumerate(states):
        session = make_session(plc=plc, term=term, starts_at=IN_TERM + datetime.timedelta(days=number), state="held")
        mark = {"p": Attendance.State.PRESENT, "e": Attendance.State.EXPECTED}[state]
        Attendance.objects.update_or_create(
            school=term.school, session=session, member=member, defaults={"state": mark}
        )


def test_leaders_who_learn_by_hand(term: Term, head: Member) -> None:
    """Three leaders: enquiry and 3 of 4 counts; enquiry and 2 of 4 does not; 4 of 4 without an enquiry does not."""
    second, third = (make_member(school=term.school, roles=(Role.SENIOR_LEADER,)) for _each in range(2))
    make_enquiry(owner=head)
    make_enquiry(owner=second)
    for member, states in ((head, "pppe"), (second, "ppee"), (third, "pppp")):
        attend(member, term, states)
    (found,) = q2_leaders.learners(scope_of(term)).findings
    assert (found.shown, found.standing) == ("1 of 3", Standing.AGAINST)


def test_one_leader_alone_is_not_told(term: Term, head: Member) -> None:
    (found,) = q2_leaders.learners(scope_of(term)).findings
    assert found.withheld == "Withheld: fewer than 2 senior leaders."


def test_fewer_longer_by_hand(term: Term, head: Member) -> None:
    """Live at the end: one of three terms, one of this term. One ended in the term. Held 1 of 2, 1 begun, 1 ended."""
    autumn, last_year = make_term(school=term.school, key="autumn"), make_term(school=term.school, start=2024)
    make_priority(by=head, wording="Long", on=last_year.starts_on)
    make_priority(by=head, wording="New", on=term.starts_on)
    ended = make_priority(by=head, wording="Ended", on=autumn.starts_on)
    Priority.objects.filter(pk=ended.pk).update(ended_on=IN_TERM.date(), ended_because="Reached")
    (found,) = q2_leaders.fewer_longer(scope_of(term)).findings
    assert (found.shown, found.words["begun"], found.words["ended"]) == ("1 of 2", "1", "1")


def test_school_without_priorities_is_withheld(term: Term) -> None:
    (found,) = q2_leaders.fewer_longer(scope_of(term)).findings
    assert found.withheld == "Withheld: fewer than 1 live priorities."


def test_messages_by_hand(term: Term, head: Member) -> None:
    """Twelve tapped, nine of them "helped": 75 %. A second message had nine taps: withheld. A third is of yesterday."""
    staff = make_staff(school=term.school, count=12)
    first, second, third = (make_message(by=head, text=f"Message {number}") for number in range(3))
    for number, member in enumerate(staff):
        make_reaction(message=first, reader=member, answer="helped" if number < 9 else "not_for_me")
    for member in staff[:9]:
        make_reaction(message=second, reader=member)
    Message.objects.update(sent_at=IN_TERM)
    Message.objects.filter(pk=third.pk).update(sent_at=IN_TERM + datetime.timedelta(days=20))
    told, few = q2_leaders.messages(scope_of(term, as_of=datetime.date(2026, 3, 3))).findings
    assert (told.shown, told.n, told.label) == ("75 %", "10–14", "Message 0")
    assert few.withheld == "“Message 1”: Withheld: fewer than 10 readers who tapped."


def test_term_without_messages_says_so(term: Term) -> None:
    (found,) = q2_leaders.messages(scope_of(term)).findings
    assert "No message" in found.withheld
