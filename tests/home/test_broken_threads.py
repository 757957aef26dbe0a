"""Where threads are broken: counts of the whole school, nobody named."""

import datetime

import pytest

from home.broken_threads import commitments_carried_in, loose_ends
from learningculture.tenancy import tenant
from tests.factories.dialogue import make_priority
from tests.factories.enquiry import make_enquiry
from tests.factories.tracking import make_evidence
from tests.factories.vision import make_behaviour, make_commitment, make_focus
from tests.personas import Personas
from vision.threading import say_what_it_is_about

pytestmark = pytest.mark.django_db


def test_bare_commitment_breaks_everywhere(people: Personas) -> None:
    make_commitment(school=people.school)
    with tenant(people.school.pk, member_id=people.head.pk):
        (found,) = commitments_carried_in(people.school, people.term)
    assert len(found.breaks) == 3


def test_whole_thread_has_no_break_and_counts_what_is_hidden(people: Personas) -> None:
    commitment = make_commitment(school=people.school)
    say_what_it_is_about(commitment=commitment, behaviours=[make_behaviour(school=people.school)], by=people.head)
    for _number in range(2):
        enquiry = make_enquiry(owner=people.teacher)
        type(enquiry).objects.filter(pk=enquiry.pk).update(commitment=commitment)
        evidence = make_evidence(student=people.student, term=people.term)
        type(evidence).objects.update(commitment=commitment)
    with tenant(people.school.pk, member_id=people.head.pk):
        (found,) = commitments_carried_in(people.school, people.term)
    assert (found.breaks, found.enquiries, found.evidence, found.plcs) == ([], 2, 2, 0)


def test_loose_ends_are_told_in_sentences(people: Personas) -> None:
    ended = make_commitment(school=people.school)
    type(ended).objects.update(retired_on=datetime.date(2026, 1, 5))
    enquiry = make_enquiry(owner=people.teacher)
    type(enquiry).objects.filter(pk=enquiry.pk).update(commitment=ended)
    make_priority(by=people.head)
    make_focus(term=people.term)
    with tenant(people.school.pk, member_id=people.head.pk):
        assert loose_ends(people.school, people.term) == [
            "1 priority serves no commitment.",
            "1 focus behaviour of this term belongs to no commitment.",
            "1 enquiry still works on a commitment that has ended.",
        ]


def test_school_without_anything_has_no_loose_ends(people: Personas) -> None:
    with tenant(people.school.pk, member_id=people.head.pk):
        assert loose_ends(people.school, None) == []
