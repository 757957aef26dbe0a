"""Reads of tracking: who sees which class and learner, and what a term judges."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThanOrEqual

from learningculture.prepared import Prepared
from school.access import Permission, may
from school.models import Enrolment, Member, School, SchoolClass, Term
from school.models.people import MemberQuerySet
from school.queries import classes_in
from tracking.models import CheckIn, CheckInAnswer, Evidence, Goal, Judgement, LearningChoices, Noticing, Picture
from tracking.models.choices import USUAL_JUDGINGS
from vision.models import Behaviour, Focus, Phase

MOST_JUDGED = 4
"""Behaviours a teacher judges in a term when none is declared: thirty learners by four is about ten minutes."""

CLASS_STAFF = (Enrolment.Role.TEACHER, Enrolment.Role.ASSISTANT)
LAST_EARLY_YEAR = 2
"""Up to Year 2 the three early words stand in place of the phases."""


def _places_of_staff(member: Member, term: Term, on: datetime.date | None) -> QuerySet[Enrolment]:
    """The classes a member teaches or supports; without a day, to the end of the term."""
    return _places_open(member.pk, on or term.ends_on)


def _places_open(member: int, until: datetime.date) -> QuerySet[Enrolment]:
    return Enrolment.objects.filter(Q(ends_on=None) | Q(ends_on__gt=until), member=member, role__in=CLASS_STAFF)


def classes_visible_to(member: Member, term: Term, on: datetime.date | None = None) -> QuerySet[SchoolClass]:
    """Leaders: every open class of the year. Class staff: their own. Everyone else: none."""
    classes = classes_in(term).filter(school=member.school_id)
    if may(member, Permission.SEE_ALL_CLASSES):
        return classes
    if not may(member, Permission.SEE_CLASSES):
        return classes.none()
    return classes.filter(pk__in=_places_of_staff(member, term, on).values("school_class"))


def seen_class(
    pk: int, school: int, year: int, member: int, every_class: bool, on: datetime.date
) -> QuerySet[SchoolClass]:
    """The class of that number, if the member sees it, with ``taught``: whether they are of its staff.

    For queries that are kept; ``every_class``: they are one who sees all of the school's.
    """
    places = Enrolment.objects.on(on).filter(member=member, role__in=CLASS_STAFF)
    classes = classes_in(Term(school_id=school, academic_year_id=year)).filter(pk=pk)
    found = classes if every_class else classes.filter(pk__in=_places_open(member, on).values("school_class"))
    return found.annotate(taught=Exists(places.filter(school_class=OuterRef("pk"))))


def learners_visible_to(member: Member, term: Term, on: datetime.date | None = None) -> MemberQuerySet:
    """The students of the classes a member sees; students see themselves."""
    if not may(member, Permission.SEE_CLASSES):
        own = Member.objects.filter(school=member.school_id, pk=member.pk)
        return own if may(member, Permission.OWN_LEARNING) else own.none()
    places = Enrolment.objects.learners().filter(
        Q(ends_on=None) | Q(ends_on__gt=on or term.ends_on),
        member=OuterRef("pk"),
        school_class__in=classes_visible_to(member, term, on).values("pk"),
    )
    return Member.objects.filter(Exists(places), school=member.school_id)


def learners_judged_by(member: Member, on: datetime.date) -> QuerySet[Member]:
    """The students whose skilfulness a member may judge on a day: of their own classes; leaders: all."""
    if not may(member, Permission.JUDGE):
        return Member.objects.none()
    return students_judged_by(member.school_id, member.pk, may(member, Permission.SEE_ALL_CLASSES), on)


def students_judged_by(school: int, member: int, every_class: bool, on: datetime.date) -> QuerySet[Member]:
    """The same of one who may judge, for queries that are kept."""
    students = Member.objects.filter(school=school).students()
    if every_class:
        return students
    taught = Enrolment.objects.on(on).filter(member=member, role__in=CLASS_STAFF).values("school_class")
    places = Enrolment.objects.on(on).learners().filter(member=OuterRef("pk"), school_class__in=taught)
    return students.filter(Exists(places))


def learners_heard_by(member: Member, term: Term, on: datetime.date) -> QuerySet[Member]:
    """Visible learners, with ``heard``: whether the member is staff of a class of theirs and may read what they say;
    and ``family``: whether their school has family pages.
    """
    family = LearningChoices.objects.filter(school=OuterRef("school"), family_pages=True)
    heard = _taught_by(member, term, on)
    return learners_visible_to(member, term, on).annotate(heard=heard, family=Exists(family))


def learners_heard_in(school_class: SchoolClass, member: Member, term: Term, on: datetime.date) -> QuerySet[Member]:
    """Those of a class that the member sees whose own words the member may read, as in a register."""
    return members_of_class(school_class, on).filter(_taught_by(member, term, on))


def _taught_by(member: Member, term: Term, on: datetime.date) -> Exists:
    """For an outer student: whether the member is staff of a class of theirs."""
    places = Enrolment.objects.on(on).learners().filter(member=OuterRef("pk"))
    return Exists(places.filter(school_class__in=_places_of_staff(member, term, on).values("school_class")))


def teaches_in(member: Member, school_class: SchoolClass, on: datetime.date) -> bool:
    """Whether the member teaches or supports this class on the day."""
    places = Enrolment.objects.on(on).filter(school_class=school_class, member=member, role__in=CLASS_STAFF)
    return places.exists()


def class_to_go_back_to(member: Member, student: Member, term: Term, on: datetime.date) -> SchoolClass | None:
    """The class in which the member meets the student: the registration group before a teaching group."""
    places = Enrolment.objects.on(on).learners().filter(member=student, school_class=OuterRef("pk"))
    return classes_visible_to(member, term, on).filter(Exists(places)).order_by("kind", "name").first()


def members_of_class(school_class: SchoolClass, on: datetime.date) -> QuerySet[Member]:
    """The learners of a class on a day, as in a register."""
    places = Enrolment.objects.on(on).learners().filter(member=OuterRef("pk"), school_class=school_class)
    found = Member.objects.filter(Exists(places), school=school_class.school_id)
    return found.order_by("family_name", "given_name", "pk")


def behaviours_judged_in(term: Term) -> QuerySet[Behaviour]:
    """The term's focus; where none is declared, the first four of the live framework."""
    focus = Focus.objects.filter(school=term.school_id, term=term)
    live = Behaviour.objects.filter(school=term.school_id, framework__retired_on=None).order_by("position")
    return Behaviour.objects.filter(
        Q(pk__in=focus.values("behaviour")) | Q(~Exists(focus), pk__in=live.values("pk")[:MOST_JUDGED]),
        school=term.school_id,
    ).order_by("position")


def _judged_in(term: int, school: int) -> QuerySet[Behaviour]:
    return behaviours_judged_in(Term(pk=term, school_id=school))


def _behaviours_of(framework: int) -> QuerySet[Behaviour]:
    return Behaviour.objects.filter(framework=framework).order_by("position")


_framework_behaviours: Prepared[Behaviour] = Prepared(_behaviours_of)
_judged_behaviours: Prepared[Behaviour] = Prepared(_judged_in)


def judged_behaviours(term: Term) -> list[Behaviour]:
    """What ``behaviours_judged_in`` finds, for the pages that ask it all day."""
    return _judged_behaviours(term=term.pk, school=term.school_id)


def behaviours_left_to_judge(member: Member, term: Term) -> QuerySet[Behaviour]:
    """Those of the term that this member has not judged in as many other terms of the year as the school wants."""
    judged = _judged_in_other_terms(term, behaviour=OuterRef("pk"), judge=member).values("terms")
    return behaviours_judged_in(term).annotate(
        judged_in=Coalesce(Subquery(judged), 0), most=Coalesce(_judgings_a_year(term), USUAL_JUDGINGS)
    )


def _judged_in_other_terms(term: Term, **whose: Any) -> QuerySet[Any, Any]:
    """By behaviour, in how many other ``terms`` of the year there is a judgement; "not looked for" is none."""
    others = Judgement.objects.filter(
        school=term.school_id, phase__isnull=False, term__academic_year=term.academic_year_id, **whose
    ).exclude(term=term)
    return others.order_by().values("behaviour").annotate(terms=Count("term", distinct=True))


def _judgings_a_year(term: Term) -> Subquery:
    chosen = LearningChoices.objects.filter(school=term.school_id).values("judgings_a_year")
    return Subquery(chosen)


def may_be_closed(term: Term, on: datetime.date) -> Q:
    """Whether so many other terms of the year have begun that a cell can have been judged often enough."""
    others = Term.objects.filter(school=term.school_id, academic_year=term.academic_year_id, starts_on__lte=on)
    begun = others.exclude(pk=term.pk).order_by().values("school").annotate(terms=Count("pk")).values("terms")
    return Q(GreaterThanOrEqual(Subquery(begun), Coalesce(_judgings_a_year(term), USUAL_JUDGINGS)))


def closed_cells(term: Term) -> QuerySet[Any, Any]:
    """For an outer student: the behaviours judged in as many other terms of the year as the school wants."""
    enough = Coalesce(_judgings_a_year(term), USUAL_JUDGINGS)
    return _judged_in_other_terms(term, student=OuterRef("pk")).filter(terms__gte=enough).values("behaviour")


def phases_by_framework(member: Member) -> dict[int, list[Phase]]:
    """All phases of the school, for records that span frameworks."""
    found: dict[int, list[Phase]] = {}
    for phase in Phase.objects.filter(school=member.school_id).order_by("number"):
        found.setdefault(phase.framework_id, []).append(phase)
    return found


def noticeable_behaviours(term: Term) -> QuerySet[Behaviour]:
    """Every behaviour of the live framework, those judged this term first."""
    judged = behaviours_judged_in(term).values("pk")
    live = Behaviour.objects.filter(Q(framework__retired_on=None) | Q(pk__in=judged), school=term.school_id)
    return live.annotate(in_focus=Case(When(pk__in=judged, then=True), default=False)).order_by("-in_focus", "position")


def behaviours_of_check_in(term: Term, check_in: CheckIn | None) -> list[Behaviour]:
    """What a sitting asks about: as begun, even if the focus has changed since."""
    if check_in is None:
        return judged_behaviours(term)
    return _framework_behaviours(framework=check_in.framework_id)


def recent_sittings(school: int, student: int, term: int, since: datetime.datetime) -> QuerySet[CheckIn]:
    """Those that stand against beginning another one: of this term, or begun since."""
    found = CheckIn.objects.filter(school=school, student=student)
    return found.filter(started_at__gt=since) | found.filter(term=term)


def judged_and_begun(school: int, student: int, term: int, since: datetime.datetime) -> QuerySet[Behaviour]:
    """What the term judges, with ``begun``: whether the student has a recent sitting."""
    begun = Exists(recent_sittings(school, student, term, since))
    return behaviours_judged_in(Term(pk=term, school_id=school)).annotate(begun=begun)


def judged_when_new(school: int, student: int, term: int, since: datetime.datetime) -> QuerySet[Behaviour]:
    """What the term judges; nothing where the student has a recent sitting."""
    recent = recent_sittings(school, student, term, since)
    return behaviours_judged_in(Term(pk=term, school_id=school)).filter(~Exists(recent))


def speaks_early(year_groups: Iterable[int | None]) -> bool:
    """Whether these year groups (Reception is 0) are all young enough for the three early words."""
    known = [year for year in year_groups if year is not None]
    return bool(known) and max(known) <= LAST_EARLY_YEAR


def noticings_of(student: Member) -> QuerySet[Noticing]:
    """``shown``: the words of its picture, if it has one, without the picture's bytes."""
    found = Noticing.objects.filter(school=student.school_id, student=student).select_related("behaviour", "author")
    return found.annotate(shown=F("picture__words"))


def picture_of_school(school: School, pk: int) -> Picture | None:
    return Picture.objects.filter(school=school, pk=pk).select_related("student").first()


def judgements_of(student: Member) -> QuerySet[Judgement]:
    """All judgements of a student, newest term first."""
    return (
        Judgement.objects.filter(school=student.school_id, student=student)
        .select_related("behaviour", "term", "judge")
        .order_by("-term__starts_on", "behaviour__position")
    )


def check_ins_of(student: Member) -> QuerySet[CheckIn]:
    return CheckIn.objects.filter(school=student.school_id, student=student).select_related("term")


def check_ins_in(term: Term, learners: Iterable[Member]) -> QuerySet[CheckIn]:
    """The term's sittings of these learners, one each."""
    return CheckIn.objects.filter(school=term.school_id, term=term, student__in=learners).select_related("term")


def goals_of(student: Member) -> QuerySet[Goal]:
    return Goal.objects.filter(school=student.school_id, student=student).select_related("behaviour")


def evidence_of(student: Member) -> QuerySet[Evidence]:
    found = Evidence.objects.filter(school=student.school_id, student=student)
    return found.select_related("behaviour", "confirmed_by", "asked_reader", "commitment").annotate(
        picture_words=F("picture__words")
    )


def evidence_ever_of(student: Member) -> QuerySet[Evidence]:
    """With what was taken away and can still be brought back."""
    found = Evidence.everything.filter(school=student.school_id, student=student)
    return found.select_related("behaviour", "student")


def answers_by(student: Member) -> QuerySet[CheckInAnswer]:
    """What a student answered in their own check-ins."""
    found = CheckInAnswer.objects.filter(school=student.school_id, check_in__student=student)
    return found.select_related("check_in")
