"""The leaders' page of what is recorded."""

from tests.personas import Personas, client_for
from tests.tracking.addresses import address
from tracking.choices import choices_of


def test_a_leader_switches_pictures_on(people: Personas) -> None:
    client = client_for(people.head)
    assert "Of work, not of faces." in client.get(address(people, "choices")).content.decode()
    assert client.post(address(people, "choices"), {"judgings_a_year": 3, "pictures": "on"}).status_code == 302
    held = choices_of(people.school)
    assert (held.pictures, held.judgings_a_year, held.peers_notice) == (True, 3, False)


def test_more_judging_than_a_year_has_room_for_is_refused(people: Personas) -> None:
    answer = client_for(people.head).post(address(people, "choices"), {"judgings_a_year": 9})
    assert answer.status_code == 200
    assert choices_of(people.school).judgings_a_year == 2


def test_a_teacher_does_not_choose(people: Personas) -> None:
    assert client_for(people.teacher).get(address(people, "choices")).status_code == 403
