"""What stands below a learner's page, for the student and the staff of the class."""

from __future__ import annotations

from dataclasses import dataclass

from school.models import Member
from tracking.attainment.imports import attainment_of
from tracking.celebrations import received_by
from tracking.models import AttainmentResult, Celebration, Recheck
from tracking.rechecks import rechecks_of
from tracking.replies import Replies, replies_on_page_of
from vision.models import StudentTalk
from vision.student_talks import talks_about

THANKS_SHOWN = 12


@dataclass(frozen=True)
class BelowPage:
    """``replies`` are those to anything of the student's."""

    replies: Replies
    thanks: list[Celebration]
    rechecks: list[Recheck]
    talks: list[StudentTalk]
    results: list[AttainmentResult]


def below_page_of(student: Member) -> BelowPage:
    """Whoever asks has seen to it that the viewer hears the student."""
    return BelowPage(
        replies=replies_on_page_of(student),
        thanks=list(received_by(student)[:THANKS_SHOWN]),
        rechecks=list(rechecks_of(student)),
        talks=list(talks_about(student)),
        results=list(attainment_of(student)),
    )
