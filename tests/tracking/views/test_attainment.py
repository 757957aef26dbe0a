"""Attainment in the browser: file, columns, comparison, yes, undo."""

import html
import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from school.models import Member
from tests.personas import Personas, client_for
from tests.tracking.addresses import address
from tracking.models import AttainmentImport, AttainmentResult

CSV = b"Forename,Surname,Reading\r\nIdris,Costa,101\r\nNobody,Here,99\r\n"


def hand_in(people: Personas, by: Member, content: bytes = CSV) -> HttpResponse:
    file = SimpleUploadedFile("spring.csv", content)
    return client_for(by).post(address(people, "attainment"), {"table": file})


def kept_in(page: HttpResponse) -> str:
    found = re.search(r'name="kept" value="([^"]+)"', page.content.decode())
    assert found is not None
    return html.unescape(found[1])


def go_on(people: Personas, by: Member, **changes: str) -> HttpResponse:
    data = {"kept": kept_in(hand_in(people, by)), "term": str(people.term.pk), "measure": "Spring test", "grades": ""}
    data |= {"column_0": "given", "column_1": "family", "column_2": "result", "do": "look"} | changes
    return client_for(by).post(address(people, "attainment_table"), data)


def test_comparison_writes_nothing_and_yes_writes_once(people: Personas) -> None:
    look = go_on(people, people.head)
    assert b"2 rows: 1 with something new, 0 as before, 1 left out." in look.content
    assert not AttainmentResult.objects.exists()
    assert go_on(people, people.head, do="bring").status_code == 302
    assert AttainmentResult.objects.get().words == "101"


def test_missing_columns_are_said_and_nothing_typed_is_lost(people: Personas) -> None:
    page = go_on(people, people.head, column_1="").content.decode()
    assert "which two have the names" in page and 'value="Spring test"' in page
    assert not AttainmentImport.objects.exists()


def test_rows_left_out_are_a_file(people: Personas) -> None:
    answer = go_on(people, people.head, do="failed")
    assert answer["Content-Disposition"].startswith("attachment")
    assert "Nobody,Here,99,No student here has this name." in answer.content.decode("utf-8-sig")


def test_a_stale_or_foreign_table_leads_back(people: Personas) -> None:
    answer = go_on(people, people.head, kept="nonsense")
    assert answer.status_code == 302 and answer["Location"] == address(people, "attainment")


def test_undo_takes_the_table_out(people: Personas) -> None:
    go_on(people, people.head, do="bring")
    made = AttainmentImport.objects.get()
    url = address(people, "undo_attainment", made.pk)
    assert client_for(people.stranger).post(url).status_code == 404
    assert client_for(people.administrator).post(url).status_code == 302
    assert not AttainmentResult.objects.exists()


def test_pages_are_for_leaders_and_the_office(people: Personas) -> None:
    expected = {people.head: 200, people.administrator: 200, people.teacher: 403, people.student: 403}
    expected |= {people.governor: 403, people.stranger: 404}
    url = address(people, "attainment")
    assert {person: client_for(person).get(url).status_code for person in expected} == expected


def test_student_and_class_staff_read_the_results(people: Personas) -> None:
    go_on(people, people.head, do="bring")
    url = address(people, "more", people.student.pk)
    mine, theirs = (client_for(one).get(url).content.decode() for one in (people.student, people.teacher))
    assert "Results that the school keeps here" in mine and "<b>101</b>" in mine and "<b>101</b>" in theirs
