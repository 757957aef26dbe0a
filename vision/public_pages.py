"""The vision as a page for anybody, where the school has switched it on: the published words, nothing about people."""

from __future__ import annotations

from dataclasses import dataclass

from learningculture.tenancy import tenant
from school.models import School
from vision.draft import PublishedBlock, published_blocks
from vision.models import Audience, Draft
from vision.queries import published_narrative


@dataclass(frozen=True)
class PublicPage:
    school: School
    blocks: list[PublishedBlock]


def public_page(slug: str, written_for: str = Audience.EVERYONE) -> PublicPage | None:
    """What is published for the audience; None where there is no such school, no such page, or it is not public."""
    school = School.objects.filter(slug=slug).first()
    if school is None:
        return None
    with tenant(school.pk):
        is_public = Draft.objects.filter(school=school, written_for=written_for, is_public=True).exists()
        published = published_narrative(school, written_for) if is_public else None
    return PublicPage(school, published_blocks(published.content)) if published else None
