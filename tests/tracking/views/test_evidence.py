"""Keeping, drawing, promoting, asking to read and taking away."""

import base64
import io

from PIL import Image

from school.queries import today_in
from tests.factories.school import make_student
from tests.factories.tracking import make_check_in, make_evidence
from tests.factories.vision import make_behaviour
from tests.personas import Personas, client_for
from tests.tracking.addresses import address
from tracking.forms_evidence import PNG
from tracking.models import CheckInAnswer, Evidence, Picture


def test_a_drawing_is_kept_and_shown_to_the_class(people: Personas) -> None:
    written = io.BytesIO()
    Image.new("RGB", (40, 40), "red").save(written, "PNG")
    data = {"evidence-title": "A bridge", "evidence-behaviour": make_behaviour(school=people.school).pk}
    data["evidence-drawing"] = PNG + base64.b64encode(written.getvalue()).decode()
    assert client_for(people.student).post(address(people, "add_evidence"), data).status_code == 302
    kept = Evidence.objects.get()
    assert kept.picture is not None and kept.picture.student == people.student
    picture = address(people, "picture", kept.picture.pk)
    page = client_for(people.student).get(address(people, "my_learning")).content.decode()
    assert f'src="{picture}"' in page and 'alt="A bridge"' in page
    expected = {people.student: 200, people.teacher: 200, people.head: 200, people.plc_lead: 404}
    assert {one: client_for(one).get(picture).status_code for one in expected} == expected


def test_a_refused_drawing_keeps_nothing_and_loses_nothing(people: Personas) -> None:
    data = {"evidence-title": "A bridge", "evidence-behaviour": make_behaviour(school=people.school).pk}
    answer = client_for(people.student).post(address(people, "add_evidence"), data | {"evidence-drawing": "x"})
    assert b"not a picture" in answer.content and b"A bridge" in answer.content
    assert not Evidence.objects.exists() and not Picture.objects.exists()


def test_an_example_is_promoted_once(people: Personas) -> None:
    check_in = make_check_in(student=people.student)
    answer = check_in.answers.order_by("pk").last()
    CheckInAnswer.objects.filter(pk=answer.pk).update(example="I drew it first.")
    url = address(people, "promote_example", answer.pk)
    mate = make_student(school=people.school, name="Wren Vale", school_class=people.maple, sign_in=True)
    assert client_for(mate).post(url).status_code == 404
    for _time in range(2):
        assert client_for(people.student).post(url).status_code == 302
    assert Evidence.objects.get().story == "I drew it first."


def test_a_grown_up_of_the_class_is_asked_and_told(people: Personas) -> None:
    kept, url = make_evidence(student=people.student), ""
    url = address(people, "ask_reader", kept.pk)
    client_for(people.student).post(url, {"reader": people.head.pk})
    kept.refresh_from_db()
    assert kept.asked_reader is None
    client_for(people.student).post(url, {"reader": people.teacher.pk})
    kept.refresh_from_db()
    assert (kept.asked_reader, kept.asked_on) == (people.teacher, today_in(people.school))


def test_own_and_unconfirmed_items_can_be_taken_away(people: Personas) -> None:
    kept, read = make_evidence(student=people.student), make_evidence(student=people.student)
    Evidence.objects.filter(pk=read.pk).update(confirmed_by=people.teacher, confirmed_on=kept.added_on)
    client = client_for(people.student)
    for item in (kept, read):
        client.post(address(people, "remove_evidence", item.pk))
    assert [each.pk for each in Evidence.objects.all()] == [read.pk]
    assert client_for(people.teacher).post(address(people, "remove_evidence", read.pk)).status_code == 403
