"""A safeguarding lead's small shelf, and a visit of support that is over. Invented, and deliberately undramatic."""

from __future__ import annotations

import datetime
import uuid

from django.utils import timezone

from home.demonstration.cast import DOMAIN, PASSWORD
from home.demonstration.people import Living
from learningculture.tenancy import tenant
from school.models import Concern, Member, Role, User
from school.safeguarding.raising import raise_concern, write_contacts
from school.safeguarding.steps import acknowledge_concern, add_step
from school.safeguarding.telling import tell_readers
from school.support.visits import answer_support, ask_to_come_in, end_support, note_page

LINES = {
    "chair_of_governors": "Grace Owen, 01632 960 011",
    "designated_officer": "Estuary authority, 01632 960 022",
    "out_of_hours": "Estuary children’s services, 01632 960 033",
}
IN_PERSON = "{lead}, in the room beside the hall; or any senior leader"
EARLIER = "He has come in without a coat on three cold mornings and says he is fine. I have not asked further."
NEW = "A child in my group has been very quiet since Monday and did not want to join the others at lunch."
SUPPORT = f"support@{DOMAIN}"


def keep_people_safe(living: Living) -> None:
    """One concern that is in hand and one that waits, in the first school; what outsiders to turn to in each."""
    school = living.school
    lead = Member.objects.with_any_role(Role.SAFEGUARDING_LEAD).filter(school=school).order_by("pk").first()
    write_contacts(school=school, in_person=IN_PERSON.format(lead=lead or living.head), **LINES)
    if lead is None or living.plan.key != "harbour":
        return
    now = timezone.now()
    earlier = now - datetime.timedelta(days=6, hours=2)
    taken = _raise(by=living.teachers[0], words=EARLIER, now=earlier)
    acknowledge_concern(concern=taken, by=lead, now=earlier + datetime.timedelta(minutes=8))
    step = "Spoke with his teacher and rang home: a coat is on its way from the school’s own rail."
    add_step(concern=taken, kind="note", text=step, by=lead, now=earlier + datetime.timedelta(hours=3))
    _raise(by=living.assistants[0], words=NEW, now=now - datetime.timedelta(minutes=12))


def _raise(*, by: Member, words: str, now: datetime.datetime) -> Concern:
    concern = raise_concern(
        by=by, about=Concern.About.CHILD, words=words, danger_now=False, client_key=uuid.uuid4(), now=now
    )
    tell_readers(school_id=concern.school_id, concern_id=concern.pk, now=now)
    return concern


def let_support_visit(living: Living) -> None:
    """Yesterday's visit of support to the first school: asked, let in, two pages, left."""
    if living.plan.key != "harbour":
        return
    school, began = living.school, timezone.now() - datetime.timedelta(days=1)
    helper = User.objects.create_user(SUPPORT, PASSWORD, is_support=True)
    reason = "You wrote that a class is missing after the last import; we would like to look at the log."
    access = ask_to_come_in(user=helper, slug=school.slug, reason=reason, now=began)
    with tenant(school.pk, member_id=living.head.pk):
        access = answer_support(access=access, consent=True, by=living.head, now=began + datetime.timedelta(minutes=6))
        for minute, page in ((8, "office"), (9, "members")):
            path = f"/s/{school.slug}/school/{page}/"
            note_page(access=access, path=path, now=began + datetime.timedelta(minutes=minute))
    end_support(access=access, by_school=False, now=began + datetime.timedelta(minutes=21))
