"""Sign-in takes the same time and says the same, whoever is asked for: with the real hashing."""

from __future__ import annotations

import statistics
import time

import pytest
from django.test import Client

from learningculture import settings as product
from school.models import User
from tests.factories.school import PASSWORD, make_user

pytestmark = pytest.mark.django_db
SAMPLES = 50
"""Of each of four kinds, taken in turn, so that a busy machine slows them alike: 200 together."""

WITHIN_SECONDS = 0.020
"""Of processor time, in which hashing is everything: a busy machine makes the clock on the wall say anything."""


def attempts() -> dict[str, tuple[str, str]]:
    closed, without = make_user(email="closed@example.org"), make_user(email="without@example.org")
    make_user(email="known@example.org")
    User.objects.filter(pk=closed.pk).update(is_active=False)
    without.set_unusable_password()
    without.save()
    return {
        "wrong password": ("known@example.org", "not the password"),
        "unknown": ("unknown@example.org", PASSWORD),
        "closed": ("closed@example.org", PASSWORD),
        "no password": ("without@example.org", PASSWORD),
    }


def test_all_refusals_take_the_same_time_and_say_the_same(settings) -> None:
    settings.PASSWORD_HASHERS = product.PASSWORD_HASHERS
    kinds, client = attempts(), Client()
    said: dict[str, list[str]] = {}
    took: dict[str, list[float]] = {kind: [] for kind in kinds}
    for number in range(SAMPLES + 1):
        for kind, (email, password) in kinds.items():
            began = time.process_time()
            answer = client.post("/account/login/", {"login": email, "password": password})
            if number:
                took[kind].append(time.process_time() - began)
            said[kind] = [answer.status_code, *answer.context["form"].non_field_errors()]
    assert len({tuple(words) for words in said.values()}) == 1
    middles = {kind: statistics.median(times) for kind, times in took.items()}
    print({kind: round(1000 * middle, 1) for kind, middle in middles.items()}, "ms")
    assert max(middles.values()) - min(middles.values()) < WITHIN_SECONDS, middles


def test_reset_takes_the_same_time_for_an_unknown_address(settings) -> None:
    make_user(email="known@example.org")
    took: dict[str, list[float]] = {"known@example.org": [], "unknown@example.org": []}
    for _number in range(SAMPLES):
        for email, times in took.items():
            began = time.process_time()
            assert Client().post("/account/password/reset/", {"email": email}).status_code == 302
            times.append(time.process_time() - began)
    known, unknown = (statistics.median(times) for times in took.values())
    print(f"reset: known {1000 * known:.1f} ms, unknown {1000 * unknown:.1f} ms")
    assert abs(known - unknown) < WITHIN_SECONDS
