"""What is personal in the records of learning. A student sees all of it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from school.privacy.data_map import Record

WHY = _("To help the student grow as a learner, and to show them what others noticed.")

RECORDS = (
    Record(
        "tracking.Noticing",
        _("What adults noticed"),
        WHY,
        rule="learning",
        about="student",
        part=("author",),
        personal=("noticed_on", "context", "text", "recorded_at"),
        written=("noticed_on", "context", "text"),
        plain=("term", "behaviour", "client_key"),
        dated="noticed_on",
    ),
    Record(
        "tracking.Judgement",
        _("What a teacher judged"),
        WHY,
        rule="learning",
        about="student",
        part=("judge",),
        personal=("phase", "context", "confidence", "judged_at"),
        written=("judged_at",),
        plain=("term", "behaviour", "version"),
        dated="judged_at",
    ),
    Record(
        "tracking.CheckIn",
        _("Check-ins"),
        _("So that the student says how they see their own learning."),
        rule="learning",
        about="student",
        personal=("form", "started_at", "finished_at"),
        plain=("term", "framework", "item_version", "order"),
        dated="started_at",
    ),
    Record(
        "tracking.CheckInAnswer",
        _("Answers in check-ins"),
        _("So that the student says how they see their own learning."),
        rule="learning",
        about="check_in__student",
        personal=("item", "value", "example"),
        plain=("behaviour",),
    ),
    Record(
        "tracking.Evidence",
        _("What the student is proud of"),
        WHY,
        rule="learning",
        about="student",
        part=("confirmed_by",),
        personal=("title", "story", "added_on", "confirmed_on"),
        written=("confirmed_on",),
        plain=("term", "behaviour", "commitment"),
        dated="added_on",
    ),
    Record(
        "tracking.Goal",
        _("What the student tries next"),
        WHY,
        rule="learning",
        about="student",
        personal=("situation", "chosen_on", "review_on", "reviewed_on", "reflection"),
        plain=("term", "behaviour"),
        dated="chosen_on",
    ),
)
