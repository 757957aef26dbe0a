"""What cannot be undone, and what carries names out, asks to sign in again."""

from __future__ import annotations

import pytest
from django.urls import reverse

from observations.models import Visit
from tests.attacks.test_matrix import IN_SCHOOL, SAMPLES
from tests.attacks.world import make_visitor, make_world
from tests.personas import Personas, client_for, signed_in_a_while_ago

AGAIN = {
    "observations:withdraw": "the record is gone for everyone but the host",
    "school:roster_people": "everybody's names in a file",
    "tracking:save_class": "a class's records in a file",
    "tracking:save_learner": "a learner's records in a file",
    "school:roster_failing": "rows with names in a file",
    "school:print_badges": "sign-ins on paper",
    "school:data_pack": "everything about a person in a file",
    "school:data_erase": "a person's data is gone",
}
MAY_GO_ON = {
    "vision:drop_paragraph": "published versions keep it, and the audit what it said",
    "vision:drop_commitment": "it is ended, not deleted; what was done for it stays linked",
    "vision:publish": "a new version; the earlier ones stay readable",
    "portfolio:publish": "figures of groups, no names",
    "observations:stop": "sharing can begin again",
    "school:roster_drop": "only the uploaded file goes; it can be handed in again",
    "school:roster_undo": "an import, which can be brought in again",
}


@pytest.mark.parametrize("name", AGAIN)
def test_view_is_stamped(name: str) -> None:
    assert IN_SCHOOL[name].callback.again


@pytest.mark.parametrize("name", MAY_GO_ON)
def test_view_that_may_go_on_is_known(name: str) -> None:
    assert not IN_SCHOOL[name].callback.again, "stamped by now: move it up"


@pytest.mark.django_db
def test_withdrawing_asks_who_signed_in_a_while_ago(people: Personas) -> None:
    world = make_world(
        school=people.school, head=people.head, teacher=people.teacher, visitor=make_visitor(people.school)
    )
    name = "observations:withdraw"
    url = reverse(name, args=[people.school.slug, *SAMPLES[name](world)])
    answer = signed_in_a_while_ago(client_for(people.teacher)).post(url)
    assert answer.headers["Location"].startswith("/account/reauthenticate/")
    assert Visit.objects.get(pk=world.visit.pk).withdrawn_at is None
    client_for(people.teacher).post(url)
    assert Visit.objects.get(pk=world.visit.pk).withdrawn_at
