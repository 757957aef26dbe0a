"""When a phone is lost: the office takes the second step away, and its owner is told."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, QuerySet
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from school.accounts.mail import send_later
from school.accounts.reach import opens_more_than
from school.accounts.sessions import end_sessions_of
from school.models import Member, School
from school.queries import staff_members, today_in

ELSEWHERE_TOO = gettext_lazy(
    "This sign-in has a place outside your school too, so one school alone cannot take its second step away. "
    "Whoever runs this server can, once they are sure who is asking."
)
GUARDS = Authenticator.objects.filter(user=OuterRef("user")).exclude(type=Authenticator.Type.RECOVERY_CODES)


def guarded_staff(school: School) -> QuerySet[Member]:
    """Adults here today, each with whether a second step guards their sign-in (``guarded``)."""
    here = staff_members(school).exclude(left_on__lte=today_in(school))
    return here.annotate(guarded=Exists(GUARDS)).select_related("user").order_by("family_name", "given_name", "id")


def take_second_step_away(*, member: Member, by: Member) -> None:
    """Remove every factor of a member and end their sessions. They are told by mail, and who did it."""
    if member.pk == by.pk:
        raise ValidationError(_("Not your own: use a recovery code, or ask a colleague in the office."))
    if member.user is None:
        raise ValidationError(_("This person has no sign-in."))
    if opens_more_than(member.user, member.school_id):
        raise ValidationError(ELSEWHERE_TOO)
    Authenticator.objects.filter(user=member.user).delete()
    end_sessions_of(member.user)
    context = {"name": by.display_name, "school": member.school.name}
    text = render_to_string("account/email/second_step_taken.txt", context)
    send_later(to=member.user.email, subject=_("Your second step was taken away"), text=text)
