"""Who writes where, for a few seconds."""

import datetime

from django.utils import timezone

from tests.personas import Personas
from vision.narrative import write_paragraph
from vision.presence_of_writers import LIFE_SECONDS, others_writing, stop_writing


def test_each_writer_sees_the_other_for_a_short_while(people: Personas) -> None:
    paragraph = write_paragraph(school=people.school, block="why", text="More.", by=people.head)
    now = timezone.now()
    assert others_writing(paragraph=paragraph, member=people.head, now=now) == []
    assert others_writing(paragraph=paragraph, member=people.plc_lead, now=now) == [people.head]
    assert others_writing(paragraph=paragraph, member=people.head, now=now) == [people.plc_lead]
    later = now + datetime.timedelta(seconds=LIFE_SECONDS + 1)
    assert others_writing(paragraph=paragraph, member=people.head, now=later) == []


def test_who_leaves_is_gone_at_once(people: Personas) -> None:
    paragraph = write_paragraph(school=people.school, block="why", text="More.", by=people.head)
    now = timezone.now()
    others_writing(paragraph=paragraph, member=people.plc_lead, now=now)
    stop_writing(paragraph=paragraph, member=people.plc_lead)
    assert others_writing(paragraph=paragraph, member=people.head, now=now) == []
