"""What a network lead sees: the schools, and what they agreed to publish."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from school.models import Network, School


def networks_led_by(user: Any) -> QuerySet[Network]:
    return Network.objects.filter(leads__user=user)


def schools_in(network: Network) -> QuerySet[School]:
    """The network's schools by name; never by any figure."""
    return School.objects.filter(networks__network=network, networks__left_on=None).order_by("name")
