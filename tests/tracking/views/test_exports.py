"""Files of a class and of a learner hold what their pages show to the same person."""

import html
import re
from typing import Any

import pytest

from school.models import Look, Member
from school.privacy.looks import lines_for, looks_at
from tests.factories.school import TODAY, enrol, make_student
from tests.factories.tracking import (
    make_check_in,
    make_evidence,
    make_goal,
    make_judgement,
    make_noticing,
    make_taught_class,
)
from tests.factories.vision import make_focus
from tests.personas import Personas, client_for, signed_in_a_while_ago
from tests.tracking.addresses import address, queries_of
from tests.tracking.exported import rows_of, sheets_of_xlsx
from tracking.models import CheckInAnswer
from tracking.queries import members_of_class
from tracking.rechecks import note_rechecks

KINDS = ("judgements", "noticings", "answers", "goals", "again")
FORMULA = "=HYPERLINK(1)"
SIGNS = {"·": "Not judged yet", "–": "Judged often enough this year"}
"""How the grid writes in a small cell what the file says in words."""


def page_of(people: Personas, by: Member, name: str, *args: object) -> str:
    return html.unescape(client_for(by).get(address(people, name, *args)).content.decode())


def save(people: Personas, by: Member | None, kind: str, form: str = "csv") -> Any:
    return client_for(by).get(address(people, "save_class", people.maple.pk, kind, form))


def fill(people: Personas) -> Member:
    """A class in which every kind has a row; a second learner whose name a spreadsheet might run."""
    make_focus(term=people.term), make_focus(term=people.term, key="questioning")
    other = make_student(school=people.school, name=f"{FORMULA} Żółć", school_class=people.maple)
    for student, phase in ((people.student, 2), (other, None)):
        make_judgement(student=student, judge=people.teacher, phase=phase)
        make_noticing(student=student, author=people.teacher, text="+1 for asking why")
        make_check_in(student=student)
        make_goal(student=student)
        make_evidence(student=student, confirmed_by=people.head)
    CheckInAnswer.objects.filter(value=4).update(example="-0.23 and still trying")
    note_rechecks(students=[other], school_class=people.maple, text="@fractions", by=people.teacher, on=TODAY)
    return other


@pytest.mark.parametrize("kind", KINDS)
def test_who_may_save_a_table_of_a_class(people: Personas, kind: str) -> None:
    fill(people)
    enrol(people.teaching_assistant, people.maple, role="assistant")
    expected = {people.teacher: 200, people.plc_lead: 404, people.stranger: 404, people.student: 403}
    expected |= {people.head: 404 if kind in ("answers", "again") else 200, people.governor: 403}
    expected |= {people.teaching_assistant: 403 if kind == "judgements" else 200, people.administrator: 403}
    assert {who: save(people, who, kind).status_code for who in expected} == expected
    assert save(people, None, kind).status_code == 302


def test_who_may_save_a_learner(people: Personas) -> None:
    url = address(people, "save_learner", people.student.pk, "csv")
    expected = {people.teacher: 200, people.head: 200, people.plc_lead: 404, people.stranger: 404}
    expected |= {people.student: 403, people.governor: 403}
    assert {who: client_for(who).get(url).status_code for who in expected} == expected
    assert client_for(None).get(url).status_code == 302


@pytest.mark.parametrize(("kind", "form"), [("totals", "csv"), ("goals", "pdf"), ("everything", "csv")])
def test_what_there_is_not_is_not_found(people: Personas, kind: str, form: str) -> None:
    assert save(people, people.teacher, kind, form).status_code == 404
    assert client_for(people.teacher).get(address(people, "save_learner", people.student.pk, "pdf")).status_code == 404


def test_judgements_equal_the_cells_of_the_grid(people: Personas) -> None:
    fill(people)
    for by in (people.teacher, people.head):
        table = page_of(people, by, "grid", people.maple.pk).partition("<tbody>")[2].partition("</tbody>")[0]
        cells = [re.sub(r"<t[hd][^>]*>", "\n", line).split("\n")[1:] for line in table.split("<tr")[1:]]
        shown = [[SIGNS.get(cell, cell) for cell in line] for line in cells]
        saved = sheets_of_xlsx(save(people, by, "judgements", "xlsx").content)["Judgements"][1:]
        assert saved == shown and len(saved) == 2
        assert {cell for line in saved for cell in line[1:]} == {"When reminded", "Not looked for", "Not judged yet"}


@pytest.mark.parametrize("who", ["teacher", "head"])
def test_class_workbook_equals_what_pages_show_this_person(people: Personas, who: str) -> None:
    fill(people)
    by = getattr(people, who)
    sheets = sheets_of_xlsx(save(people, by, "everything", "xlsx").content)
    staff = who == "teacher"
    own = {"What they said", "To look at again"} if staff else set()
    assert set(sheets) == {"Judgements", "Noticings", "Goals"} | own
    page = page_of(people, by, "class", people.maple.pk)
    for row in sheets["Noticings"][1:]:
        assert row[3] in page and row[4] in page and row[5] in page
    assert page.count('class="soft">When I am stuck') == len(sheets["Goals"]) - 1 == 2
    pages = [page_of(people, by, "learner", each.pk) for each in members_of_class(people.maple, TODAY)]
    said = {cell for row in sheets.get("What they said", [])[1:] for cell in row[2:]} - {""}
    assert len(said) == (7 if staff else 0) and all(words in page for words in said for page in pages)


@pytest.mark.parametrize("who", ["teacher", "head"])
def test_learner_file_equals_the_page(people: Personas, who: str) -> None:
    fill(people)
    by = getattr(people, who)
    page = page_of(people, by, "learner", people.student.pk)
    below = page_of(people, by, "more", people.student.pk) if who == "teacher" else ""
    (rows,) = sheets_of_xlsx(
        client_for(by).get(address(people, "save_learner", people.student.pk, "xlsx")).content
    ).values()
    words = {str(cell) for row in rows[1:] for cell in (row[2], row[3], row[6]) if cell}
    words -= {"Not judged yet"}
    assert len(words) > 6 and not {each for each in words if each not in page + below}
    said = ["When I got stuck, I tried a different way." in text for text in (page, " ".join(words))]
    assert said == [who == "teacher"] * 2
    assert ("still trying" in " ".join(words)) == ("still trying" in page) == (who == "teacher")


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_typed_runs_in_a_spreadsheet(people: Personas, kind: str) -> None:
    other = fill(people)
    assert other.given_name == FORMULA
    sheet = next(iter(sheets_of_xlsx(save(people, people.teacher, kind, "xlsx").content).values()))
    lines = rows_of(save(people, people.teacher, kind))
    for cell in (cell for line in lines for cell in line):
        assert not cell or cell[0] not in "=+-@"
    typed = [[str(cell)[:10] for cell in row] for row in sheet[1:]]
    assert [[cell.removeprefix("'")[:10] for cell in line] for line in lines] == typed
    assert any("Żółć" in cell for line in lines for cell in line)


@pytest.mark.parametrize("kind", [*KINDS, "everything"])
def test_class_file_takes_as_many_queries_for_one_as_for_thirty(people: Personas, kind: str) -> None:
    make_focus(term=people.term)
    counts = []
    for size in (1, 3, 30):
        school_class, students = make_taught_class(teacher=people.teacher, learners=size)
        for student in students:
            make_noticing(student=student, author=people.teacher), make_judgement(student=student, judge=people.teacher)
            make_check_in(student=student), make_goal(student=student)
        note_rechecks(students=students, school_class=school_class, text="tens", by=people.teacher, on=TODAY)
        url = address(people, "save_class", school_class.pk, kind, "xlsx")
        counts.append(queries_of(client_for(people.teacher), url))
    assert counts[0] == counts[1] == counts[2] <= (40 if kind == "everything" else 15)


@pytest.mark.parametrize("who", ["teacher", "head"])
def test_each_learner_named_in_a_file_sees_who_saved_it(people: Personas, who: str) -> None:
    other, by = fill(people), getattr(people, who)
    save(people, by, "goals"), client_for(by).get(address(people, "save_learner", people.student.pk, "csv"))
    found = Look.objects.filter(kind=Look.Kind.EXPORT, looker=by).values_list("subject", "thing_id")
    assert sorted(found, key=str) == sorted(
        [(people.student.pk, people.maple.pk), (other.pk, people.maple.pk), (people.student.pk, None)], key=str
    )
    first = lines_for(people.student, looks_at(people.student))[0]
    assert first.sentence == f"{by.display_name} made a list with your name in it"


def test_only_who_is_named_is_written_down(people: Personas) -> None:
    other = fill(people)
    save(people, people.teacher, "again")
    assert list(Look.objects.filter(kind=Look.Kind.EXPORT).values_list("subject", flat=True)) == [other.pk]


def test_saving_asks_who_signed_in_a_while_ago(people: Personas) -> None:
    for url in (
        address(people, "save_class", people.maple.pk, "goals", "csv"),
        address(people, "save_learner", people.student.pk, "csv"),
    ):
        answer = signed_in_a_while_ago(client_for(people.teacher)).get(url)
        assert answer.status_code == 302 and "reauthenticate" in answer.headers["Location"]
    assert not Look.objects.filter(kind=Look.Kind.EXPORT).exists()


def test_pages_offer_what_may_be_saved(people: Personas) -> None:
    fill(people)
    offered = {
        who: [kind for kind in KINDS if f"/save/{kind}/csv/" in page_of(people, who, "class", people.maple.pk)]
        for who in (people.teacher, people.head)
    }
    assert offered == {people.teacher: list(KINDS), people.head: ["judgements", "noticings", "goals"]}
    assert "/save/csv/" in page_of(people, people.head, "learner", people.student.pk)
