"""Reads of who and when."""

from __future__ import annotations

import copy
import datetime
import uuid
from typing import Any, cast
from zoneinfo import ZoneInfo

from allauth.mfa.models import Authenticator
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.utils import timezone

from learningculture.prepared import Prepared
from school.models import Delegation, Enrolment, Member, NetworkMember, Role, School, SchoolClass, Term, User
from school.models.people import EDUCATORS


def zone_of(school: School) -> ZoneInfo:
    """The school's own time zone."""
    return ZoneInfo(school.time_zone)


def local_time(school: School, moment: datetime.datetime | None = None) -> datetime.datetime:
    """A moment, or else this one, on the school's own clock."""
    return timezone.localtime(moment, timezone=zone_of(school))


def day_in(school: School, moment: datetime.datetime) -> datetime.date:
    """The date of a moment on the school's own wall."""
    return local_time(school, moment).date()


def today_in(school: School) -> datetime.date:
    """The date on the school's own wall."""
    return local_time(school).date()


def memberships_of(user: Any) -> QuerySet[Member]:
    """The schools in which this sign-in has a place today, by name, each with its school and what is asked for on
    every page: ``acts_for`` (roles and areas of those who let them act) and ``leads_network``.
    """
    return _open_places(user, timezone.localdate())


def _open_places(user: Any, today: datetime.date) -> QuerySet[Member]:
    open_places = Member.objects.filter(user=user).exclude(left_on__lte=today)
    given = Delegation.objects.open_on(today).filter(deputy=OuterRef("pk"), deputy_user=user)
    lent = ArraySubquery(given.values(said=JSONObject(roles="principal__roles", areas="areas")))
    leads = Exists(NetworkMember.objects.filter(user=user))
    return open_places.annotate(acts_for=lent, leads_network=leads).select_related("school").order_by("school__name")


def _newest_term(school: int, day: datetime.date) -> QuerySet[Term]:
    found = Term.objects.filter(school=school).around(day).select_related("academic_year")
    return found.annotate(edition=F("school__calendar_edition"))[:1]


def _signed_in_places(user: int, today: datetime.date) -> QuerySet[Member]:
    guards = Authenticator.objects.filter(user=OuterRef("user")).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return _open_places(user, today).annotate(guarded=Exists(guards)).select_related("school", "user")


_places: Prepared[Member] = Prepared(_open_places)
_places_and_user: Prepared[Member] = Prepared(_signed_in_places)
_terms: Prepared[Term] = Prepared(_newest_term)


def places_of(user: Any) -> list[Member]:
    """What ``memberships_of`` finds, as every request asks it: with a sign-in that came along with them, not again."""
    found: list[Member] | None = getattr(user, "places_found", None)
    return _places(user=user.pk, today=timezone.localdate()) if found is None else found


def user_with_places(user_id: int) -> User | None:
    """A sign-in that has a place in a school, with all of them and whether a second step guards it: one question.

    The database answers once the transaction says who asks; until then, as for somebody without a place, None.
    """
    places = _places_and_user(user=user_id, today=timezone.localdate())
    if not places:
        return None
    user = cast(User, places[0].user)
    user.has_second_step = places[0].guarded  # type: ignore[attr-defined, misc]
    user.places_found = places  # type: ignore[attr-defined]
    for place in places:
        place.school.__dict__[EDITION_READ] = place.school.calendar_edition
    return user


EDITION_READ = "_calendar_edition_read"
"""Where a school says that it was read by this request, and so which edition of its calendar holds now."""

MOST_TERMS = 5_000
_terms_kept: dict[tuple[int, uuid.UUID, datetime.date], Term] = {}


def current_term(school: School, today: datetime.date) -> Term | None:
    """The term that holds the day, else the newest that has begun. Asked once for each loaded school and day.

    Every page asks. For a school that came with the request, a process asks once for each edition of its calendar.
    """
    known: dict[datetime.date, Term | None] = school.__dict__.setdefault("_terms_by_day", {})
    if today not in known:
        edition = school.__dict__.get(EDITION_READ)
        known[today] = _term_in(edition, school, today) if edition else _newest_begun(school, today)
    return known[today]


def _term_in(edition: uuid.UUID, school: School, today: datetime.date) -> Term | None:
    kept = _terms_kept.get((school.pk, edition, today))
    return copy.copy(kept) if kept else _newest_begun(school, today)


def _newest_begun(school: School, today: datetime.date) -> Term | None:
    """Kept under the edition that was read with it, which is another one where this transaction has changed a term."""
    term = next(iter(_terms(school=school.pk, day=today)), None)
    if term:
        if len(_terms_kept) >= MOST_TERMS:
            _terms_kept.clear()
        _terms_kept[school.pk, term.edition, today] = copy.copy(term)  # type: ignore[attr-defined]
    return term


def classes_of(member: Member, term: Term) -> QuerySet[SchoolClass]:
    """The classes that a member teaches, supports or learns in to the end of the term."""
    places = Enrolment.objects.filter(Q(ends_on=None) | Q(ends_on__gt=term.ends_on), member=member)
    return classes_in(term).filter(pk__in=places.values("school_class"))


def classes_in(term: Term) -> QuerySet[SchoolClass]:
    """Every open class of the term's academic year."""
    return SchoolClass.objects.filter(school=term.school_id, academic_year=term.academic_year_id, closed_on=None)


def learners_in(school_class: SchoolClass, on: datetime.date) -> QuerySet[Member]:
    """The students of a class on a day, by family name."""
    return (
        Member.objects.filter(school=school_class.school_id)
        .filter(
            Q(enrolments__ends_on=None) | Q(enrolments__ends_on__gt=on),
            enrolments__school_class=school_class,
            enrolments__role=Enrolment.Role.STUDENT,
            enrolments__starts_on__lte=on,
        )
        .distinct()
        .order_by("family_name", "given_name", "id")
    )


def staff_on(school: School, day: datetime.date) -> QuerySet[Member]:
    """Teaching and class-support staff employed on the day."""
    return Member.objects.filter(school=school).with_any_role(*EDUCATORS).here_on(day)


def staff_members(school: School) -> QuerySet[Member]:
    """Everyone in a school who is not a student, open places first, by family name."""
    return (
        Member.objects.filter(school=school)
        .exclude(roles=[Role.STUDENT])
        .order_by(F("left_on").desc(nulls_first=True), "family_name", "given_name", "id")
    )
