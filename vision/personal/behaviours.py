"""Behaviours: nobody's data."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from school.privacy.data_map import Record
from vision.personal.writing import SCHOOLS

RECORDS = (
    Record(
        "vision.Framework",
        _("Frameworks"),
        SCHOOLS,
        rule="school",
        plain=("name", "preset", "version", "adopted_on", "retired_on"),
    ),
    Record(
        "vision.Behaviour",
        _("Behaviours"),
        SCHOOLS,
        rule="school",
        plain=(
            "framework", "key", "position", "group", "label", "definition", "child_wording", "child_early",
            "child_primary", "child_secondary", "look_for", "icon", "tint", "edition",
        ),
    ),
    Record(
        "vision.BehaviourMapping",
        _("Crosswalk between frameworks"),
        SCHOOLS,
        rule="school",
        plain=("from_behaviour", "to_behaviour", "strength"),
    ),
    Record(
        "vision.NameMapping",
        _("Names of behaviours elsewhere"),
        SCHOOLS,
        rule="school",
        plain=("behaviour", "preset", "key", "strength"),
    ),
    Record(
        "vision.Phase",
        _("Phases"),
        SCHOOLS,
        rule="school",
        plain=("framework", "number", "label", "meaning", "early_label"),
    ),
    Record("vision.Focus", _("Focus of a term"), SCHOOLS, rule="school", plain=("term", "behaviour", "declared_on")),
    Record(
        "vision.CommitmentBehaviour",
        _("Behaviours that a commitment is about"),
        SCHOOLS,
        rule="school",
        plain=("commitment", "behaviour"),
    ),
)  # fmt: skip
