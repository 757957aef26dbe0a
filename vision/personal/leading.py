"""What leaders promise, put first, decide and say."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from school.privacy.data_map import Record
from vision.personal.writing import SCHOOLS

RECORDS = (
    Record(
        "vision.LeaderCommitment",
        _("Promises of leaders"),
        SCHOOLS,
        rule="school",
        part=("made_by",),
        personal=("kind", "promise", "made_on", "due_on", "outcome", "settled_on", "explanation"),
        written=("kind", "promise", "made_on", "due_on", "outcome", "settled_on", "explanation"),
        plain=("commitment",),
    ),
    Record(
        "vision.Priority",
        _("Priorities"),
        SCHOOLS,
        rule="school",
        part=("begun_by",),
        personal=("wording", "begun_on", "ended_on", "ended_because"),
        written=("wording", "begun_on", "ended_on", "ended_because"),
        plain=("commitment",),
    ),
    Record(
        "vision.Stopped",
        _("What the school stopped"),
        SCHOOLS,
        rule="school",
        part=("stopped_by",),
        personal=("thing", "because", "stopped_on"),
        written=("thing", "because", "stopped_on"),
        plain=("makes_room_for",),
    ),
    Record(
        "vision.Decision",
        _("Decisions and their reasons"),
        SCHOOLS,
        rule="school",
        part=("decided_by",),
        personal=("decided", "good_enough", "decided_on"),
        written=("decided", "good_enough", "decided_on"),
        plain=("commitment",),
    ),
    Record(
        "vision.Presence",
        _("Your private log of being in classes"),
        _("For the leader alone, to see where they have not been. Only counts leave it."),
        rule="work",
        about="owner",
        personal=("school_class", "kind", "on", "note"),
        dated="on",
    ),
    Record(
        "vision.Message",
        _("Messages to staff"),
        SCHOOLS,
        rule="school",
        part=("sent_by",),
        personal=("text", "sent_at"),
        written=("text", "sent_at"),
        plain=("commitment",),
    ),
    Record(
        "vision.Reaction",
        _("Your taps on messages"),
        _("So that leaders learn, by counts only, whether a message helped."),
        rule="work",
        about="reader",
        personal=("answer",),
        plain=("message",),
    ),
    Record(
        "vision.VisionSession",
        _("Meetings about the vision"),
        SCHOOLS,
        rule="school",
        part=("noted_by",),
        personal=("topic", "held_on"),
        written=("topic", "held_on"),
        plain=("client_key",),
    ),
    Record(
        "vision.VisionSessionMember",
        _("Who was in a meeting about the vision"),
        SCHOOLS,
        rule="work",
        about="member",
        personal=("session",),
        dated="session__held_on",
    ),
)  # fmt: skip
