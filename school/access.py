"""Who may do what: the one table of permissions, and the stamps that every view bears."""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from school.accounts.again import by_service_again, sign_in_again
from school.accounts.reach import came_too_long_ago
from school.models import Member, Role
from school.models.delegates import Area
from school.models.people import EDUCATORS, LEADERS, NEVER_GIVEN, STAFF

View = Callable[..., HttpResponse]


class Permission(enum.StrEnum):
    """One thing that a member may or may not do."""

    BE_HERE = "be_here"
    READ_VISION = "read_vision"
    COMMENT_VISION = "comment_vision"
    WRITE_VISION = "write_vision"
    CHOOSE_BEHAVIOURS = "choose_behaviours"
    KEEP_PROMISES = "keep_promises"
    READ_PROMISES = "read_promises"
    ANSWER_PULSE = "answer_pulse"
    RUN_PULSE = "run_pulse"
    SEE_CLASSES = "see_classes"
    SEE_ALL_CLASSES = "see_all_classes"
    JUDGE = "judge"
    NOTICE = "notice"
    NOTICE_PEERS = "notice_peers"
    OWN_LEARNING = "own_learning"
    BRING_ATTAINMENT = "bring_attainment"
    CELEBRATE = "celebrate"
    VISIT = "visit"
    SEE_VISIT_COVERAGE = "see_visit_coverage"
    ENQUIRE = "enquire"
    LEAD_PLC = "lead_plc"
    READ_PORTFOLIO = "read_portfolio"
    READ_PUBLISHED = "read_published"
    BUILD_PORTFOLIO = "build_portfolio"
    ADMINISTER = "administer"
    MANAGE_ROSTER = "manage_roster"
    MANAGE_MEMBERS = "manage_members"
    PRINT_BADGES = "print_badges"
    MANAGE_CALENDAR = "manage_calendar"
    CHOOSE_WORDS = "choose_words"
    MANAGE_PRIVACY = "manage_privacy"
    RAISE_CONCERN = "raise_concern"
    READ_CONCERNS = "read_concerns"
    LET_SUPPORT_IN = "let_support_in"
    LEND = "lend"
    HELP_THE_OFFICE = "help_the_office"


@dataclass(frozen=True)
class Rule:
    """A permission, who has it, and the sentence that says so on the permissions page."""

    permission: Permission
    roles: tuple[Role, ...]
    sentence: Any


EVERYONE = tuple(role for role in Role if role not in NEVER_GIVEN)
OFFICE = (Role.HEAD, Role.ADMINISTRATOR)

RULES: tuple[Rule, ...] = (
    Rule(Permission.BE_HERE, EVERYONE, _("Sign in, see one's own start page and this table.")),
    Rule(Permission.READ_VISION, (*STAFF, Role.GOVERNOR, Role.STUDENT), _("Read the published vision for learning.")),
    Rule(
        Permission.COMMENT_VISION,
        STAFF,
        _("Speak about the vision, with a name or truly without, and read what others said and what became of it."),
    ),
    Rule(Permission.WRITE_VISION, LEADERS, _("Write the vision and publish it.")),
    Rule(Permission.CHOOSE_BEHAVIOURS, LEADERS, _("Choose the framework of behaviours and the term's focus.")),
    Rule(Permission.KEEP_PROMISES, LEADERS, _("Make leader commitments and say whether they were kept.")),
    Rule(Permission.READ_PROMISES, STAFF, _("Read what leaders promised staff, and whether it was kept.")),
    Rule(Permission.ANSWER_PULSE, EDUCATORS, _("Answer the anonymous staff pulse.")),
    Rule(Permission.RUN_PULSE, LEADERS, _("Open and close a pulse and read its released results. Never who answered.")),
    Rule(Permission.SEE_CLASSES, EDUCATORS, _("See the pages of the classes one teaches or supports.")),
    Rule(Permission.SEE_ALL_CLASSES, LEADERS, _("See the page of every class.")),
    Rule(Permission.JUDGE, (*LEADERS, Role.PLC_LEAD, Role.TEACHER), _("Judge skilfulness in a class one teaches.")),
    Rule(Permission.NOTICE, EDUCATORS, _("Note that a learner used a behaviour.")),
    Rule(
        Permission.NOTICE_PEERS,
        (Role.STUDENT,),
        _("Tap a kind sentence about a classmate, where the school has switched it on. Never in free words."),
    ),
    Rule(
        Permission.OWN_LEARNING,
        (Role.STUDENT,),
        _(
            "Check in, see everything recorded about one's learning, choose a goal and, where the school allows it, "
            "what the family sees by a link."
        ),
    ),
    Rule(
        Permission.BRING_ATTAINMENT,
        (*LEADERS, Role.ADMINISTRATOR),
        _("Bring a table of attainment in, and undo it. Results are seen by the student and the staff of the class."),
    ),
    Rule(
        Permission.CELEBRATE,
        (*EDUCATORS, Role.STUDENT),
        _("Thank someone for how they learn; students thank classmates and the adults of their classes."),
    ),
    Rule(
        Permission.VISIT,
        EDUCATORS,
        _("Host and make visits. A record is seen by host, visitor and whom the host adds."),
    ),
    Rule(
        Permission.SEE_VISIT_COVERAGE, LEADERS, _("See counts of visits and sightings pooled over five hosts or more.")
    ),
    Rule(Permission.ENQUIRE, EDUCATORS, _("Take part in PLCs, make plans, run enquiries.")),
    Rule(Permission.LEAD_PLC, (*LEADERS, Role.PLC_LEAD), _("Set up a PLC and run its sessions.")),
    Rule(Permission.READ_PORTFOLIO, LEADERS, _("Read the term's portfolio, write a reading of it.")),
    Rule(Permission.READ_PUBLISHED, (*LEADERS, Role.GOVERNOR), _("Read portfolios that the head has published.")),
    Rule(Permission.BUILD_PORTFOLIO, LEADERS, _("Have the term's portfolio built, publish it to governors.")),
    Rule(Permission.ADMINISTER, OFFICE, _("Open the school office: members and the log of roster imports.")),
    Rule(Permission.MANAGE_ROSTER, OFFICE, _("Bring a roster in, undo an import, export the list of people.")),
    Rule(Permission.MANAGE_MEMBERS, OFFICE, _("Invite staff, give and take roles, choose how the school signs in.")),
    Rule(
        Permission.PRINT_BADGES,
        (*EDUCATORS, Role.ADMINISTRATOR),
        _("Print and revoke the sign-in badges of one’s own classes; leaders and the office of every class."),
    ),
    Rule(Permission.MANAGE_CALENDAR, OFFICE, _("Set years, terms, half-terms, closure days and working hours.")),
    Rule(Permission.CHOOSE_WORDS, OFFICE, _("Choose the school’s own words for terms, classes and the like.")),
    Rule(Permission.MANAGE_PRIVACY, OFFICE, _("Answer requests about personal data, run retention and erasure.")),
    Rule(Permission.RAISE_CONCERN, EVERYONE, _("Raise a concern about a child or an adult.")),
    Rule(
        Permission.READ_CONCERNS,
        (Role.SAFEGUARDING_LEAD, Role.HEAD),
        _("Read and acknowledge concerns: the safeguarding lead those about children, the head those about adults."),
    ),
    Rule(Permission.LET_SUPPORT_IN, OFFICE, _("Let support in for sixty minutes for a stated reason, or end it.")),
    Rule(
        Permission.LEND,
        (*LEADERS, Role.ADMINISTRATOR),
        _("Let a colleague act for one in named areas between two dates."),
    ),
    Rule(
        Permission.HELP_THE_OFFICE,
        (Role.SUPPORT,),
        _("After the school’s consent, for sixty minutes: read some of the office’s pages. Change nothing."),
    ),
)

ROLE_PERMISSIONS: dict[str, frozenset[Permission]] = {
    role: frozenset(rule.permission for rule in RULES if role in rule.roles) for role in Role
}


LENT: dict[str, frozenset[Permission]] = {
    Area.DASHBOARDS: frozenset(
        {
            *(Permission.SEE_CLASSES, Permission.SEE_ALL_CLASSES, Permission.SEE_VISIT_COVERAGE),
            *(Permission.READ_PORTFOLIO, Permission.READ_PUBLISHED),
        }
    ),
    Area.VISION: frozenset(
        {Permission.WRITE_VISION, Permission.CHOOSE_BEHAVIOURS, Permission.KEEP_PROMISES, Permission.RUN_PULSE}
    ),
    Area.PORTFOLIO: frozenset({Permission.BUILD_PORTFOLIO, Permission.READ_PORTFOLIO, Permission.READ_PUBLISHED}),
    Area.OFFICE: frozenset(
        {
            *(Permission.ADMINISTER, Permission.MANAGE_ROSTER, Permission.PRINT_BADGES),
            *(Permission.MANAGE_CALENDAR, Permission.CHOOSE_WORDS),
        }
    ),
}
"""What each area lends. Roles, concerns, personal data, one's own learning, visits and pulse are never lent."""


def may(member: Member, permission: Permission) -> bool:
    """Whether a role of the member carries the permission, or one of somebody for whom they act today."""
    return any(permission in ROLE_PERMISSIONS[role] for role in member.roles) or _lent(member, permission)


def _lent(member: Member, permission: Permission) -> bool:
    """From what ``memberships_of`` read beside the member: areas, with the present roles of whoever lends them."""
    return any(
        permission in LENT[area] and any(permission in ROLE_PERMISSIONS[role] for role in given["roles"])
        for given in getattr(member, "acts_for", ())
        for area in given["areas"]
    )


def requires(
    permission: Permission, *, again: bool = False, file: bool = False, support: bool = False
) -> Callable[[View], View]:
    """Stamp a view with the permission it needs, in the school of its URL.

    Signed out → sign-in. Not of this school → 404. Of this school without the permission → 403.
    The view receives ``request.member`` and neither of them the school's slug.

    Args:
        again: who signed in more than five minutes ago signs in again first: exports of named data, deletions.
        file: what it hands over is saved by the browser: after signing in again a page says that it comes.
        support: a page of the office that support may read while the school lets it in.
    """

    def stamp(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            kwargs.pop("school", None)
            member = _member_of(request)
            if not request.user.is_authenticated:
                return _sign_in(request)
            if member is None:
                raise Http404
            if not may(member, permission) and not (support and may(member, Permission.HELP_THE_OFFICE)):
                raise PermissionDenied
            if again and getattr(request, "badge_session", None):
                raise PermissionDenied
            if again and is_reauthentication_required(request, app="account"):
                return sign_in_again(request, file=file)
            if again and came_too_long_ago(request):
                return by_service_again(request, member.school.slug)
            return view(request, *args, **kwargs)

        guarded.access = permission  # type: ignore[attr-defined]
        guarded.again = again  # type: ignore[attr-defined]
        guarded.file = file  # type: ignore[attr-defined]
        guarded.support = support  # type: ignore[attr-defined]
        return guarded

    return stamp


def public(view: View) -> View:
    """Stamp a view that anyone may open."""
    view.access = "public"  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """Stamp a view for anyone who is signed in, outside a school."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return _sign_in(request)
        return view(request, *args, **kwargs)

    guarded.access = "signed in"  # type: ignore[attr-defined]
    return guarded


def _member_of(request: HttpRequest) -> Member | None:
    """The member of the school in the address; found anew when a form is resumed after signing in again."""
    if getattr(request, "member", None) is None and hasattr(request, "enter_school"):
        request.enter_school()
    return getattr(request, "member", None)


def _sign_in(request: HttpRequest) -> HttpResponse:
    address = reverse("account_login")
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": address})
    return redirect(f"{address}?{urlencode({'next': request.get_full_path()})}")
