"""The way to a school's service and back: what the session keeps, and who has come back."""

from __future__ import annotations

import datetime
import hmac
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from learningculture.tenancy import tenant
from school.accounts.links import NOT_KNOWN, accept_with_account, identity_of, member_signing_in
from school.accounts.mail import absolute
from school.accounts.openid import begin, claims_for
from school.accounts.outside import ServiceError
from school.models import Member, School, SignInService

LONGEST_AWAY_SECONDS = 600
TOO_LATE = _("That took longer than ten minutes, or began in another window. Please start again.")
CAME_BACK_EMPTY = _("The service sent you back without signing you in.")
SWITCHED_OFF = _("The school has switched this way off. Use another one.")
AWRY = _("The service did not answer as it should. Please try again; if it goes on, tell your school’s office.")


@dataclass(frozen=True)
class Departure:
    """Where to go, and what to keep meanwhile."""

    address: str
    kept: dict[str, Any]


def back_address(school_id: int) -> str:
    """The address to which a school's services send people back; the school registers it there.

    Each school has its own: were there one for all, a service could send people on to another school's, and the code
    that comes back would be handed to the wrong one (RFC 9700, 4.4).
    """
    return absolute("sign_in_back", school_id)


def depart(*, school_id: int, service_id: int, invitation: str = "") -> Departure | None:
    """The way to a service that is switched on; None when there is no such service. Raises ValidationError.

    ``invitation`` is the token of whoever sets out from the page of their invitation, and of nobody else: one that
    only lies in the session may have been put there by another person's link.
    """
    school = School.objects.filter(pk=school_id).first()
    with tenant(school.pk if school else None):
        service = SignInService.objects.filter(pk=service_id, school=school, active=True).first()
    if service is None:
        return None
    try:
        address, kept = begin(service, back_address(school_id))
    except ServiceError as wrong:
        raise ValidationError(AWRY) from wrong
    way = {"school": school_id, "service": service_id, "at": int(time.time()), "invitation": invitation}
    return Departure(address, {**kept, **way})


def arrive(kept: Mapping[str, Any], given: Mapping[str, str], *, school_id: int, now: datetime.datetime) -> Member:
    """The member who has come back from a service of the school. Raises ValidationError with what they read."""
    if not kept or kept["school"] != school_id or not _is_same(kept["state"], given.get("state", "")):
        raise ValidationError(TOO_LATE)
    if now.timestamp() - kept["at"] > LONGEST_AWAY_SECONDS:
        raise ValidationError(TOO_LATE)
    if not given.get("code"):
        raise ValidationError(CAME_BACK_EMPTY)
    with tenant(kept["school"]):
        service = SignInService.objects.select_related("school").filter(pk=kept["service"], active=True).first()
        if service is None:
            raise ValidationError(SWITCHED_OFF)
        try:
            claims = claims_for(service, back_address(school_id), given, kept)
        except ServiceError as wrong:
            raise ValidationError(AWRY) from wrong
        member = _member_for(service, claims, kept["invitation"], now)
    if member is None:
        raise ValidationError(NOT_KNOWN)
    return member


def _is_same(kept: str, given: str) -> bool:
    return hmac.compare_digest(kept.encode(), given.encode())


def _member_for(
    service: SignInService, claims: dict[str, Any], invitation: str, now: datetime.datetime
) -> Member | None:
    identity = identity_of(service, claims)
    if invitation:
        return accept_with_account(token=invitation, service=service, identity=identity, now=now)
    return member_signing_in(service, identity, now)
