"""What a student keeps: a drawing or a file goes through the same door."""

import base64
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.factories.school import TODAY
from tests.factories.vision import make_behaviour
from tests.personas import Personas
from tracking.evidence import readers_for
from tracking.forms_evidence import PNG, EvidenceForm, ReaderForm


def png(side: int = 40) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (side, side), "white").save(written, "PNG")
    return written.getvalue()


def form_with(people: Personas, *, pictures: bool = True, file: bytes | None = None, **data: str) -> EvidenceForm:
    behaviour = make_behaviour(school=people.school)
    given = {"evidence-title": "A bridge", "evidence-behaviour": str(behaviour.pk)}
    given |= {f"evidence-{name}": value for name, value in data.items()}
    files = {"evidence-file": SimpleUploadedFile("bridge.png", file)} if file else {}
    return EvidenceForm([behaviour], given, files, pictures=pictures)


def test_a_drawing_is_read_anew_and_named_after_what_it_shows(people: Personas) -> None:
    form = form_with(people, drawing=PNG + base64.b64encode(png()).decode())
    assert form.is_valid()
    assert (form.cleaned_data["read"].kind, form.cleaned_data["seen"]) == ("image/webp", "A bridge")


@pytest.mark.parametrize("drawing", ["data:text/html;base64,AAAA", "nonsense", PNG + "!!", PNG + "AAAA"])
def test_what_is_no_drawing_is_refused_in_words(people: Personas, drawing: str) -> None:
    assert "not a picture" in form_with(people, drawing=drawing).errors["seen"][0]


def test_a_file_only_where_the_school_wants_pictures(people: Personas) -> None:
    assert form_with(people, file=png()).is_valid()
    closed = form_with(people, file=png(), pictures=False)
    assert closed.is_valid() and closed.cleaned_data["read"] is None and "file" not in closed.fields


def test_a_bad_file_stands_beside_its_field(people: Personas) -> None:
    assert "not a picture" in form_with(people, file=b"<svg onload=alert(1)>").errors["file"][0]


def test_nothing_but_a_title_is_enough(people: Personas) -> None:
    form = form_with(people)
    assert form.is_valid() and form.cleaned_data["read"] is None


def test_a_reader_is_a_grown_up_of_the_class(people: Personas) -> None:
    readers = readers_for(people.student, TODAY)
    assert ReaderForm(readers, {"reader": people.teacher.pk}).is_valid()
    assert not ReaderForm(readers, {"reader": people.head.pk}).is_valid()
