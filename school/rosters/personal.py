"""What is personal in the roster's own tables."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from school.privacy.data_map import Record

ORDER = _("To keep the school’s data in order and undo mistakes.")

RECORDS = (
    Record(
        "school.RosterRun",
        _("Log of imports"),
        ORDER,
        rule="school",
        part=("by",),
        personal=("ran_at",),
        written=("ran_at",),
        plain=("source", "kind", "digest", "version", "as_of", "batch", "counts", "rows", "notes"),
        dated="ran_at",
        why=_("Says that an import was made; which people it touched is in the audit."),
    ),
    Record(
        "school.RosterKeep",
        _("Details that no import overwrites"),
        ORDER,
        rule="person",
        about="member",
        part=("by",),
        personal=("field",),
        plain=("school_class",),
    ),
    Record(
        "school.RosterUpload",
        _("Rosters handed in"),
        ORDER,
        rule="audit",
        part=("by",),
        personal=("handed_in_at", "touched_at"),
        written=("handed_in_at",),
        plain=(
            *("name", "size", "stored", "state", "stage", "tries", "signature", "family", "encoding", "found"),
            *(
                "answers",
                "difference",
                "keep_ours",
                "problems",
                "counts",
                "failure",
                "accept_rest",
                "allow_leavers",
                "run",
            ),
        ),
        dated="handed_in_at",
        why=_("Names in it wait for a yes and are deleted with the file, after a day at the latest."),
    ),
    Record(
        "school.RosterMapping",
        _("What was said of a table’s columns"),
        ORDER,
        rule="school",
        part=("by",),
        personal=("used_at",),
        written=("used_at",),
        plain=("signature", "family", "answers", "encoding"),
        dated="used_at",
        why=_("Headings and codes, no names."),
    ),
)
