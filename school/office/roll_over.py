"""From one academic year to the next: dates, classes, students up a year, leavers, in one act that can be undone."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from school.batches import batch_of_changes, batches_in
from school.calendar import DAY, forget_calendar
from school.models import AcademicYear, Batch, Enrolment, Member, Role, School, SchoolClass
from school.office.years import YearSaid, save_year
from school.rosters.keeping import kept_fields

RECEPTION = re.compile(r"\bReception\b|(?<!\w)R(?=\d|\b)")
NUMBER = re.compile(r"(?<!\d)\d{1,2}(?!\d)")


@dataclass(frozen=True)
class Move:
    """What becomes of one class: whether it goes on next year, under which name, with which of its staff."""

    class_id: int
    name: str
    goes_on: bool
    staff_stay: bool


@dataclass(frozen=True)
class ClassMoved:
    """One line of the difference."""

    was: str
    name: str
    year_groups: list[int]
    students: list[Member]
    staff: list[Member]


@dataclass(frozen=True)
class Difference:
    """Everything that a roll-over would do, by name."""

    classes: list[ClassMoved]
    leavers: list[Member]
    without_class: list[Member]
    ended: list[str]
    moving_up: list[Member]


def year_to_leave(school: School, today: datetime.date) -> AcademicYear | None:
    """The newest year that has begun."""
    return AcademicYear.objects.filter(school=school, starts_on__lte=today).order_by("-starts_on").first()


def year_to_enter(year: AcademicYear) -> AcademicYear | None:
    """The next year, when somebody or the roster has entered it already."""
    later = AcademicYear.objects.filter(school=year.school_id, starts_on__gt=year.starts_on)
    return later.order_by("starts_on").first()


def check_can_roll_over(year: AcademicYear | None) -> None:
    if year is None:
        raise ValidationError(_("No year has begun yet. Enter this year first."))
    following = year_to_enter(year)
    if following and SchoolClass.objects.filter(academic_year=following).exists():
        words = {"year": following.name}
        raise ValidationError(_("%(year)s has classes already, so everybody has been moved up.") % words)
    if not classes_of_year(year).exists():
        raise ValidationError(_("%(year)s has no classes to move up.") % {"year": year.name})


def check_still_leaves(year: AcademicYear | None, leaving: str | None) -> None:
    """A page sent twice must not move everybody up twice: it names the year that it was made for."""
    if year is not None and leaving is not None and leaving != str(year.pk):
        raise ValidationError(_("This was done already: everybody has been moved up from that year."))


def classes_of_year(year: AcademicYear) -> QuerySet[SchoolClass]:
    return SchoolClass.objects.filter(school=year.school_id, academic_year=year, closed_on=None).order_by(
        "kind", "name"
    )


def top_year_group(classes: Iterable[SchoolClass]) -> int:
    """The oldest year group taught: whoever is in it leaves."""
    return max((group for one in classes for group in one.year_groups), default=0)


def proposed_moves(classes: Sequence[SchoolClass]) -> list[Move]:
    """Every class a year on: 7A becomes 8A, Maple stays Maple, the top year ends; teaching groups are made anew."""
    top = top_year_group(classes)
    return [
        Move(
            class_id=one.pk,
            name=name_a_year_on(one.name, one.year_groups),
            goes_on=one.kind == SchoolClass.Kind.REGISTRATION and bool(groups_a_year_on(one.year_groups, top)),
            staff_stay=True,
        )
        for one in classes
    ]


def groups_a_year_on(groups: Iterable[int], top: int) -> list[int]:
    return [group + 1 for group in groups if group < top]


def name_a_year_on(name: str, groups: Sequence[int]) -> str:
    """The year group in the name, where it has one, one higher."""
    if 0 in groups and RECEPTION.search(name):
        return RECEPTION.sub(lambda found: _("Year 1") if found[0] == "Reception" else "1", name, count=1)
    found = NUMBER.search(name)
    if found is None or int(found[0]) not in groups:
        return name
    return f"{name[: found.start()]}{int(found[0]) + 1}{name[found.end() :]}"


@dataclass(frozen=True)
class _Year:
    """What is read once: classes, open places, people."""

    year: AcademicYear
    classes: Mapping[int, SchoolClass]
    places: Sequence[Enrolment]
    students: Sequence[Member]

    @property
    def top(self) -> int:
        return top_year_group(self.classes.values())

    def is_leaving(self, student: Member) -> bool:
        return student.year_group is not None and student.year_group >= self.top


def _read(year: AcademicYear) -> _Year:
    places = Enrolment.objects.filter(school=year.school_id, school_class__academic_year=year, ends_on=None)
    last_day = year.ends_on
    students = Member.objects.filter(school=year.school_id).students()
    here = students.filter(Q(left_on=None) | Q(left_on__gt=last_day))
    return _Year(
        year=year,
        classes={one.pk: one for one in classes_of_year(year)},
        places=list(places.select_related("member")),
        students=list(here.order_by("family_name", "given_name", "id")),
    )


def difference_of(year: AcademicYear, moves: Sequence[Move]) -> Difference:
    """What :func:`roll_over` would do; writes nothing."""
    return _difference(_read(year), moves)


def _difference(now: _Year, moves: Sequence[Move]) -> Difference:
    students: defaultdict[int, list[Member]] = defaultdict(list)
    staff: defaultdict[int, list[Member]] = defaultdict(list)
    for place in sorted(now.places, key=lambda place: place.member.sorted_name):
        (students if place.role == Enrolment.Role.STUDENT else staff)[place.school_class_id].append(place.member)
    goes_on = [move for move in moves if move.goes_on and move.class_id in now.classes]
    classes = [
        ClassMoved(
            was=now.classes[move.class_id].name,
            name=move.name,
            year_groups=groups_a_year_on(now.classes[move.class_id].year_groups, now.top),
            students=[one for one in students[move.class_id] if not now.is_leaving(one)],
            staff=staff[move.class_id] if move.staff_stay else [],
        )
        for move in goes_on
    ]
    placed = {one.pk for moved in classes for one in moved.students}
    staying = [one for one in now.students if not now.is_leaving(one)]
    return Difference(
        classes=classes,
        leavers=[one for one in now.students if now.is_leaving(one)],
        without_class=[one for one in staying if one.pk not in placed],
        ended=sorted(one.name for pk, one in now.classes.items() if pk not in {move.class_id for move in goes_on}),
        moving_up=[one for one in staying if one.year_group is not None],
    )


@transaction.atomic
def roll_over(
    *,
    school: School,
    year: AcademicYear,
    said: YearSaid | None,
    moves: Sequence[Move],
    by: Member,
    now: datetime.datetime,
) -> Batch:
    """Do it, as one batch. ``said`` are the next year's dates, None when that year is there already.

    Raises:
        ValidationError: the next year has classes, or its dates are wrong, or a class would have no name.
    """
    School.objects.select_for_update().get(pk=school.pk)
    check_can_roll_over(year)
    if any(move.goes_on and not move.name.strip() for move in moves):
        raise ValidationError(_("Every class that goes on needs a name."))
    label = _("After %(year)s") % {"year": year.name}
    with batch_of_changes(school=school, kind=Batch.Kind.ROLL_OVER, label=label, by=by, now=now) as batch:
        following = year_to_enter(year) or save_year(school=school, said=_given(said), by=by)
        current = _read(year)
        difference = _difference(current, moves)
        _make_classes(current, following, moves)
        _move_people(current, difference)
        batch.counts = {
            "classes": len(difference.classes),
            "moved_up": len(difference.moving_up),
            "leavers": len(difference.leavers),
        }
    forget_calendar(school)
    return batch


def _given(said: YearSaid | None) -> YearSaid:
    if said is None:
        raise ValidationError(_("Give the dates of the next year."))
    return said


def _make_classes(now: _Year, following: AcademicYear, moves: Sequence[Move]) -> None:
    school_id, first_day = following.school_id, following.starts_on
    made: dict[int, tuple[SchoolClass, bool]] = {}
    for move in moves:
        was = now.classes.get(move.class_id)
        if was and move.goes_on:
            new = SchoolClass(
                school_id=school_id,
                academic_year=following,
                name=move.name.strip(),
                kind=was.kind,
                subject=was.subject,
                department=was.department,
                year_groups=groups_a_year_on(was.year_groups, now.top),
            )
            made[move.class_id] = (new, move.staff_stay)
    SchoolClass.objects.bulk_create([new for new, _staff_stay in made.values()])
    places = []
    for place in now.places:
        if place.school_class_id not in made:
            continue
        new, staff_stay = made[place.school_class_id]
        is_student = place.role == Enrolment.Role.STUDENT
        stays = not now.is_leaving(place.member) if is_student else staff_stay
        if stays and (place.member.left_on is None or place.member.left_on > first_day):
            places.append(
                Enrolment(
                    school_id=school_id, school_class=new, member=place.member, role=place.role, starts_on=first_day
                )
            )
    Enrolment.objects.bulk_create(places)


def _move_people(now: _Year, difference: Difference) -> None:
    after = now.year.ends_on + DAY
    Enrolment.objects.filter(pk__in=[place.pk for place in now.places], starts_on__lte=after).update(ends_on=after)
    keeps = kept_fields(now.year.school, "member_id")
    leaving = [one.pk for one in difference.leavers if "left_on" not in keeps.get(one.pk, ())]
    Member.objects.filter(pk__in=leaving).filter(Q(left_on=None) | Q(left_on__gt=after)).update(left_on=after)
    moving = [one.pk for one in difference.moving_up if "year_group" not in keeps.get(one.pk, ())]
    Member.objects.filter(pk__in=moving, roles__contains=[Role.STUDENT]).update(year_group=F("year_group") + 1)


def roll_overs(school: School) -> QuerySet[Batch]:
    """Newest first."""
    return batches_in(school).filter(kind=Batch.Kind.ROLL_OVER)
