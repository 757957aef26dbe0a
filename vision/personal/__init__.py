"""What is personal in the vision: who wrote, said and promised what. The words are the school's."""

from __future__ import annotations

from django.utils.translation import gettext

from school.models import Member
from vision.models import ExplainBack, Pulse
from vision.personal import asking, behaviours, dialogue, leading, writing

RECORDS = (*behaviours.RECORDS, *writing.RECORDS, *dialogue.RECORDS, *leading.RECORDS, *asking.RECORDS)


def open_pulse(member: Member) -> str:
    """Said of every member of staff alike: whether this one took part, nobody may know."""
    if member.is_student or not Pulse.objects.filter(school=member.school_id, state=Pulse.State.OPEN).exists():
        return ""
    return gettext("A staff pulse is open, and nobody may know who took part. Come back when it has closed.")


def open_round(member: Member) -> str:
    """Said of every member of staff alike, as of a pulse."""
    if member.is_student or not ExplainBack.objects.filter(school=member.school_id, state="open").exists():
        return ""
    return gettext("Staff are explaining the vision back, and nobody may know who did. Come back when it has closed.")


OBSTACLES = (open_pulse, open_round)
