"""A child notes what they noticed."""

import pytest

from tests.factories.school import make_student
from tests.factories.vision import make_behaviour
from tests.personas import Personas, client_for
from tests.tracking.addresses import address
from tracking.models import LearningChoices, Noticing


def test_a_child_taps_what_they_noticed_of_themselves(people: Personas) -> None:
    behaviour = make_behaviour(school=people.school)
    client = client_for(people.student)
    assert client.get(address(people, "notice_myself")).status_code == 200
    tapped = {"behaviour": behaviour.pk, "tapped": "0", "context": "play"}
    assert client.post(address(people, "notice_myself"), tapped).status_code == 302
    assert Noticing.objects.get().text == "I kept going."
    mine = client.get(address(people, "my_learning")).text.partition('id="part-noticed"')[2]
    assert "<small>I wrote this" in mine and people.student.display_name not in mine.partition("</section>")[0]


def test_a_classmate_is_noticed_by_tapping(people: Personas) -> None:
    behaviour = make_behaviour(school=people.school)
    LearningChoices.objects.create(school=people.school, peers_notice=True)
    mate = make_student(school=people.school, school_class=people.maple)
    client = client_for(people.student)
    assert "<textarea" not in client.get(address(people, "notice_classmate")).content.decode()
    tapped = {"classmate": mate.pk, "behaviour": behaviour.pk, "say": "any-0", "context": "play", "text": "Free words."}
    assert client.post(address(people, "notice_classmate"), tapped).status_code == 302
    saved = Noticing.objects.get()
    assert (saved.student, saved.text, saved.source) == (mate, "I saw you use this muscle.", "peer")


def test_the_page_is_not_there_unless_switched_on(people: Personas) -> None:
    assert client_for(people.student).get(address(people, "notice_classmate")).status_code == 404


@pytest.mark.parametrize("name", ["notice_myself", "notice_classmate"])
def test_pages_of_children_are_not_for_staff(people: Personas, name: str) -> None:
    assert client_for(people.teacher).get(address(people, name)).status_code == 403
