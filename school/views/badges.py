"""The teacher's pages of badges: who has one, printing, revoking."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from school.access import Permission, may, requires
from school.badges.badges import (
    FreshBadge,
    change_pictures,
    give_pictures,
    let_try_again,
    make_badges,
    replace_badge,
    revoke_badge,
    revoke_badges,
)
from school.badges.devices import end_device
from school.badges.forms import ShareForm
from school.badges.queries import ChildRow, children_of, class_rows, classes_badged_by, devices_of
from school.badges.sheet import badge_sheet
from school.models import Look, SchoolClass
from school.privacy.looks import note_look
from school.queries import current_term, today_in

View = Callable[..., HttpResponse]


def of_class(view: View) -> View:
    """Give the view a class for which the member makes badges; 404 otherwise."""

    @wraps(view)
    def found(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
        member, school = request.member, request.school  # type: ignore[attr-defined]
        today = today_in(school)
        classes = classes_badged_by(member, current_term(school, today), today)
        return view(request, get_object_or_404(classes, pk=pk), **kwargs)

    return found


def of_child(view: View) -> View:
    """Give the view a child of that class, with the badge they have; 404 for everybody else."""

    @wraps(view)
    def found(request: HttpRequest, school_class: SchoolClass, child: int, **kwargs: Any) -> HttpResponse:
        rows = children_of(school_class, today_in(school_class.school))
        row = next((row for row in rows if row.member.pk == child), None)
        if row is None:
            raise Http404
        return view(request, school_class, row, **kwargs)

    return of_class(found)


@requires(Permission.PRINT_BADGES)
def badges(request: HttpRequest) -> HttpResponse:
    """The classes one may print for."""
    member, school = request.member, request.school  # type: ignore[attr-defined]
    today = today_in(school)
    rows = class_rows(member, current_term(school, today), today)
    return render(request, "school/badges.html", {"rows": rows, "administers": may(member, Permission.ADMINISTER)})


@requires(Permission.PRINT_BADGES)
@of_class
def class_badges(request: HttpRequest, school_class: SchoolClass) -> HttpResponse:
    """Who has a badge, and which devices show the class's names."""
    return _page(request, school_class, ShareForm())


def _page(request: HttpRequest, school_class: SchoolClass, form: ShareForm) -> HttpResponse:
    children = children_of(school_class, today_in(school_class.school))
    context = {
        "school_class": school_class,
        "children": children,
        "cards": sum(1 for row in children if row.card),
        "without_card": sum(1 for row in children if not row.card),
        "without_pictures": sum(1 for row in children if not row.badge),
        "devices": devices_of(school_class, timezone.now()),
        "form": form,
    }
    return render(request, "school/badges_class.html", context)


@requires(Permission.PRINT_BADGES, again=True)
@of_class
def print_badges(request: HttpRequest, school_class: SchoolClass) -> HttpResponse:
    """Make the cards that are missing, or all anew, and give out the sheet. By GET, the buttons to do so."""
    if request.method != "POST":
        return _before_printing(request, school_class, children_of(school_class, today_in(school_class.school)))
    by, anew = request.member, "anew" in request.POST  # type: ignore[attr-defined]
    try:
        fresh = make_badges(school_class=school_class, by=by, now=timezone.now(), anew=anew)
    except ValidationError as refusal:
        return _told(request, school_class, refusal)
    return _sheet(request, school_class, fresh, f"badges-{slugify(school_class.name) or school_class.pk}.pdf")


def _before_printing(request: HttpRequest, school_class: SchoolClass, children: Sequence[ChildRow]) -> HttpResponse:
    context = {
        "school_class": school_class,
        "children": children,
        "without_card": sum(1 for c in children if not c.card),
    }
    return render(request, "school/badges_print.html", context)


@requires(Permission.PRINT_BADGES, again=True)
@of_child
def new_badge(request: HttpRequest, school_class: SchoolClass, row: ChildRow) -> HttpResponse:
    """A new card for one child; the old one works no longer. By GET, the button to make it."""
    if request.method != "POST":
        return render(request, "school/badges_print.html", {"school_class": school_class, "row": row})
    by = request.member  # type: ignore[attr-defined]
    return _sheet(
        request,
        school_class,
        [replace_badge(member=row.member, by=by, now=timezone.now())],
        f"badge-{row.member.pk}.pdf",
    )


def _sheet(request: HttpRequest, school_class: SchoolClass, fresh: Sequence[FreshBadge], name: str) -> HttpResponse:
    school, children = school_class.school, [made.member for made in fresh]
    note_look(looker=request.member, subjects=children, kind=Look.Kind.EXPORT, now=timezone.now())  # type: ignore[attr-defined]
    pdf = badge_sheet(
        fresh=fresh,
        school_name=school.name,
        class_name=school_class.name,
        address=lambda token: request.build_absolute_uri(reverse("badge", args=[school.slug, token])),
    )
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


@requires(Permission.PRINT_BADGES)
@require_POST
@of_class
def pictures(request: HttpRequest, school_class: SchoolClass) -> HttpResponse:
    """Pictures without a card for those who have neither."""
    try:
        given = give_pictures(school_class=school_class, by=request.member, now=timezone.now())  # type: ignore[attr-defined]
    except ValidationError as refusal:
        return _told(request, school_class, refusal)
    said = ngettext("%(n)s child has pictures now.", "%(n)s children have pictures now.", len(given))
    return _done(request, school_class, said % {"n": len(given)})


@requires(Permission.PRINT_BADGES)
@require_POST
@of_class
def revoke_class(request: HttpRequest, school_class: SchoolClass) -> HttpResponse:
    """Every badge of the class."""
    count = revoke_badges(school_class=school_class, by=request.member, now=timezone.now())  # type: ignore[attr-defined]
    said = ngettext("%(n)s badge works no longer.", "%(n)s badges work no longer.", count)
    return _done(request, school_class, said % {"n": count})


@requires(Permission.PRINT_BADGES)
@require_POST
@of_child
def change_badge(request: HttpRequest, school_class: SchoolClass, row: ChildRow, act: str) -> HttpResponse:
    """Revoke it, change its pictures, or let the child try again."""
    if row.badge is None:
        return _done(request, school_class, _("There is no badge any more."))
    if act == "revoke":
        revoke_badge(badge=row.badge, by=request.member, now=timezone.now())  # type: ignore[attr-defined]
        return _done(
            request, school_class, _("The badge of %(name)s works no longer.") % {"name": row.member.first_name}
        )
    if act == "resume":
        let_try_again(badge=row.badge)
        return _done(request, school_class, _("%(name)s can try again.") % {"name": row.member.first_name})
    others = children_of(school_class, today_in(school_class.school))
    change_pictures(badge=row.badge, taken=[other.badge for other in others if other.badge])
    return _done(request, school_class, _("%(name)s has two new pictures.") % {"name": row.member.first_name})


@requires(Permission.PRINT_BADGES)
@require_POST
@of_class
def end_shared(request: HttpRequest, school_class: SchoolClass, device: int) -> HttpResponse:
    """The device shows no names from its next touch on."""
    found = get_object_or_404(devices_of(school_class, timezone.now()), pk=device)
    end_device(device=found, by=request.member, now=timezone.now())  # type: ignore[attr-defined]
    return _done(request, school_class, _("That device is no longer shared."))


def _done(request: HttpRequest, school_class: SchoolClass, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("school:class_badges", school_class.school.slug, school_class.pk)


def _told(request: HttpRequest, school_class: SchoolClass, refusal: ValidationError) -> HttpResponse:
    messages.info(request, refusal.messages[0])
    return redirect("school:class_badges", school_class.school.slug, school_class.pk)
