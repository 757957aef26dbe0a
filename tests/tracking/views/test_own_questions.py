"""The leaders' page of the school's own check-in questions."""

from tests.factories.vision import make_behaviour
from tests.personas import Personas, client_for
from tests.tracking.addresses import address
from tracking.models import CheckInItem


def test_a_leader_writes_three_questions(people: Personas) -> None:
    behaviour = make_behaviour(school=people.school)
    behaviour.key = "whistling"
    behaviour.save(update_fields=["key"])
    client, part = client_for(people.head), f"{behaviour.pk}B"
    sent = {"part": part, f"{part}-one": "I whistled.", f"{part}-two": "I hummed.", f"{part}-three": "I sang."}
    assert client.post(address(people, "own_questions"), sent | {f"{part}-two": ""}).status_code == 200
    assert not CheckInItem.objects.exists()
    assert client.post(address(people, "own_questions"), sent).status_code == 302
    page = client.get(address(people, "own_questions")).content.decode()
    assert "I hummed." in page and "Years 3 to 6" in page


def test_without_behaviours_of_our_own_there_is_nothing_to_write(people: Personas) -> None:
    make_behaviour(school=people.school)
    assert "Nothing to write" in client_for(people.head).get(address(people, "own_questions")).content.decode()


def test_a_teacher_does_not_write(people: Personas) -> None:
    assert client_for(people.teacher).get(address(people, "own_questions")).status_code == 403
