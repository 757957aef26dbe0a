"""Only what is published, only where it is switched on."""

import pytest
from django.utils import timezone

from tests.personas import Personas
from vision import public_pages
from vision.circles import make_public
from vision.narrative import publish_narrative, write_paragraph
from vision.public_pages import paper_of, public_page


def test_a_page_needs_a_school_a_switch_and_something_published(people: Personas) -> None:
    slug = people.school.slug
    make_public(school=people.school, written_for="everyone", is_public=True, by=people.head)
    assert public_page(slug) is None
    write_paragraph(school=people.school, block="why", text="More.", by=people.head)
    publish_narrative(school=people.school, note="", by=people.head, now=timezone.now())
    page = public_page(slug)
    assert page is not None
    assert (page.school, [[each.text for each in block.paragraphs] for block in page.blocks]) == (
        people.school,
        [["More."]],
    )
    assert (public_page(slug, "families"), public_page(slug, "moon"), public_page("nowhere")) == (None, None, None)


def test_the_paper_is_set_once_for_as_long_as_it_says_the_same(
    people: Personas, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_in_type: list[str] = []

    def count(sheet: dict[str, str]) -> bytes:
        set_in_type.append(sheet["foot"])
        return b"%PDF-"

    monkeypatch.setattr(public_pages, "narrative_pdf", count)
    make_public(school=people.school, written_for="families", is_public=True, by=people.head)
    for text in ("For families.", "And more."):
        write_paragraph(school=people.school, block="why", text=text, by=people.head, written_for="families")
        publish_narrative(school=people.school, note="", by=people.head, now=timezone.now(), written_for="families")
        for _time in range(2):
            page = public_page(people.school.slug, "families")
            assert page is not None and paper_of(page) == b"%PDF-"
    assert [foot.partition(" ·")[0] for foot in set_in_type] == ["Version 1", "Version 2"]
