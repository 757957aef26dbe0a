"""What is personal in visits. The record is the host's; what a visitor wrote is the visitor's too."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from school.privacy.data_map import Record

WHY = _("For the host’s own development. Never for appraisal.")

RECORDS = (
    Record(
        "observations.Aspect",
        _("What visits look at"),
        WHY,
        rule="school",
        plain=("key", "label", "prompt", "position"),
    ),
    Record(
        "observations.Visit",
        _("Visits"),
        WHY,
        rule="visits",
        about="host",
        part=("proposed_by", "visitors__member"),
        personal=(
            "kind", "state", "host_asked", "on", "period", "question", "wondering", "host_account", "agreed_step",
            "step_review_on", "step_reviewed_on", "talked_on", "ring", "withdrawn_at", "recorded_at",
        ),
        written=("on", "kind", "wondering"),
        plain=("term", "school_class", "commitment", "client_key"),
        dated="on",
    ),
    Record(
        "observations.Sighting",
        _("What was seen in visits"),
        WHY,
        rule="visits",
        about="visit__host",
        part=("visit__visitors__member",),
        personal=("seen", "what_learners_did"),
        written=("what_learners_did",),
        plain=("behaviour", "aspect"),
        dated="visit__on",
    ),
    Record(
        "observations.Visitor",
        _("Who visited"),
        WHY,
        rule="visits",
        about="visit__host",
        part=("member",),
        dated="visit__on",
    ),
    Record(
        "observations.VisitReader",
        _("Whom a host lets read a record"),
        WHY,
        rule="visits",
        about="visit__host",
        part=("member",),
        dated="visit__on",
    ),
    Record("observations.VisitFocus", _("What a visit looked for"), WHY, rule="visits", plain=("visit", "behaviour")),
)  # fmt: skip
