"""Invitations, services and accounts for the attackers to aim at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from school.models import Member, School
from tests.factories.sign_in import make_invitation, make_link, make_service

SAMPLES: dict[str, Callable[[Any], list[Any]]] = {
    "school:service": lambda w: ["google"],
    "school:switch_service": lambda w: ["google"],
    "school:settle_link": lambda w: [w.link.pk],
    "school:lost_second_step": lambda w: [w.head.pk],
    "school:invite": lambda w: [w.visitor.pk],
    "school:withdraw_invitation": lambda w: [w.invitation.pk],
    "school:send_again": lambda w: [w.invitation.pk],
}


def sign_in_things(*, school: School, head: Member, teacher: Member) -> dict[str, Any]:
    """One of each."""
    return {
        "invitation": make_invitation(member=teacher, by=head),
        "link": make_link(service=make_service(school=school), member=teacher),
    }
