"""The vision on paper: tagged, with what was written and nothing taken as markup."""

from django.utils import timezone

from tests.personas import Personas
from vision.narrative import make_commitment, publish_narrative, write_paragraph
from vision.narrative_sheet import narrative_pdf

ODD = "We *want* **more** #here $x$ [us](https://example.org/).\n\n- one\n- *two*\n\n1. three"


def test_the_sheet_is_a_tagged_pdf_whatever_was_typed(people: Personas) -> None:
    for text in (ODD, '#panic("no")', "学び"):
        write_paragraph(school=people.school, block="why", text=text, by=people.head)
    today = timezone.localdate()
    make_commitment(school=people.school, who="leaders", wording="listen", by=people.head, on=today)
    version = publish_narrative(school=people.school, note="", by=people.head, now=timezone.now())
    pdf = narrative_pdf(version, school_name=people.school.name)
    assert pdf[:5] == b"%PDF-"
    assert b"/StructTreeRoot" in pdf and b"https://example.org/" in pdf
