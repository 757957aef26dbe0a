"""The end of a sign-in, when its person has no place left anywhere."""

from __future__ import annotations

from importlib import import_module

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session

from learningculture.tenancy import tenant
from school.models import Member, NetworkMember, User


def has_places_elsewhere(user_id: int, school_id: int) -> bool:
    """In another school, or as the lead of a network. Asked outside every school, as the person themself."""
    with tenant(None, user_id=user_id):
        places = Member.objects.filter(user_id=user_id).exclude(school_id=school_id)
        return places.exists() or NetworkMember.objects.filter(user_id=user_id).exists()


def end_sign_in(user_id: int) -> None:
    """The account with its addresses and devices, and every session of it in the database and in Redis."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for session in Session.objects.iterator():
        if session.get_decoded().get(SESSION_KEY) == str(user_id):
            store(session.session_key).delete()
    User.objects.filter(pk=user_id).delete()
