"""What is personal in the vision: who wrote and promised what. The words are the school's."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from school.models import Member
from school.privacy.data_map import Ending, Record
from vision.models import Pulse

SCHOOLS = _("To say what the school wants for its learners, and who stands for it.")
SEALED = _("Answers are sealed; nobody can tell whose they are, so they are in no copy. Only counts remain.")

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
        "vision.Paragraph",
        _("Paragraphs of the vision"),
        SCHOOLS,
        rule="school",
        part=("changed_by",),
        personal=("text", "changed_at"),
        written=("text", "changed_at"),
        plain=("uid", "block", "position", "version", "retired_at"),
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
        plain=("version", "content"),
    ),
    Record(
        "vision.LeaderCommitment",
        _("Promises of leaders"),
        SCHOOLS,
        rule="school",
        part=("made_by",),
        personal=("kind", "promise", "made_on", "due_on", "outcome", "settled_on", "explanation"),
        written=("kind", "promise", "made_on", "due_on", "outcome", "settled_on", "explanation"),
    ),
    Record(
        "vision.Pulse",
        _("Pulses"),
        SCHOOLS,
        rule="school",
        part=("opened_by",),
        personal=("opens_on",),
        written=("opens_on",),
        plain=("term", "state", "items", "item_version", "public_key", "closes_on", "invited", "answered"),
    ),
    Record(
        "vision.PulseParticipation",
        _("That you took part in the pulse that is open"),
        _("So that nobody answers twice."),
        rule="pulse",
        account="user",
        plain=("pulse",),
        ending=Ending.KEEP,
        in_pack=False,
        why=SEALED,
    ),
    Record("vision.PulseBallot", _("Sealed answers"), SEALED, rule="pulse", plain=("pulse", "sealed")),
    Record("vision.PulseItemResult", _("Counts of a pulse"), SEALED, rule="school", plain=("pulse", "item", "counts")),
)  # fmt: skip


def open_pulse(member: Member) -> str:
    """Said of every member of staff alike: whether this one took part, nobody may know."""
    if member.is_student or not Pulse.objects.filter(school=member.school_id, state=Pulse.State.OPEN).exists():
        return ""
    return gettext("A staff pulse is open, and nobody may know who took part. Come back when it has closed.")


OBSTACLES = (open_pulse,)
