"""Only what is published, only where it is switched on."""

from django.utils import timezone

from tests.personas import Personas
from vision.circles import make_public
from vision.narrative import publish_narrative, write_paragraph
from vision.public_pages import public_page


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
