"""Reads of visits. Everything that names a person goes through :func:`visits_visible_to`."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Prefetch, Q, QuerySet
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from observations.models import Aspect, Sighting, Visit, VisitFocus, Visitor, VisitReader
from school.access import Permission, may
from school.models import Enrolment, Look, Member, Term
from school.privacy.looks import looks_at_visit
from school.queries import staff_on
from vision.models import Behaviour
from vision.queries import focus_behaviours, live_framework

MOST_LISTED = 100
"""Visits on one page; a teacher hosts and makes about ten a year."""


def visits_visible_to(member: Member) -> QuerySet[Visit]:
    """The member's own visits, as host or visitor, and records shared with them. Withdrawn ones for the host alone."""
    return Visit.objects.filter(school=member.school_id).filter(
        Q(host=member) | Q(withdrawn_at=None) & (_takes_part(member) | _may_read(member))
    )


def _takes_part(member: Member) -> Q:
    return Q(proposed_by=member) | Q(Exists(Visitor.objects.filter(visit=OuterRef("pk"), member=member)))


def _may_read(member: Member) -> Q:
    added = Q(Exists(VisitReader.objects.filter(visit=OuterRef("pk"), member=member)))
    recorded = Q(state=Visit.State.HELD)
    return recorded & (added | Q(ring=Visit.Ring.SCHOOL)) if may(member, Permission.VISIT) else recorded & added


def with_people(visits: QuerySet[Visit]) -> QuerySet[Visit]:
    """Each with its host, class, visitors and focus behaviours, in a fixed number of queries."""
    return visits.select_related("school", "host", "proposed_by", "school_class", "commitment").prefetch_related(
        Prefetch("visitors", Visitor.objects.select_related("member").order_by("pk")),
        Prefetch("focuses", VisitFocus.objects.select_related("behaviour").order_by("behaviour__position")),
    )


@dataclass(frozen=True)
class MyVisits:
    """A member's visits by what comes next. ``shared`` are records of others that they may read."""

    member: Member
    today: datetime.date
    own: list[Visit]
    shared: list[Visit]

    def _where(self, *states: str) -> list[Visit]:
        return [visit for visit in self.own if visit.state in states and not visit.is_withdrawn]

    @property
    def to_answer(self) -> list[Visit]:
        return [visit for visit in self._where(Visit.State.INVITED) if visit.host_id == self.member.pk]

    @property
    def waiting(self) -> list[Visit]:
        return [visit for visit in self._where(Visit.State.INVITED) if visit.host_id != self.member.pk]

    @property
    def to_record(self) -> list[Visit]:
        return [v for v in self._where(Visit.State.AGREED) if v.on <= self.today and records(v, self.member)]

    @property
    def coming_up(self) -> list[Visit]:
        mine = set(self.to_record)
        return [visit for visit in reversed(self._where(Visit.State.AGREED)) if visit not in mine]

    @property
    def hosted(self) -> list[Visit]:
        return [visit for visit in self._where(Visit.State.HELD) if visit.host_id == self.member.pk]

    @property
    def made(self) -> list[Visit]:
        return [visit for visit in self._where(Visit.State.HELD) if visit.host_id != self.member.pk]

    @property
    def set_aside(self) -> list[Visit]:
        """Declined, called off or withdrawn."""
        return [visit for visit in self.own if visit.is_withdrawn or visit.state == Visit.State.DECLINED]


def records(visit: Visit, member: Member) -> bool:
    """Whether it is for this member to record the visit: a visitor, or the host of a self-look."""
    if visit.kind == Visit.Kind.SELF_LOOK:
        return visit.host_id == member.pk
    return member.pk in {visitor.member_id for visitor in visit.visitors.all()}


def my_visits(member: Member, today: datetime.date) -> MyVisits:
    """Own ones first, so that much sharing in a large school never crowds them out."""
    mine = ExpressionWrapper(Q(host=member) | _takes_part(member), output_field=BooleanField())
    visible = with_people(visits_visible_to(member)).annotate(mine=mine)
    visits = list(visible.order_by("-mine", "-on", "-id")[:MOST_LISTED])
    return MyVisits(
        member=member,
        today=today,
        own=[visit for visit in visits if visit.mine],
        shared=[visit for visit in visits if not visit.mine],
    )


def sightings_of(visit: Visit) -> list[Sighting]:
    """The grid of a record, by behaviour and aspect."""
    cells = visit.sightings.select_related("behaviour", "aspect")
    return list(cells.order_by("behaviour__position", "behaviour_id", "aspect__position"))


def readers_of(visit: Visit) -> list[Member]:
    """Colleagues whom the host added by name."""
    rows = VisitReader.objects.filter(visit=visit).select_related("member").order_by("member__family_name", "pk")
    return [row.member for row in rows]


def openings_of(visit: Visit) -> QuerySet[Look]:
    """Who opened the record, newest first: for the host alone."""
    return looks_at_visit(visit.host, visit.pk)


def colleagues_of(member: Member, today: datetime.date) -> QuerySet[Member]:
    """Everyone a member can visit, be visited by or share with."""
    return staff_on(member.school, today).exclude(pk=member.pk)


def rooms_of(colleagues: QuerySet[Member], term: Term) -> list[Enrolment]:
    """Who teaches or supports which class this year, by name of the adult."""
    places = Enrolment.objects.filter(school=term.school_id, ends_on=None, member__in=colleagues)
    places = places.filter(school_class__academic_year=term.academic_year, school_class__closed_on=None)
    adults = places.exclude(role=Enrolment.Role.STUDENT).select_related("member", "school_class")
    return list(adults.order_by("member__family_name", "member__given_name", "member_id", "school_class__name"))


def behaviours_to_look_for(term: Term) -> list[Behaviour]:
    """The term's focus, or every behaviour of the live framework while no focus is declared."""
    if focus := focus_behaviours(term):
        return focus
    framework = live_framework(term.school)
    return list(framework.behaviours.order_by("position")) if framework else []


def aspects_of(school_id: int) -> list[Aspect]:
    """What visits look at in a school, in its order."""
    return list(Aspect.objects.filter(school=school_id))


def who_may_read(visit: Visit, added: list[Member]) -> str:
    """The names of everyone who can read the record today, as a sentence says them."""
    names = [visit.host.display_name, *(visitor.member.display_name for visitor in visit.visitors.all())]
    names += [member.display_name for member in added]
    if visit.is_withdrawn:
        return visit.host.display_name
    if visit.ring == Visit.Ring.SCHOOL:
        names.append(_("all teaching and support staff"))
    return get_text_list(names, _("and"))
