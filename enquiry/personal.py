"""What is personal in communities, plans and enquiries."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from enquiry.models import Enquiry, EnquiryMember
from school.privacy.data_map import Record

TOGETHER = _("So that colleagues can learn from practice together.")
OWN = _("So that a teacher can carry a plan from one session to the next.")
STAYS = _("The work of a group, which others carry on.")
WITH_OTHERS = ~Q(ring=Enquiry.Ring.MINE) | Q(Exists(EnquiryMember.objects.filter(enquiry=OuterRef("pk"))))
STAGE_WITH_OTHERS = ~Q(enquiry__ring=Enquiry.Ring.MINE) | Q(
    Exists(EnquiryMember.objects.filter(enquiry=OuterRef("enquiry")))
)

RECORDS = (
    Record(
        "enquiry.Plc",
        _("Learning communities"),
        TOGETHER,
        rule="school",
        part=("lead",),
        personal=("name",),
        plain=("template", "purpose", "commitment", "begun_on", "ended_on"),
        why=STAYS,
    ),
    Record(
        "enquiry.PlcMember",
        _("Places in learning communities"),
        TOGETHER,
        rule="work",
        part=("member",),
        personal=("joined_on", "left_on"),
        written=("joined_on", "left_on"),
        plain=("plc",),
        why=STAYS,
    ),
    Record(
        "enquiry.Session",
        _("Sessions"),
        TOGETHER,
        rule="school",
        plain=(
            "plc", "term", "number", "starts_at", "place", "state", "opened_at", "closed_at", "current_block",
            "block_began_at", "notes", "notes_version",
        ),
    ),
    Record(
        "enquiry.AgendaBlock",
        _("Agendas"),
        TOGETHER,
        rule="school",
        plain=("session", "position", "kind", "title", "prompt", "minutes"),
    ),
    Record(
        "enquiry.Attendance",
        _("Attendance in sessions"),
        TOGETHER,
        rule="work",
        part=("member",),
        personal=("state",),
        written=("state",),
        plain=("session",),
        why=STAYS,
    ),
    Record(
        "enquiry.Plan",
        _("Plans between sessions"),
        OWN,
        rule="work",
        about="member",
        personal=("will_try", "do_less", "first_when", "outcome", "what_happened", "outcome_on"),
        plain=("session", "school_class", "behaviour"),
    ),
    Record(
        "enquiry.Enquiry",
        _("Enquiries"),
        TOGETHER,
        rule="work",
        about="owner",
        part=("team__member",),
        personal=(
            "question", "why", "origin", "names_disadvantaged", "opened_on", "state", "ring", "prediction",
            "predicted_at", "baseline", "result", "decision", "decision_reason", "concluded_on",
        ),
        written=("question", "why", "prediction", "baseline", "result", "decision_reason"),
        plain=("behaviour", "commitment", "opened_in"),
        shared=WITH_OTHERS,
        why=STAYS,
        dated="opened_on",
    ),
    Record(
        "enquiry.EnquiryMember",
        _("Colleagues in an enquiry"),
        TOGETHER,
        rule="work",
        about="enquiry__owner",
        part=("member",),
        shared=STAGE_WITH_OTHERS,
    ),
    Record(
        "enquiry.EnquiryStage",
        _("Stages of an enquiry"),
        TOGETHER,
        rule="work",
        about="enquiry__owner",
        part=("enquiry__team__member",),
        personal=("notes", "done_on"),
        written=("notes",),
        plain=("position", "key", "title", "prompt", "version"),
        shared=STAGE_WITH_OTHERS,
        why=STAYS,
    ),
)  # fmt: skip
