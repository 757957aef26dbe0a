"""Whatever nobody chose is the most private there is."""

from __future__ import annotations

from django.apps import apps
from django.conf import settings
from django.db.models import NOT_PROVIDED

from school.access import ROLE_PERMISSIONS, Permission
from school.models import Characteristics, Role, User
from tests.personas import Personas, client_for

MOST_PRIVATE = {
    "observations.Visit.ring": "named",
    "observations.Visit.withdrawn_at": None,
    "enquiry.Enquiry.ring": "mine",
    "portfolio.Portfolio.published_at": None,
    "tracking.Evidence.confirmed_by": None,
    "school.User.is_support": False,
    "school.SupportAccess.consented": None,
    "school.Characteristics.pupil_premium": "not_known",
    "school.Characteristics.send": "not_known",
    "school.Characteristics.eal": "not_known",
    "school.Characteristics.sex": "not_known",
}


def test_every_default_is_the_most_private_one() -> None:
    found = {}
    for name in MOST_PRIVATE:
        label, _dot, field = name.rpartition(".")
        default = apps.get_model(label)._meta.get_field(field).default
        found[name] = None if default is NOT_PROVIDED else getattr(default, "value", default)
    assert found == MOST_PRIVATE


def test_every_ring_of_sharing_is_among_the_defaults_held_here() -> None:
    rings = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.local_fields
        if field.name in ("ring", "visibility", "shared", "public", "audience") and field.default is not NOT_PROVIDED
    }
    assert rings <= set(MOST_PRIVATE)


def test_student_may_do_only_what_is_about_themself() -> None:
    allowed = {*ROLE_PERMISSIONS[Role.STUDENT]}
    own = {Permission.BE_HERE, Permission.OWN_LEARNING, Permission.READ_VISION, Permission.RAISE_CONCERN}
    by_tapping = {Permission.CELEBRATE, Permission.NOTICE_PEERS}
    assert allowed == own | by_tapping
    assert {field.name for field in Characteristics._meta.local_fields} & {"birth_date", "photo"} == set()
    assert not User().is_support


def test_browser_keeps_nothing_and_asks_for_no_place(people: Personas) -> None:
    answer = client_for(people.student).get("/s/harbour-lane/my-learning/")
    assert "geolocation=()" in answer.headers["Permissions-Policy"]
    assert "no-store" in answer.headers["Cache-Control"]
    assert settings.SESSION_EXPIRE_AT_BROWSER_CLOSE and settings.SESSION_COOKIE_HTTPONLY
