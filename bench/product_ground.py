"""A school of the product with 1,500 students, and the same works as the floor's."""

from __future__ import annotations

import datetime
import os
import time
from typing import Any

import psycopg

from bench.names import BEHAVIOURS, CLASS_SIZE, QUERIES, STUDENTS, cell_saved, person_names, phase_laid
from bench.sides import Side, Work
from bench.visitor import visitor

SLUG, CHECKING_IN = "bench-school", "bench-check-in"
"""Where judgements are of all 17 behaviours; where students check in: one behaviour, three questions."""


def lay(students: int) -> None:
    """Both schools. The database is the benchmark's own: what earlier runs left goes first."""
    forget()
    for slug, behaviours in ((SLUG, BEHAVIOURS), (CHECKING_IN, 1)):
        _lay_school(slug, students, behaviours)
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as connection:
        connection.execute("ANALYZE")


def forget() -> None:
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as connection:
        name = connection.info.dbname
        assert name.startswith("lcbench"), f"{name} is not the benchmark's own database"
        connection.execute("TRUNCATE school_school, school_user, django_session CASCADE")


def _lay_school(slug: str, students: int, behaviours: int) -> None:
    from learningculture.tenancy import tenant
    from school.models import Enrolment, Member, Role, School, SchoolClass, User
    from vision.behaviours import adopt_framework
    from vision.models import Focus

    school = School.objects.create(name=slug, slug=slug, phase="secondary")
    today = datetime.date.today()
    count = students + 2
    users = User.objects.bulk_create([User(email=f"{slug}{n}@example.invalid", password="!") for n in range(count)])
    with tenant(school.pk):
        term = _term_around(school, today)
        roles = [[Role.HEAD], [Role.TEACHER]] + [[Role.STUDENT]] * students
        names = [("Helen", "Quayle"), ("Tom", "Quayle"), *person_names(students)]
        people = Member.objects.bulk_create(
            Member(
                school=school, user=user, roles=role, given_name=given, family_name=family,
                year_group=8 if Role.STUDENT in role else None, joined_on=today - datetime.timedelta(400),
            )
            for user, role, (given, family) in zip(users, roles, names, strict=True)
        )  # fmt: skip
        classes = SchoolClass.objects.bulk_create(
            SchoolClass(school=school, academic_year=term.academic_year, name=f"Class {n}", year_groups=[8])
            for n in range(-(-students // CLASS_SIZE))
        )
        places = [(people[1], classes[0], "teacher")]
        places += [(student, classes[n // CLASS_SIZE], "student") for n, student in enumerate(people[2:])]
        Enrolment.objects.bulk_create(
            Enrolment(school=school, school_class=where, member=who, role=role, starts_on=term.starts_on)
            for who, where, role in places
        )
        framework = adopt_framework(school=school, preset="full", by=None, on=term.starts_on)
        asked_first = [
            *framework.behaviours.filter(key="perseverance"),
            *framework.behaviours.exclude(key="perseverance"),
        ]
        judged = asked_first[:behaviours]
        Focus.objects.bulk_create(
            Focus(school=school, term=term, behaviour=behaviour, declared_on=term.starts_on) for behaviour in judged
        )
        if behaviours == BEHAVIOURS:
            _judge(school, term, people, judged)
    _guard(users[0])


def _judge(school: Any, term: Any, people: list[Any], judged: list[Any]) -> None:
    from django.utils import timezone

    from tracking.models import Judgement

    Judgement.objects.bulk_create(
        Judgement(
            school=school, term=term, behaviour=behaviour, student=student, judge=people[1],
            phase=phase_laid(n, place), judged_at=timezone.now(),
        )
        for n, student in enumerate(people[2:])
        for place, behaviour in enumerate(sorted(judged, key=lambda each: each.position))
    )  # fmt: skip


def _term_around(school: Any, today: datetime.date) -> Any:
    from school.models import AcademicYear, Term

    first, last = today - datetime.timedelta(60), today + datetime.timedelta(60)
    year = AcademicYear.objects.create(school=school, name="Bench", starts_on=first, ends_on=last)
    return Term.objects.create(
        school=school, academic_year=year, name="Term", ordinal=1, comparison_key="a", starts_on=first, ends_on=last
    )


def _guard(user: Any) -> None:
    """The head's second step, without which nothing opens."""
    from allauth.mfa.models import Authenticator

    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": ""})


def _session_of(user: Any) -> str:
    """The key of a session as a sign-in a moment ago leaves it."""
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from school.accounts.sessions import BEGAN, USED

    session, now = import_module(settings.SESSION_ENGINE).SessionStore(), time.time()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session[BEGAN] = session[USED] = int(now)
    given = [{"method": "password", "at": now}, {"method": "mfa", "type": "totp", "at": now}]
    session["account_authentication_methods"] = given[: 1 + user.has_second_step]
    session["account_authentication_methods_user"] = str(user.pk)
    session.create()
    session.save()
    return str(session.session_key)


def _browsers(port: int | None) -> tuple[Any, Any]:
    """The head's and the teacher's."""
    from school.models import User

    users = [User.objects.get(email=f"{SLUG}{number}@example.invalid") for number in (0, 1)]
    head, teacher = (visitor(port, _session_of(user)) for user in users)
    return head, teacher


def _cells() -> tuple[int, list[int], list[int]]:
    """The teacher's class, its students and the term's behaviours."""
    from learningculture.tenancy import tenant
    from school.models import Enrolment, School
    from vision.models import Behaviour

    school = School.objects.get(slug=SLUG)
    with tenant(school.pk):
        pk = Enrolment.objects.get(school=school, role="teacher").school_class_id
        students = Enrolment.objects.filter(school=school, school_class=pk, role="student").order_by("member")
        behaviours = list(Behaviour.objects.filter(school=school).order_by("position").values_list("pk", flat=True))
        return pk, list(students.values_list("member", flat=True)), behaviours


def side(port: int | None) -> Side:
    """The three works, by people whose work it is: the class's teacher, and the head who sees every learner."""
    from django.conf import settings

    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    head, teacher = _browsers(port)
    pk, students, behaviours = _cells()
    seen: dict[tuple[int, int], int] = {}

    def save(n: int) -> Any:
        student, behaviour, phase = cell_saved(n)
        at = students[student], behaviours[behaviour]
        cell = {"student": at[0], "behaviour": at[1], "phase": phase, "version": seen.get(at, 1)}
        response = teacher.post(f"/s/{SLUG}/learners/{pk}/judge/", cell)
        seen[at] = response.json().get("version", 1)
        return response

    works: dict[str, Work] = {
        "grid": lambda n: teacher.get(f"/s/{SLUG}/learners/{pk}/grid/"),
        "save": save,
        "search": lambda n: head.get(f"/s/{SLUG}/search/", {"q": QUERIES[n % len(QUERIES)]}),
    }
    return Side(works, lambda name: queries_of(side(None).works[name]))


BETWEEN = ("SAVEPOINT", "RELEASE", "SELECT set_config", "SELECT current_setting")


def queries_of(work: Work) -> dict[str, int]:
    """Statements of one request: all that were sent, and those of the view that are about data."""
    from django.db import connection

    sent: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        sent.append(sql)
        return execute(sql, params, many, context)

    work(0)
    with connection.execute_wrapper(note):
        work(1)
    own = [sql for sql in sent if not sql.startswith(BETWEEN) and not _asks_who(sql)]
    return {"sent": len(sent), "data": len(own)}


def _asks_who(sql: str) -> bool:
    """The sign-in and its places in schools, which every page asks for."""
    return sql.startswith('SELECT "school_user"') or '"acts_for"' in sql


def visitors(number: int) -> list[str]:
    """Session keys of so many students."""
    from school.models import User

    students = User.objects.filter(email__startswith=CHECKING_IN).order_by("pk")[2 : number + 2]
    return [_session_of(user) for user in students]


def begin_anew() -> None:
    """No check-in has begun."""
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as connection:
        connection.execute("TRUNCATE tracking_checkin, tracking_checkinanswer CASCADE")


def kept() -> tuple[int, int]:
    """Sittings finished, and answers."""
    from learningculture.tenancy import tenant
    from school.models import School
    from tracking.models import CheckIn, CheckInAnswer

    school = School.objects.get(slug=CHECKING_IN)
    with tenant(school.pk, purpose="build"):
        done = CheckIn.objects.filter(school=school).exclude(finished_at=None).count()
        return done, CheckInAnswer.objects.filter(school=school).count()


assert STUDENTS % CLASS_SIZE == 0
