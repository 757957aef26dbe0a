"""The narrative: who wrote what. The words are the school's."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from school.privacy.data_map import Record

SCHOOLS = _("To say what the school wants for its learners, and who stands for it.")

RECORDS = (
    Record(
        "vision.Paragraph",
        _("Paragraphs of the vision"),
        SCHOOLS,
        rule="school",
        part=("changed_by",),
        personal=("text", "changed_at"),
        written=("text", "changed_at"),
        plain=("uid", "written_for", "block", "position", "version", "retired_at"),
    ),
    Record(
        "vision.Wording",
        _("Earlier wordings of paragraphs"),
        SCHOOLS,
        rule="school",
        part=("written_by",),
        personal=("text", "written_at"),
        written=("text", "written_at"),
        plain=("paragraph", "number", "began", "beside", "settled_at"),
    ),
    Record(
        "vision.Descent",
        _("How paragraphs came from each other"),
        SCHOOLS,
        rule="school",
        plain=("ancestor", "descendant", "how", "on"),
    ),
    Record(
        "vision.Draft",
        _("Who may read a draft"),
        SCHOOLS,
        rule="school",
        part=("kept_by",),
        personal=("circle",),
        plain=("written_for", "is_public"),
    ),
    Record(
        "vision.Commitment",
        _("Commitments of the vision"),
        SCHOOLS,
        rule="school",
        plain=("who", "wording", "position", "made_on", "retired_on"),
    ),
    Record(
        "vision.PublishedNarrative",
        _("Published visions"),
        SCHOOLS,
        rule="school",
        part=("published_by",),
        personal=("published_at", "note"),
        written=("published_at", "note"),
        plain=("written_for", "version", "content"),
    ),
)  # fmt: skip
