"""What the family reads: what one child shares, and nothing else, of the child or of anybody else."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Exists, OuterRef, Q

from learningculture.tenancy import tenant
from school.models import Look, Member, School
from school.models.people import STAFF
from school.privacy.looks import note_look
from school.queries import day_in
from tracking.family import first_names_of_classmates, hashed, named_in, opened_link, school_of_token
from tracking.learner_page import Said
from tracking.models import Celebration, CheckIn, Evidence, FamilyLink, Goal, Noticing, Picture
from tracking.own_items import fetch_own_words
from tracking.queries import check_ins_of, evidence_of, goals_of, noticings_of
from vision.wording import child_wording_for

MOST_SAID = 6
"""Sentences of a child on one page: a talk at the kitchen table, not a questionnaire."""

COUNTED_SECONDS = 600
MOST_OPENED = 900
"""Pages and pictures in ten minutes from one network address, behind which there may be a whole street or school. No
secret can be guessed at any speed; this spares the database."""


@dataclass(frozen=True)
class FamilyPage:
    """One page, read completely: no database is needed to show it. ``first_name`` is all that names the child."""

    link: FamilyLink
    first_name: str
    year_group: int | None
    evidence: list[Evidence]
    noticings: list[Noticing]
    said: list[Said]
    goal: Goal | None
    thanks: list[Celebration]

    @property
    def is_empty(self) -> bool:
        return not (self.evidence or self.noticings or self.said or self.goal or self.thanks)

    @property
    def pictures(self) -> set[int]:
        """The keys of those that stand on it."""
        kept = {item.picture_id for item in self.evidence} | {noticing.picture_id for noticing in self.noticings}
        return {pk for pk in kept if pk}

    @property
    def goal_in_child_words(self) -> str:
        return child_wording_for(self.goal.behaviour, self.year_group) if self.goal else ""


def open_page(*, token: str, now: datetime.datetime) -> tuple[FamilyPage, School] | None:
    """The page behind an address, written down as opened; None when the address opens nothing (any more)."""
    with _opened(token, now) as link:
        if link is None:
            return None
        student = link.student
        kind = Look.Kind.FAMILY_PAGE
        note_look(looker=None, subjects=[student], kind=kind, now=now, thing_id=link.pk, school_id=link.school_id)
        return page_of_link(link, day_in(student.school, now)), student.school


def open_picture(*, token: str, pk: int, now: datetime.datetime) -> Picture | None:
    """A picture that stands on the page behind the address; None for every other picture there is."""
    with _opened(token, now) as link:
        if link is None:
            return None
        page = page_of_link(link, day_in(link.student.school, now))
        return Picture.objects.filter(student=link.student, pk=pk).first() if pk in page.pictures else None


@contextlib.contextmanager
def _opened(token: str, now: datetime.datetime) -> Iterator[FamilyLink | None]:
    """The live link behind a token, in its school, which is open for the block; None when there is none."""
    school_id = school_of_token(token)
    if school_id is None:
        yield None
        return
    with tenant(school_id):
        yield _link(token, school_id, now)


def _link(token: str, school_id: int, now: datetime.datetime) -> FamilyLink | None:
    school = School.objects.filter(pk=school_id).first()
    return opened_link(token, day_in(school, now)) if school else None


def page_of_link(link: FamilyLink, on: datetime.date) -> FamilyPage:
    """What this home reads: pieces shared one by one, and what the link's switches add.

    A text that names a classmate stays away, whenever it came to name one.
    """
    student, others = link.student, first_names_of_classmates(link.student, on)
    goal = goals_of(student).filter(reviewed_on=None).first() if link.shows_goal else None
    return FamilyPage(
        link=link,
        first_name=student.first_name,
        year_group=student.year_group,
        evidence=[each for each in shared_evidence(student) if not named_in(_kept(each), others)],
        noticings=[each for each in shared_noticings(student, on) if not named_in(_noticed(each), others)],
        said=_said(student, others) if link.shows_words else [],
        goal=goal if goal and not named_in(goal.situation, others) else None,
        thanks=_thanks(student, others) if link.shows_celebrations else [],
    )


def shared_evidence(student: Member) -> Iterable[Evidence]:
    return evidence_of(student).filter(with_family=True)


def shared_noticings(student: Member, on: datetime.date) -> Iterable[Noticing]:
    """What adults, or the child, noticed. What classmates did is theirs as well."""
    found = noticings_of(student).filter(with_family=True, noticed_on__lte=on)
    return found.exclude(source=Noticing.Source.PEER)


def _kept(evidence: Evidence) -> str:
    return " ".join([evidence.title, evidence.story, evidence.picture_words or ""])  # type: ignore[attr-defined]


def _noticed(noticing: Noticing) -> str:
    return " ".join([noticing.text, noticing.shown or ""])  # type: ignore[attr-defined]


def _said(student: Member, others: frozenset[str]) -> list[Said]:
    """Of the last check-in, what the child wrote in words of their own; without any, one worded answer a behaviour."""
    finished = check_ins_of(student).filter(finished_at__isnull=False).order_by("-finished_at")
    check_in: CheckIn | None = finished.prefetch_related("answers__behaviour").first()
    if check_in is None:
        return []
    answers = sorted(check_in.answers.all(), key=lambda answer: check_in.order.index(answer.item))
    own = [each for each in answers if each.example and not named_in(each.example, others)]
    chosen = {each.behaviour_id: each for each in reversed(answers) if each.value is not None and not each.example}
    said = (own or list(chosen.values()))[:MOST_SAID]
    fetch_own_words(said)
    return [Said(answer, check_in.form) for answer in said]


def _thanks(student: Member, others: frozenset[str]) -> list[Celebration]:
    """What adults of the school thanked for. Who thanked stays with the school."""
    adults = Member.objects.filter(Q(roles__overlap=[str(role) for role in STAFF]), pk=OuterRef("by"))
    found = Celebration.objects.filter(Exists(adults), school=student.school_id, to=student)
    return [each for each in found.select_related("behaviour") if not named_in(each.text, others)]


def opened_too_often(address: str) -> bool:
    """Whether one network address asks like a machine. Its digest is counted for ten minutes, and kept nowhere."""
    key = f"family-page:{hashed(address)}"
    cache.add(key, 0, COUNTED_SECONDS)
    with contextlib.suppress(ValueError):  # The ten minutes were over in between.
        return cache.incr(key) > MOST_OPENED
    return False
