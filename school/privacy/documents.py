"""The notices and papers of ``docs/privacy/``, as pages."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nh3
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from markdown_it import MarkdownIt

from school.models import Member, Role
from school.models.people import STAFF
from school.vocabulary import in_own_words

FOLDER = Path(settings.BASE_DIR) / "docs" / "privacy"
TAGS = {
    *("h1", "h2", "h3", "p", "ul", "ol", "li", "strong", "em", "a", "table", "thead", "tbody", "tr", "th", "td"),
    *("blockquote", "code", "hr", "br"),
}


@dataclass(frozen=True)
class Document:
    """One paper: who it is for, and who else may read it."""

    name: str
    title: Any
    readers: tuple[Role, ...]

    @property
    def path(self) -> Path:
        return FOLDER / f"{self.name}.md"

    def html(self) -> SafeString:
        """The page. The words are ours, and go through the sanitiser all the same."""
        rendered = MarkdownIt("commonmark").enable("table").render(self.path.read_text())
        clean = nh3.clean(rendered, tags=TAGS, attributes={"a": {"href"}}, url_schemes={"https", "mailto"})
        return mark_safe(in_own_words(clean))


ADULTS = (*STAFF, Role.GOVERNOR)
DOCUMENTS = (
    Document("children", _("What we keep about you"), tuple(Role)),
    Document("staff", _("Notice for staff"), ADULTS),
    Document("families", _("Notice for families"), ADULTS),
    Document("retention", _("How long we keep what"), ADULTS),
    Document("record-of-processing", _("Record of processing"), ADULTS),
    Document("impact-assessment", _("Data protection impact assessment"), ADULTS),
)


def documents_for(member: Member) -> list[Document]:
    """A child gets theirs; adults can read all of them."""
    return [document for document in DOCUMENTS if any(role in document.readers for role in member.roles)]
