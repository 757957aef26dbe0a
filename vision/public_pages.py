"""The vision for anybody, where the school has switched it on, as a page and on paper: the published words, nothing
about people."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from django.core.cache import cache

from learningculture.tenancy import tenant
from school.models import School
from vision.draft import PublishedBlock, published_blocks
from vision.models import Audience, Draft, PublishedNarrative
from vision.narrative_sheet import narrative_pdf, sheet_of
from vision.queries import published_narrative

KEPT_SECONDS = 86_400
"""For which a sheet that was set is handed out again: nobody without an account can keep the server setting type."""


@dataclass(frozen=True)
class PublicPage:
    school: School
    published: PublishedNarrative

    @property
    def blocks(self) -> list[PublishedBlock]:
        return published_blocks(self.published.content)


def public_page(slug: str, written_for: str = Audience.EVERYONE) -> PublicPage | None:
    """What is published for the audience; None where there is no such school, no such page, or it is not public."""
    school = School.objects.filter(slug=slug).first()
    if school is None:
        return None
    with tenant(school.pk):
        is_public = Draft.objects.filter(school=school, written_for=written_for, is_public=True).exists()
        published = published_narrative(school, written_for) if is_public else None
    return PublicPage(school, published) if published else None


def paper_of(page: PublicPage) -> bytes:
    """The page as a tagged PDF, set once a day for as long as it says the same."""
    sheet = sheet_of(page.published, school_name=page.school.name)
    mark = hashlib.sha256(json.dumps(sheet, sort_keys=True).encode()).hexdigest()
    pdf: bytes = cache.get_or_set(f"public-vision:{mark}", lambda: narrative_pdf(sheet), KEPT_SECONDS)  # type: ignore[assignment]
    return pdf
