"""Where somebody is signed in: how long it lasts, and how it ends."""

from __future__ import annotations

import re
import time
from typing import cast

from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpRequest
from django.utils.translation import gettext as _

from school.models import User

IDLE_SECONDS = 2 * 60 * 60
"""A session that nobody used for this long is over: two lessons and a break."""

WHOLE_SECONDS = 12 * 60 * 60
"""No session is longer than a working day, used or not."""

NOTED_EVERY_SECONDS = 5 * 60
"""How exactly the last use is known; not finer, so that reading a page writes nothing."""

BEGAN, USED = "session_began", "session_used"

POLLED = ("/concerns/bell/",)
"""Addresses that an open page asks for by itself: no use of a session, or it would never be idle."""

BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
DEVICES = (
    *(("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "Chromebook")),
    *(("Windows", "Windows"), ("Mac OS", "Mac"), ("Linux", "Linux")),
)


def claimed_by(request: HttpRequest) -> int | None:
    """Whose session it says it is. ``request.user`` looks whether that is true."""
    claimed = request.session.get(SESSION_KEY)
    return int(claimed) if claimed else None


def begin_session(request: HttpRequest) -> None:
    """Count both limits from now."""
    request.session[BEGAN] = request.session[USED] = int(time.time())


def is_over(request: HttpRequest) -> bool:
    """Whether a limit has passed. Notes the use of a session that goes on, at most every five minutes."""
    now, session = int(time.time()), request.session
    began, used = session.get(BEGAN, now), session.get(USED, now)
    if now - began > WHOLE_SECONDS or now - used > IDLE_SECONDS:
        return True
    if request.path_info.endswith(POLLED):
        return False
    if USED not in session or now - used > NOTED_EVERY_SECONDS:
        session[BEGAN], session[USED] = began, now
    return False


def end_when_over(request: HttpRequest) -> None:
    """Sign out whoever comes back after a limit: they are asked to sign in, as after closing the browser."""
    if is_over(request):
        logout(request)


def end_when_nobodys(request: HttpRequest) -> None:
    """Sign out, everywhere, whoever has left the last school and leads no network. Their sign-in itself stays."""
    user = cast(User, request.user)
    if hasattr(request, "session") and not user.is_support and not user.network_places.exists():
        end_sessions_of(user)
        logout(request)


def renew_session(request: HttpRequest) -> None:
    """A new id for the same session, on the list of sessions too."""
    UserSession.objects.filter(session_key=request.session.session_key).delete()
    request.session.cycle_key()
    UserSession.objects.create_from_request(request)


def end_sessions_of(user: User) -> int:
    """End every session of a person, everywhere; how many there were."""
    sessions = list(UserSession.objects.filter(user=user))
    for session in sessions:
        session.end()
    return len(sessions)


def end_session(*, user: User, session_id: int) -> bool:
    """End one session of one's own; false when there is none with this number."""
    session = UserSession.objects.filter(user=user, pk=session_id).first()
    if session:
        session.end()
    return session is not None


def browser_in_words(user_agent: str) -> str:
    """Chrome on Windows."""
    browser = next((name for mark, name in BROWSERS if re.search(rf"\b{mark}", user_agent)), "")
    device = next((name for mark, name in DEVICES if mark in user_agent), "")
    if browser and device:
        return _("%(browser)s on %(device)s") % {"browser": browser, "device": device}
    return browser or device or _("a browser")
