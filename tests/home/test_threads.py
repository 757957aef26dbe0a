"""The golden thread shows each reader what they may see, and nothing else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from home.threads import MOST_ON_A_STRAND, thread_of
from learningculture.tenancy import tenant
from school.models import Member
from tests.factories.dialogue import make_priority, make_student_talk
from tests.factories.enquiry import make_enquiry
from tests.factories.tracking import make_evidence
from tests.factories.vision import make_behaviour, make_commitment, make_leader_commitment
from tests.personas import Personas
from tracking.models import Evidence
from vision.models import Commitment
from vision.threading import say_what_it_is_about

pytestmark = pytest.mark.django_db


@pytest.fixture
def commitment(people: Personas) -> Commitment:
    """Carried by a behaviour, a priority, a promise, the teacher's own enquiry, and the student's evidence."""
    made = make_commitment(school=people.school, wording="ask before telling")
    say_what_it_is_about(commitment=made, behaviours=[make_behaviour(school=people.school)], by=people.head)
    priority = make_priority(by=people.head, wording="Questions first")
    promise = make_leader_commitment(by=people.head, due_on=people.term.ends_on)
    enquiry = make_enquiry(owner=people.teacher)
    evidence = make_evidence(student=people.student, term=people.term)
    for row in (priority, promise, enquiry, evidence):
        row.commitment = made
        row.save()
    return made


def strands(commitment: Commitment, member: Member, people: Personas) -> set[str]:
    with tenant(people.school.pk, member_id=member.pk, user_id=member.user_id):
        return {str(strand.label) for strand in thread_of(commitment, member, people.term)}


def test_teacher_sees_leaders_own_enquiry_and_own_students(people: Personas, commitment: Commitment) -> None:
    assert strands(commitment, people.teacher, people) == {
        *("Behaviours it is about", "Priorities", "Promises of leaders", "Enquiries", "Students’ evidence"),
    }


def test_head_does_not_see_an_enquiry_that_is_not_shared(people: Personas, commitment: Commitment) -> None:
    seen = strands(commitment, people.head, people)
    assert "Enquiries" not in seen
    assert "Students’ evidence" in seen


def test_student_sees_behaviours_and_what_is_their_own(people: Personas, commitment: Commitment) -> None:
    assert strands(commitment, people.student, people) == {"Behaviours it is about", "Students’ evidence"}


def test_governor_sees_behaviours_only(people: Personas, commitment: Commitment) -> None:
    assert strands(commitment, people.governor, people) == {"Behaviours it is about"}


def test_links_lead_to_what_they_name(people: Personas, commitment: Commitment) -> None:
    with tenant(people.school.pk, member_id=people.teacher.pk):
        found = {str(each.label): each.knots for each in thread_of(commitment, people.teacher, people.term)}
    assert found["Students’ evidence"][0].url.endswith(f"/learners/student/{people.student.pk}/#proud")
    assert "/enquiry/enquiries/" in found["Enquiries"][0].url


def test_strand_is_short_and_the_statements_are_few(people: Personas, commitment: Commitment) -> None:
    for _number in range(MOST_ON_A_STRAND + 3):
        make_evidence(student=people.student, term=people.term)
    Evidence.objects.update(commitment=commitment)
    talk = make_student_talk(term=people.term, student=people.student, by=people.head)
    type(talk).objects.update(words="I ask more", commitment=commitment)
    with tenant(people.school.pk, member_id=people.head.pk), CaptureQueriesContext(connection) as asked:
        found = {str(each.label): each.knots for each in thread_of(commitment, people.head, people.term)}
    assert len(found["Students’ evidence"]) == MOST_ON_A_STRAND
    assert found["What students said"][0].text.endswith("I ask more")
    assert len(asked) <= 7
