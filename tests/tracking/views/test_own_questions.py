"""The leaders' page of the school's own check-in questions."""

from tests.factories.school import TODAY
from tests.factories.vision import make_behaviour
from tests.personas import Personas, client_for
from tests.tracking.addresses import address
from tracking.models import CheckInItem
from tracking.own_items import write_questions
from vision.behaviours import begin_new_version, reword_behaviour


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


def test_the_page_says_what_was_carried_over_and_what_was_not(people: Personas) -> None:
    behaviour = make_behaviour(school=people.school)
    behaviour.key = "whistling"
    behaviour.save(update_fields=["key"])
    write_questions(behaviour=behaviour, form="B", wordings=["I whistled.", "I hummed.", "I sang."], by=people.head)
    new = begin_new_version(framework=behaviour.framework, by=people.head, on=TODAY)
    client = client_for(people.head)
    page = client.get(address(people, "own_questions")).text
    assert page.count("Carried over from Foundation four, version 1") == 1 and "Not carried over" not in page
    copy = new.behaviours.get(key="whistling")
    reword_behaviour(behaviour=copy, words={"label": "Singing"}, by=people.head, same_meaning=False)
    page = client.get(address(people, "own_questions")).text
    assert page.count("Not carried over") == 1 and "<li>I hummed.</li>" in page and "Carried over from" not in page


def test_a_teacher_does_not_write(people: Personas) -> None:
    assert client_for(people.teacher).get(address(people, "own_questions")).status_code == 403
