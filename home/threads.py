"""The golden thread: from a commitment to everything that carries it, as far as the reader may see it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from enquiry.queries import enquiries_visible_to, plcs_visible_to
from observations.queries import visits_visible_to
from school.access import Permission, may
from school.models import Member, Term
from tracking.models import Celebration, Evidence
from tracking.queries import learners_visible_to
from vision.models import Commitment, Decision, LeaderCommitment, Message, Priority, StudentTalk
from vision.threading import behaviours_about

MOST_ON_A_STRAND = 12
"""Knots shown on one strand; the newest. A page of a hundred links helps nobody to see the thread."""


@dataclass(frozen=True)
class Knot:
    """One thing on a strand: what it is, where it is, and the behaviour's chip where it is one."""

    text: str
    url: str
    chip: Any = None


@dataclass(frozen=True)
class Strand:
    """All of one kind that carries the commitment."""

    label: Any
    icon: str
    knots: list[Knot]


def thread_of(commitment: Commitment, member: Member, term: Term | None) -> list[Strand]:
    """The strands of a commitment that hold something for this reader, from the vision to a child."""
    strands = [
        Strand(_("Behaviours it is about"), "sprout", _behaviours(commitment, member)),
        *_leaders(commitment, member),
        *_staff(commitment, member),
        *_learners(commitment, member, term),
    ]
    return [strand for strand in strands if strand.knots]


def _behaviours(commitment: Commitment, member: Member) -> list[Knot]:
    address = reverse("vision:behaviours", args=[member.school.slug])
    return [Knot(each.label, f"{address}#b{each.pk}", each) for each in behaviours_about(commitment)]


LEADERS: tuple[tuple[Any, str, Any, str, str], ...] = (
    (_("Priorities"), "flag", Priority, "wording", "vision:priorities"),
    (_("Promises of leaders"), "handshake", LeaderCommitment, "promise", "vision:promises"),
    (_("Decisions"), "scale", Decision, "decided", "vision:priorities"),
    (_("Messages"), "message-square", Message, "text", "vision:messages"),
)


def _leaders(commitment: Commitment, member: Member) -> list[Strand]:
    """What leaders did for it, in one statement; all staff may read it."""
    if not may(member, Permission.READ_PROMISES):
        return []
    parts = [
        model._default_manager.filter(school=member.school_id, commitment=commitment)
        .order_by()
        .values_list(Value(number), "pk", field)
        for number, (_label, _icon, model, field, _view) in enumerate(LEADERS)
    ]
    found = list(parts[0].union(*parts[1:], all=True).order_by("-pk"))
    return [
        Strand(label, icon, [Knot(text, _to(member, view)) for kind, _pk, text in found if kind == number])
        for number, (label, icon, _model, _field, view) in enumerate(LEADERS)
    ]


def _staff(commitment: Commitment, member: Member) -> list[Strand]:
    """Learning communities, enquiries and visits that the reader may open."""
    if not may(member, Permission.ENQUIRE):
        return []
    return [
        _strand(_("Learning communities"), "users", plcs_visible_to(member), commitment, member, "enquiry:plc"),
        _strand(_("Enquiries"), "search", enquiries_visible_to(member), commitment, member, "enquiry:enquiry"),
        _strand(_("Visits"), "eye", visits_visible_to(member), commitment, member, "observations:visit", _visit),
    ]


def _visit(visit: Any) -> str:
    return f"{visit.get_kind_display()}, {visit.on.day} {visit.on:%B}"


def _strand(
    label: Any,
    icon: str,
    rows: QuerySet[Any],
    commitment: Commitment,
    member: Member,
    view: str,
    words: Callable[[Any], str] = str,
) -> Strand:
    found = rows.filter(commitment=commitment).order_by("-pk")[:MOST_ON_A_STRAND]
    return Strand(label, icon, [Knot(words(row), _to(member, view, row.pk)) for row in found])


def _learners(commitment: Commitment, member: Member, term: Term | None) -> list[Strand]:
    """Evidence, thanks and talks of students whom the reader may see, in one statement."""
    if term is None:
        return []
    seen = learners_visible_to(member, term).values("pk")
    thanks = Celebration.objects.filter(Q(to=member) | Q(by=member) | Q(to__in=seen))
    talks = StudentTalk.objects.filter(student__in=seen).exclude(words="")
    found = list(
        _lines(0, Evidence.objects.filter(student__in=seen), commitment, "student", "title").union(
            _lines(1, thanks, commitment, "to", "text"), _lines(2, talks, commitment, "student", "words"), all=True
        )
    )
    labels = ((_("Students’ evidence"), "image"), (_("Thanks"), "heart"), (_("What students said"), "quote"))
    return [
        Strand(label, icon, _knots(member, (row for row in found if row[0] == number), at="#proud" * (number == 0)))
        for number, (label, icon) in enumerate(labels)
    ]


def _lines(number: int, rows: QuerySet[Any], commitment: Commitment, whose: str, words: str) -> QuerySet[Any]:
    own = rows.filter(school=commitment.school_id, commitment=commitment).order_by()
    return own.values_list(Value(number), "pk", f"{whose}__pk", f"{whose}__given_name", f"{whose}__roles", words)


def _knots(member: Member, rows: Iterable[Any], *, at: str) -> list[Knot]:
    newest = sorted(rows, key=lambda row: row[1], reverse=True)[:MOST_ON_A_STRAND]
    return [Knot(f"{name}: {text}", _page_of(member, pk, roles) + at) for _n, _pk, pk, name, roles, text in newest]


def _page_of(member: Member, pk: int, roles: list[str]) -> str:
    if member.is_student:
        return _to(member, "tracking:my_learning")
    return _to(member, "tracking:learner", pk) if "student" in roles else _to(member, "tracking:celebrations")


def _to(member: Member, view: str, *args: Any) -> str:
    return reverse(view, args=[member.school.slug, *args])
