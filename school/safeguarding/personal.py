"""What is personal in concerns and in support's visits."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from school.privacy.data_map import Ending, Record

APART = _("Kept apart by law; whether and what a person may see of it, the safeguarding lead decides case by case.")
SAFE = _("So that everyone can see what support did in the school, and misuse comes to light.")

CARE = (
    Record(
        "school.Concern",
        _("Concerns about a child or an adult"),
        _("So that those who keep people safe learn what worries somebody."),
        rule="care",
        about="subject",
        part=("raised_by",),
        personal=(
            "about",
            "subject_named",
            "words",
            "danger_now",
            "excerpt",
            "place",
            "raised_by_named",
            "raised_at",
        ),
        plain=("client_key",),
        ending=Ending.KEEP,
        in_pack=False,
        why=APART,
    ),
    Record(
        "school.ConcernStep",
        _("What was done about concerns"),
        _("So that it can be shown who acted and when."),
        rule="care",
        about="concern__subject",
        part=("by",),
        personal=("kind", "at", "text"),
        ending=Ending.KEEP,
        in_pack=False,
        why=APART,
    ),
    Record(
        "school.SafeguardingContacts",
        _("Lines to people outside the school"),
        _("So that a concern has somewhere to go when nobody here may read it."),
        rule="school",
        plain=("in_person", "chair_of_governors", "designated_officer", "out_of_hours"),
    ),
    Record(
        "school.SupportAccess",
        _("Visits of support"),
        SAFE,
        rule="school",
        part=("answered_by",),
        personal=("answered_at", "consented"),
        written=("answered_at", "consented"),
        plain=("asked_by", "asked_at", "reason", "ended_at", "ended_by_school"),
    ),
    Record("school.SupportLook", _("Pages that support opened"), SAFE, rule="school", plain=("access", "at", "path")),
)
