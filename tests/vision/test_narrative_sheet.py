"""The vision on paper: tagged, with what was written and nothing taken as markup."""

from django.utils import timezone

from tests.personas import Personas
from vision.narrative import make_commitment, publish_narrative, write_paragraph
from vision.narrative_sheet import narrative_pdf, sheet_of

ODD = "We *want* **more** #here $x$ [us](https://example.org/).\n\n- one\n- *two*\n\n1. three"


def test_the_sheet_is_a_tagged_pdf_whatever_was_typed(people: Personas) -> None:
    for text in (ODD, '#panic("no")', "学び"):
        write_paragraph(school=people.school, block="why", text=text, by=people.head)
    today = timezone.localdate()
    make_commitment(school=people.school, who="leaders", wording="listen", by=people.head, on=today)
    version = publish_narrative(school=people.school, note="", by=people.head, now=timezone.now())
    pdf = narrative_pdf(sheet_of(version, school_name=people.school.name))
    assert pdf[:5] == b"%PDF-"
    assert b"/StructTreeRoot" in pdf and b"https://example.org/" in pdf


def test_the_credit_stands_under_its_paragraph(people: Personas) -> None:
    paragraph = write_paragraph(school=people.school, block="why", text="We ask.", by=people.head)
    write_paragraph(school=people.school, block="why", text="We wait.", by=people.head)
    version = publish_narrative(school=people.school, note="", by=people.head, now=timezone.now())
    credits = {str(paragraph.uid): "In a colleague’s words"}
    sheet = sheet_of(version, school_name=people.school.name, credits=credits)
    assert [part["kind"] for part in sheet["blocks"][0]["parts"]] == ["p", "credit", "p"]
    assert sheet["blocks"][0]["parts"][1]["text"] == "In a colleague’s words"
    assert narrative_pdf(sheet)[:5] == b"%PDF-"
