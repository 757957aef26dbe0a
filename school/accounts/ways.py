"""The ways in that a school offers: set up, tried and switched on by its office, listed for anyone at its address."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from learningculture.tenancy import tenant
from school.accounts.openid import configuration
from school.accounts.outside import ServiceError
from school.accounts.sealing import seal
from school.models import School, SignInService


def ways_at(slug: str) -> list[SignInService]:
    """The services that are switched on at this address; none for an unknown one, as for a school without any."""
    school = School.objects.filter(slug=slug).first()
    with tenant(school.pk if school else None):
        return list(SignInService.objects.filter(school=school, active=True))


def services_of(school: School) -> QuerySet[SignInService]:
    """Every service that the office has set up, switched on or not."""
    return SignInService.objects.filter(school=school)


def save_service(*, service: SignInService, secret: str) -> SignInService:
    """Keep what the office wrote. It is off until it has been tried; an empty secret keeps the old one."""
    if secret:
        service.sealed_secret = seal(secret)
    if not service.sealed_secret:
        raise ValidationError({"secret": _("The service gave you a secret with the client id. Paste it here.")})
    service.active, service.tested_at = False, None
    service.save()
    return service


def try_service(*, service: SignInService, now: datetime.datetime) -> SignInService:
    """Ask the service for its published addresses. Raises ValidationError with what to mend."""
    try:
        configuration(service, fresh=True)
    except ServiceError as wrong:
        raise ValidationError(wrong.args[0]) from wrong
    service.tested_at = now
    service.save(update_fields=["tested_at"])
    return service


def switch_service(*, service: SignInService, on: bool) -> SignInService:
    """Show the button on the school's sign-in page, or take it away. Links stay for when it is back."""
    if on and service.tested_at is None:
        raise ValidationError(_("Try it first: then you know that nobody stands before a closed door."))
    service.active = on
    service.save(update_fields=["active"])
    return service


def ask_staff_for_second_step(*, school: School, asked: bool) -> School:
    """Whether everyone on the staff needs a second step, beside those whose role always asks for one."""
    school.staff_need_second_step = asked
    school.save(update_fields=["staff_need_second_step"])
    return school
