"""A picture is served to whoever may see what it belongs to."""

import pytest

from school.models import Look
from tests.factories.school import make_student
from tests.factories.tracking import NOW
from tests.personas import Personas, client_for
from tests.tracking.addresses import address
from tests.tracking.test_pictures import drawn, upload
from tracking.models import Picture
from tracking.pictures import keep_picture, read_picture


@pytest.fixture
def kept(people: Personas) -> Picture:
    read = read_picture(upload(drawn()))
    return keep_picture(student=people.student, read=read, words="A bridge", by=people.teacher, now=NOW)


def test_student_and_class_staff_see_it_and_a_look_is_left(people: Personas, kept: Picture) -> None:
    url = address(people, "picture", kept.pk)
    assert client_for(people.student).get(url).content == bytes(kept.content)
    assert not Look.objects.exists()
    answer = client_for(people.teacher).get(url)
    assert answer.headers["Content-Type"] == "image/webp"
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"] == 'inline; filename="picture.webp"'
    assert Look.objects.get().subject == people.student


@pytest.mark.parametrize("who", ["teaching_assistant", "governor", "administrator", "stranger"])
def test_it_is_not_there_for_others(people: Personas, kept: Picture, who: str) -> None:
    assert client_for(getattr(people, who)).get(address(people, "picture", kept.pk)).status_code == 404


def test_it_is_not_there_for_a_classmate(people: Personas, kept: Picture) -> None:
    mate = make_student(school=people.school, school_class=people.maple, sign_in=True)
    assert client_for(mate).get(address(people, "picture", kept.pk)).status_code == 404
