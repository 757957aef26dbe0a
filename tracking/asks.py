"""What tracking asks of a member today, and what is new for them."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from school.access import Permission, may
from school.asks import Ask, News
from school.models import Enrolment, Member, SchoolClass, Term
from tracking.celebrations import received_by
from tracking.class_page import A_WHILE, BY_STAFF, with_progress
from tracking.evidence import asked_to_read
from tracking.grid import SECONDS_A_CELL
from tracking.models import CheckIn, Goal, Noticing
from tracking.queries import CLASS_STAFF, behaviours_left_to_judge
from tracking.rechecks import due_for
from vision.models import Behaviour

MOST_NAMED = 3
"""Learners named in one ask to notice."""

MOST_NEWS = 4
NEWS_LASTS = datetime.timedelta(days=7)
STUDENT_NEWS_LASTS = datetime.timedelta(days=14)

WEIGHT_CHECK_IN, WEIGHT_REVIEW, WEIGHT_READ, WEIGHT_AGAIN = 20, 25, 28, 30
WEIGHT_JUDGE, WEIGHT_GOAL, WEIGHT_NOTICE = 40, 45, 60


def asks_for(member: Member, term: Term, today: datetime.date) -> list[Ask]:
    """What needs this member now, in at most four queries."""
    asks: list[Ask] = []
    if may(member, Permission.OWN_LEARNING):
        asks += _asks_of_student(member, term, today)
    if may(member, Permission.SEE_CLASSES):
        asks += _asks_of_staff(member, term, today)
    return asks


def news_for(member: Member, term: Term, today: datetime.date) -> list[News]:
    """What was noticed: of oneself, or by others in one's classes, and thanks; two queries."""
    thanks = _thanks_to(member, today) if may(member, Permission.CELEBRATE) else []
    if may(member, Permission.OWN_LEARNING):
        return [*thanks, *_news_of_student(member, today)]
    if may(member, Permission.SEE_CLASSES):
        return [*thanks, *_news_of_staff(member, term, today)]
    return thanks


def _thanks_to(member: Member, today: datetime.date) -> list[News]:
    url = reverse("tracking:celebrations", args=[member.school.slug])
    words = _("%(name)s thanks you: %(text)s")
    return [
        News(words % {"name": each.by.display_name, "text": each.text}, url, each.behaviour)
        for each in received_by(member).filter(celebrated_on__gt=today - NEWS_LASTS)[:MOST_NEWS]
    ]


def _asks_of_student(student: Member, term: Term, today: datetime.date) -> list[Ask]:
    slug = student.school.slug
    sitting = CheckIn.objects.filter(school=student.school_id, student=student, term=term).first()
    goal = Goal.objects.filter(school=student.school_id, student=student, reviewed_on=None).first()
    mine = reverse("tracking:my_learning", args=[slug])
    asks = []
    if sitting is None or sitting.finished_at is None:
        detail = _("You have begun: go on where you were") if sitting else _("Once this term, in your own words")
        url = reverse("tracking:check_in", args=[slug])
        asks.append(Ask(_("How is your learning going?"), detail, url, _("Check in"), "sprout", 8, WEIGHT_CHECK_IN))
    if goal and goal.review_on <= today:
        asks.append(
            Ask(_("Look back at your goal"), goal.situation, f"{mine}#next", _("Look back"), "target", 3, WEIGHT_REVIEW)
        )
    elif goal is None:
        detail = _("One muscle, and when you will use it")
        asks.append(Ask(_("Choose what to try next"), detail, f"{mine}#next", _("Choose"), "target", 3, WEIGHT_GOAL))
    return asks


def _asks_of_staff(member: Member, term: Term, today: datetime.date) -> list[Ask]:
    """Whoever has no class of their own, such as most heads, costs one query."""
    classes = _own_classes(member, term, today)
    behaviours = list(behaviours_left_to_judge(member, term).filter(Exists(classes)))
    if not behaviours:
        return []
    again, learners = _asks_to_look_again(member, today), _asks_about_learners(member, classes, today)
    return [*again, *_asks_to_judge(member, term, classes, behaviours, today), *learners]


def _asks_to_look_again(member: Member, today: datetime.date) -> list[Ask]:
    """One for each class in which something is due."""
    by_class: dict[SchoolClass, list[str]] = {}
    for recheck in due_for(member, today):
        by_class.setdefault(recheck.school_class, []).append(recheck.text)
    return [
        Ask(
            ngettext("Look again at one thing in %(name)s", "Look again at %(n)d things in %(name)s", len(texts))
            % {"n": len(texts), "name": school_class.name},
            texts[0],
            reverse("tracking:rechecks", args=[member.school.slug, school_class.pk]),
            _("Look again"),
            "repeat",
            max(1, len(texts) // 2),
            WEIGHT_AGAIN,
        )
        for school_class, texts in by_class.items()
    ]


def _asks_to_judge(
    member: Member, term: Term, classes: QuerySet[SchoolClass], behaviours: list[Behaviour], today: datetime.date
) -> list[Ask]:
    """For those who judge, about behaviours that the year has not had enough of."""
    left = [each for each in behaviours if each.judged_in < each.most]  # type: ignore[attr-defined]
    if not left or not may(member, Permission.JUDGE):
        return []
    progress = list(with_progress(classes, term, left, today))
    judging = (_ask_to_judge(member, school_class, len(left)) for school_class in _to_judge(progress))
    return list(filter(None, judging))


def _own_classes(member: Member, term: Term, today: datetime.date) -> QuerySet[SchoolClass]:
    """The registration or teaching groups one teaches, also for leaders: nobody is asked to judge a whole school."""
    places = Enrolment.objects.on(today).filter(member=member, role__in=CLASS_STAFF, school_class=OuterRef("pk"))
    return SchoolClass.objects.filter(
        Exists(places), school=member.school_id, academic_year=term.academic_year_id, closed_on=None
    )


def _to_judge(classes: list[SchoolClass]) -> list[SchoolClass]:
    """A tutor judges the tutor group only: each learner is judged by one adult."""
    return [each for each in classes if each.kind == SchoolClass.Kind.REGISTRATION] or classes


def _ask_to_judge(member: Member, school_class: SchoolClass, behaviours: int) -> Ask | None:
    done, everyone = school_class.judged, school_class.learners  # type: ignore[attr-defined]
    chosen: int = school_class.cells  # type: ignore[attr-defined]
    if done >= everyone:
        return None
    minutes = max(1, -(-(everyone * behaviours - chosen) * SECONDS_A_CELL // 60))
    return Ask(
        _("Judge %(name)s on this term's behaviours") % {"name": school_class.name},
        _("%(done)s of %(all)s done") % {"done": done, "all": everyone}
        if done
        else ngettext("%(all)s learner", "%(all)s learners", everyone) % {"all": everyone},
        reverse("tracking:grid", args=[member.school.slug, school_class.pk]),
        _("Carry on") if chosen else _("Open the grid"),
        "grid-3x3",
        minutes,
        WEIGHT_JUDGE,
    )


def _asks_about_learners(member: Member, classes: QuerySet[SchoolClass], today: datetime.date) -> list[Ask]:
    """Who asked this member to read, and who went longest without a noticing: three of each at most, in one query."""
    places = Enrolment.objects.on(today).learners().filter(member=OuterRef("pk"), school_class__in=classes.values("pk"))
    last = (
        Noticing.objects.filter(school=member.school_id, student=OuterRef("pk"), source=BY_STAFF)
        .order_by()
        .values("student")
        .annotate(last=Max("noticed_on"))
        .values("last")
    )
    goals = Goal.objects.filter(school=member.school_id, student=OuterRef("pk"), reviewed_on=None)
    learners = (
        Member.objects.filter(Exists(places), school=member.school_id)
        .annotate(
            last=Subquery(last),
            trying=Subquery(goals.values("behaviour__label")[:1]),
            kept=Subquery(asked_to_read(member).filter(student=OuterRef("pk")).values("title")[:1]),
        )
        .filter(Q(last=None) | Q(last__lt=today - A_WHILE) | Q(kept__isnull=False))
        .order_by(F("kept").asc(nulls_last=True), F("last").asc(nulls_first=True), "family_name", "pk")
    )
    found: list[Any] = list(learners[: 2 * MOST_NAMED])
    asking = [each for each in found if each.kept is not None][:MOST_NAMED]
    quiet = [each for each in found if each.kept is None][:MOST_NAMED]
    return [*(_ask_to_read(member, each, each.kept) for each in asking), *_ask_to_notice(member, quiet)]


def _ask_to_read(member: Member, learner: Member, title: str) -> Ask:
    """The learner asked this member to be the second reader of what they kept."""
    what = _("Read what %(name)s is proud of") % {"name": learner.first_name}
    url = reverse("tracking:learner", args=[member.school.slug, learner.pk]) + "#proud"
    return Ask(what, title, url, _("Read"), "book-open", 2, WEIGHT_READ)


def _ask_to_notice(member: Member, found: list[Any]) -> list[Ask]:
    """One ask for all of them, with the muscle that one of them chose to try."""
    if not found:
        return []
    names = ", ".join(learner.first_name for learner in found)
    url = reverse("tracking:notice", args=[member.school.slug]) + f"?students={found[0].pk}"
    what = ngettext("Notice %(names)s", "Notice one of %(names)s", len(found)) % {"names": names}
    detail = _("Not noticed for three weeks")
    if trying := next((each for each in found if each.trying), None):
        chosen = {"name": trying.first_name, "muscle": trying.trying}
        detail = _("Not noticed for three weeks. %(name)s is trying: %(muscle)s") % chosen
    return [Ask(what, detail, url, _("Notice"), "eye", 1, WEIGHT_NOTICE)]


def _news_of_student(student: Member, today: datetime.date) -> list[News]:
    noticed = Noticing.objects.filter(
        ~Q(source=Noticing.Source.SELF),
        school=student.school_id,
        student=student,
        noticed_on__gt=today - STUDENT_NEWS_LASTS,
        noticed_on__lte=today,
    ).select_related("behaviour", "author")
    url = reverse("tracking:my_learning", args=[student.school.slug]) + "#noticed"
    words = _("%(name)s noticed: %(text)s")
    return [
        News(words % {"name": each.author.display_name, "text": each.text}, url, each.behaviour)
        for each in noticed[:MOST_NEWS]
    ]


def _news_of_staff(member: Member, term: Term, today: datetime.date) -> list[News]:
    classes = _own_classes(member, term, today).values("pk")
    places = Enrolment.objects.on(today).learners().filter(member=OuterRef("student"), school_class__in=classes)
    noticed = (
        Noticing.objects.filter(
            Exists(places),
            school=member.school_id,
            source=BY_STAFF,
            noticed_on__gt=today - NEWS_LASTS,
            noticed_on__lte=today,
        )
        .exclude(author=member)
        .select_related("behaviour", "author", "student")
    )
    return [
        News(
            f"{each.student.display_name}: {each.text}",
            reverse("tracking:learner", args=[member.school.slug, each.student_id]),
            each.behaviour,
        )
        for each in noticed[:MOST_NEWS]
    ]
