"""The people of one school, one per role, and strangers."""

from __future__ import annotations

import time
from dataclasses import dataclass

from django.test import Client

from school.accounts.sessions import BEGAN, USED
from school.models import Member, Role, School, SchoolClass, Term, User
from tests.factories.school import (
    make_class,
    make_member,
    make_network,
    make_network_lead,
    make_school,
    make_student,
    make_term,
)


@dataclass(frozen=True)
class Personas:
    """``maple`` is the teacher's class, with the student in it."""

    school: School
    term: Term
    maple: SchoolClass
    head: Member
    teacher: Member
    teaching_assistant: Member
    plc_lead: Member
    student: Member
    governor: Member
    administrator: Member
    network_lead: User
    stranger: Member

    def members(self) -> dict[str, Member]:
        """The school's own people by role."""
        names = ("head", "teacher", "teaching_assistant", "plc_lead", "student", "governor", "administrator")
        return {name: getattr(self, name) for name in names}


def make_personas() -> Personas:
    school, other = make_school(name="Harbour Lane Primary", slug="harbour-lane"), make_school(slug="elsewhere")
    teacher = make_member(school=school, name="Amira Rahman", sign_in=True)
    maple = make_class(school=school, name="Maple", teacher=teacher)
    return Personas(
        school=school,
        term=make_term(school=school),
        maple=maple,
        head=make_member(school=school, roles=(Role.HEAD,), name="Helen Bellamy", sign_in=True),
        teacher=teacher,
        teaching_assistant=make_member(school=school, roles=(Role.TEACHING_ASSISTANT,), name="Tom Price", sign_in=True),
        plc_lead=make_member(school=school, roles=(Role.TEACHER, Role.PLC_LEAD), name="Joe Okoro", sign_in=True),
        student=make_student(school=school, name="Idris Costa", sign_in=True, school_class=maple),
        governor=make_member(school=school, roles=(Role.GOVERNOR,), name="Grace Owen", sign_in=True),
        administrator=make_member(school=school, roles=(Role.ADMINISTRATOR,), name="Ada Marsh", sign_in=True),
        network_lead=make_network_lead(network=make_network(schools=(school, other))),
        stranger=make_member(school=other, name="Sam Stranger", sign_in=True),
    )


def client_for(person: Member | User | None, *, csrf: bool = False) -> Client:
    """A signed-in test client; signed out for None."""
    client = Client(enforce_csrf_checks=csrf)
    if person is not None:
        user = person.user if isinstance(person, Member) else person
        assert user is not None, f"{person} has no sign-in"
        client.force_login(user)
        _sign_in_as_usual(client, user)
    return client


def _sign_in_as_usual(client: Client, user: User) -> None:
    """What a sign-in a moment ago, with a password, and a code where there is an app, leaves in the session."""
    session, now = client.session, time.time()
    session[BEGAN] = session[USED] = int(now)
    given = {"method": "password", "at": now, "reauthenticated": True}
    codes = {"method": "mfa", "type": "totp", "at": now, "reauthenticated": True}
    session["account_authentication_methods"] = [given, codes] if user.has_second_step else [given]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()


def signed_in_a_while_ago(client: Client) -> Client:
    """The same browser ten minutes later: what matters is asked for again."""
    session = client.session
    session["account_authentication_methods"] = [
        {**record, "at": record["at"] - 600} for record in session["account_authentication_methods"]
    ]
    session.save()
    return client
