"""The end of a sign-in."""

from __future__ import annotations

from school.models import User
from school.privacy.accounts_end import end_sign_in, has_places_elsewhere
from tests.factories.school import make_member, make_school
from tests.personas import Personas, client_for


def test_places_elsewhere_are_seen_from_inside_a_school(people: Personas) -> None:
    user = people.teacher.user
    assert not has_places_elsewhere(user.pk, people.school.pk)
    make_member(school=make_school(), user=user)
    assert has_places_elsewhere(user.pk, people.school.pk)
    assert has_places_elsewhere(people.network_lead.pk, people.school.pk)


def test_every_device_is_signed_out(people: Personas) -> None:
    here, there, other = client_for(people.teacher), client_for(people.teacher), client_for(people.head)
    end_sign_in(people.teacher.user_id)
    assert [client.get("/s/harbour-lane/").status_code for client in (here, there, other)] == [302, 302, 200]
    assert not User.objects.filter(pk=people.teacher.user_id).exists()
