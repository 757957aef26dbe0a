"""Badges and shared devices."""

from __future__ import annotations

import datetime

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from school.badges.badges import FreshBadge, make_badges
from school.badges.devices import DEVICE_COOKIE, share_device
from school.models import Badge, Member, SchoolClass, SharedDevice
from tests.personas import Personas


def make_fresh_badges(*, school_class: SchoolClass, by: Member, anew: bool = False) -> list[FreshBadge]:
    return make_badges(school_class=school_class, by=by, now=timezone.now(), anew=anew)


def make_badge_of(*, member: Member, people: Personas) -> FreshBadge:
    """The badge of one child of the teacher's class, which gets badges if it has none."""
    fresh = make_fresh_badges(school_class=people.maple, by=people.teacher, anew=True)
    return next(made for made in fresh if made.member == member)


def make_device(
    *, school_class: SchoolClass, by: Member, now: datetime.datetime | None = None
) -> tuple[SharedDevice, Client]:
    """A device shared with the class, and a client that is that device."""
    device, cookie = share_device(school_class=school_class, by=by, now=now or timezone.now())
    client = Client()
    client.cookies[DEVICE_COOKIE] = cookie
    return device, client


def badge_address(fresh: FreshBadge, slug: str = "") -> str:
    return reverse("badge", args=[slug or fresh.badge.school.slug, fresh.token])


def tap(client: Client, badge: Badge, address: str = "", *, wrong: bool = False):
    """Both taps; the answer to the second. ``wrong`` turns the order round."""
    first, second = reversed(badge.pictures) if wrong else badge.pictures
    address = address or reverse("badge_pictures")
    client.post(address, {"picture": first})
    return client.post(address, {"picture": second, "first": first})


def client_with_badge(fresh: FreshBadge) -> Client:
    """A child who has scanned and tapped."""
    client = Client()
    client.get(badge_address(fresh))
    assert tap(client, fresh.badge).status_code == 302
    return client
