"""Safeguarding leads, concerns, and visits of support."""

from __future__ import annotations

import datetime
import uuid

from django.utils import timezone

from learningculture.tenancy import tenant
from school.models import Concern, Member, Role, School, SupportAccess, User
from school.safeguarding.raising import raise_concern
from school.support.visits import answer_support, ask_to_come_in
from tests.factories.school import make_member, make_user
from tests.factories.sign_in import make_second_step

NOW = datetime.datetime(2026, 3, 10, 10, 42, tzinfo=datetime.UTC)


def make_lead(*, school: School, name: str = "Nadia Adeyemi", **options: object) -> Member:
    options.setdefault("roles", (Role.SAFEGUARDING_LEAD,))
    return make_member(school=school, name=name, sign_in=True, **options)  # type: ignore[arg-type]


def make_concern(
    *,
    by: Member,
    about: str = Concern.About.CHILD,
    words: str = "She came in tired again.",
    now: datetime.datetime | None = None,
    subject: Member | None = None,
    danger_now: bool = False,
    **more: object,
) -> Concern:
    """Raised through the product's own function."""
    return raise_concern(
        by=by, about=about, words=words, now=now or timezone.now(), subject=subject, danger_now=danger_now,
        client_key=uuid.uuid4(), **more,
    )  # fmt: skip


def make_supporter(*, email: str = "") -> User:
    user = make_user(email=email)
    User.objects.filter(pk=user.pk).update(is_support=True)
    make_second_step(user=user)
    user.refresh_from_db()
    return user


def make_support_visit(
    *, school: School, user: User, by: Member | None = None, now: datetime.datetime | None = None
) -> SupportAccess:
    """Asked; and let in when ``by`` somebody."""
    now = now or timezone.now()
    access = ask_to_come_in(user=user, slug=school.slug, reason="The import stopped at row 12.", now=now)
    if by:
        with tenant(school.pk, member_id=by.pk):
            access = answer_support(access=access, consent=True, by=by, now=now)
    return access
