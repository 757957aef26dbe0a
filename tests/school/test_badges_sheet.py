"""The sheet as a PDF: pages, tags, and names that stay names."""

from __future__ import annotations

import io
import json
import re
import subprocess

import pytest
import segno
import typst
from django.test import Client
from django.urls import reverse

from learningculture import typeset
from school.badges import sheet as module
from school.badges.sheet import TEMPLATE, badge_sheet
from school.models import Look
from tests.factories.badges import make_fresh_badges
from tests.factories.school import make_student
from tests.personas import Personas, client_for

pytestmark = pytest.mark.django_db
HOSTILE = (
    '=HYPERLINK("http://x.invalid")', "#set page(fill: red)", "*bold* _x_ $y$", "\\u{41} //", "<script>", "]) #panic()",
    "محمد", "Żółć", "Nguyễn", "小明", "🦊", "O'Neill \"Ned\"", "x" * 100, "a\u0308\u0308\u0308", "\u202egnihsif",
)  # fmt: skip


def sheet_of(people: Personas, **changes) -> bytes:
    fresh = make_fresh_badges(school_class=people.maple, by=people.teacher, anew=True)
    return badge_sheet(
        fresh=fresh, school_name="Harbour Lane", class_name="Maple", address=lambda token: f"https://x.invalid/{token}"
    )


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


@pytest.mark.parametrize(("children", "expected"), [(1, 2), (8, 2), (9, 3), (30, 5)])
def test_eight_badges_on_a_page_and_the_list_at_the_end(people: Personas, children: int, expected: int) -> None:
    for number in range(children - 1):
        make_student(school=people.school, name=f"Child {number}", school_class=people.maple)
    pdf = sheet_of(people)
    assert (pdf[:5], pages(pdf)) == (b"%PDF-", expected)


def test_sheet_is_tagged_titled_and_says_its_language(people: Personas) -> None:
    pdf = sheet_of(people)
    for word in (b"/StructTreeRoot", b"/MarkInfo", b"/Lang", b"pdfuaid", b"Badges"):
        assert word in pdf, word


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_inert(people: Personas, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    people.student.given_name = name
    people.student.save()
    given: list[str] = []
    real = typst.compile
    monkeypatch.setattr(
        typeset.typst, "compile", lambda *a, **k: (given.append(k["sys_inputs"]["data"]), real(*a, **k))[1]
    )
    pdf = sheet_of(people)
    assert pages(pdf) == 2
    assert len(json.loads(given[-1])["children"]) == 1
    assert (b"/URI" in pdf, b"/JavaScript" in pdf, b"/Launch" in pdf) == (False, False, False)


def test_words_of_the_sheet_are_a_value_to_typst() -> None:
    """Data reaches Typst as JSON only: the template is the file as it lies there, byte by byte."""
    source = TEMPLATE.read_text()
    assert "sys.inputs.data" in source
    assert "eval" not in source


def test_card_shows_no_family_name_and_no_picture_beside_the_code(people: Personas) -> None:
    given: list[str] = []
    fresh = make_fresh_badges(school_class=people.maple, by=people.teacher)
    child = module._child(fresh[0], "Idris", "https://x.invalid/t")
    given.append(str({key: child[key] for key in ("name", "alt")}))
    assert "Costa" not in given[0]
    drawn = io.BytesIO()
    segno.make("https://x.invalid/t", error="m", micro=False).save(drawn, kind="svg", border=4, xmldecl=False, scale=4)
    assert child["qr"] == drawn.getvalue().decode()


def test_teacher_downloads_the_sheet_once(people: Personas) -> None:
    client = client_for(people.teacher)
    address = reverse("school:print_badges", args=["harbour-lane", people.maple.pk])
    answer = client.post(address)
    assert (answer["Content-Type"], answer["Content-Disposition"]) == (
        "application/pdf",
        'attachment; filename="badges-maple.pdf"',
    )
    assert "no-store" in answer["Cache-Control"]
    assert list(Look.objects.values_list("looker", "subject", "kind")) == [
        (people.teacher.pk, people.student.pk, Look.Kind.EXPORT)
    ]
    told = client.post(address, follow=True)
    assert "Everybody in this class has a badge" in told.content.decode()
    assert client.post(address, {"anew": "1"}).content[:5] == b"%PDF-"


def test_address_in_the_code_signs_in(people: Personas, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr(
        module, "_code", lambda address: (seen.append(address), "<svg xmlns='http://www.w3.org/2000/svg'/>")[1]
    )
    test_teacher_downloads_the_sheet_once(people)
    assert all(address.startswith("http://testserver/badge/harbour-lane/") for address in seen)
    assert Client().get(seen[-1]).url == "/badge/pictures/"
    assert Client().get(seen[0]).url == "/badge/unknown/"


def test_no_file_of_the_sheet_needs_the_network() -> None:
    assert "@preview" not in TEMPLATE.read_text()
    assert subprocess.run(["ls", str(typeset.FONTS)], capture_output=True, text=True).stdout.count(".ttf") == 4
