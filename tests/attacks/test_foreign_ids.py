"""Ids of other schools, and of colleagues, in the bodies of forms: refused, and nothing is written."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from portfolio.models import Build
from school.models import Member
from school.queries import today_in
from tests.attacks.test_row_security import people, walled, world
from tests.attacks.world import World, make_elsewhere
from tests.factories.school import make_student
from tests.personas import Personas, client_for

pytestmark = pytest.mark.django_db
__all__ = ["people", "world"]
Body = Callable[[World, World], dict[str, Any]]
"""The form as the browser would send it, with one id of the other school (the second world) in it."""


def soon(world: World) -> str:
    return (today_in(world.school) + datetime.timedelta(days=3)).isoformat()


def noticing(student: Any, behaviour: Any) -> dict[str, Any]:
    return {"students": [student.pk], "behaviour": behaviour.pk, "context": "maths", "text": "She tried again."}


def visit(mine: World, **more: Any) -> dict[str, Any]:
    body = {"visitors": mine.visitor.pk, "school_class": mine.things["class"].pk, "on": soon(mine), "period": "2"}
    return {**body, "behaviours": [mine.behaviour.pk], "kind": "peer", **more}


def cell(student: Any, behaviour: Any) -> dict[str, Any]:
    return {"student": student.pk, "behaviour": behaviour.pk, "phase": "2", "version": "0"}


def enquiry(mine: World, **more: Any) -> dict[str, Any]:
    body = {"question": "Does it help?", "why": "I wonder", "behaviour": mine.behaviour.pk, "cycle": "default"}
    return {**body, "origin": "own", **more}


FORMS: list[tuple[str, str, str, Body]] = [
    ("teacher", "tracking:notice", "", lambda m, o: noticing(o.student, m.behaviour)),
    ("teacher", "tracking:notice", "", lambda m, o: noticing(m.student, o.behaviour)),
    ("teacher", "tracking:judge", "class", lambda m, o: cell(o.student, m.behaviour)),
    ("teacher", "tracking:judge", "class", lambda m, o: cell(m.student, o.behaviour)),
    ("student", "tracking:choose_goal", "", lambda m, o: goal(m, o.behaviour)),
    ("student", "tracking:add_evidence", "", lambda m, o: evidence(o.behaviour)),
    ("teacher", "observations:propose", "", lambda m, o: visit(m, visitors=o.visitor.pk)),
    ("teacher", "observations:propose", "", lambda m, o: visit(m, second_visitor=o.head.pk)),
    ("teacher", "observations:propose", "", lambda m, o: visit(m, school_class=o.things["class"].pk)),
    ("teacher", "observations:propose", "", lambda m, o: visit(m, behaviours=[o.behaviour.pk])),
    ("teacher", "observations:propose", "", lambda m, o: visit(m, commitment=o.commitment.pk)),
    ("visitor", "observations:ask", "", lambda m, o: visit(m, host=room(o))),
    ("teacher", "observations:share", "visit", lambda m, o: {"member": o.head.pk}),
    ("teacher", "enquiry:open", "", lambda m, o: enquiry(m, behaviour=o.behaviour.pk)),
    ("teacher", "enquiry:open", "", lambda m, o: enquiry(m, team=[o.visitor.pk])),
    ("teacher", "enquiry:open", "", lambda m, o: enquiry(m, commitment=o.commitment.pk)),
    ("visitor", "enquiry:start_plc", "", lambda m, o: plc(m, members=[o.teacher.pk])),
    ("visitor", "enquiry:start_plc", "", lambda m, o: plc(m, commitment=o.commitment.pk)),
    ("teacher", "enquiry:plan", "session", lambda m, o: plan(behaviour=o.behaviour.pk)),
    ("teacher", "enquiry:plan", "session", lambda m, o: plan(school_class=o.things["class"].pk)),
    ("teacher", "enquiry:attendance", "session", lambda m, o: {"mark": f"{o.teacher.pk}:present"}),
    ("head", "vision:focus", "", lambda m, o: {"behaviours": [o.behaviour.pk]}),
    ("head", "portfolio:build", "", lambda m, o: {"term": o.term.pk}),
    ("head", "portfolio:build", "", lambda m, o: {"resume": o.build.pk}),
]


def goal(mine: World, behaviour: Any) -> dict[str, Any]:
    mine.goal.delete()
    return {"goal-behaviour": behaviour.pk, "goal-situation": "Maths", "goal-review_on": soon(mine)}


def evidence(behaviour: Any) -> dict[str, Any]:
    return {"evidence-behaviour": behaviour.pk, "evidence-title": "A bridge", "evidence-story": "It fell."}


def plc(mine: World, **more: Any) -> dict[str, Any]:
    body = {"name": "Readers", "template": "learning_team", "purpose": "Talk", "members": [mine.teacher.pk]}
    return {**body, **more}


def plan(**more: Any) -> dict[str, Any]:
    return {"will_try": "Wait", "do_less": "Talk", "first_when": "Monday", **more}


def room(other: World) -> int:
    pk: int = other.teacher.enrolments.get(school_class=other.things["class"]).pk
    return pk


def state_of_the_database() -> dict[str, tuple[Any, ...]]:
    """Every tenant table's content, in one line each."""
    found = {}
    with connection.cursor() as cursor:
        for model in walled():
            table = model._meta.db_table
            cursor.execute(
                f"SELECT count(*), coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') FROM {table} t"
            )
            found[table] = cursor.fetchone()
    return found


def sent(who: str, name: str, on: str, body: Body, world: World, other: World) -> tuple[dict[str, Any], Any]:
    """The database before, and the answer."""
    form, mine = body(world, other), [world.things[on].pk] if on else []
    Build.objects.update(state=Build.State.FAILED)
    before = state_of_the_database()
    return before, client_for(world.things[who]).post(reverse(name, args=[world.school.slug, *mine]), form)


with_each_form = pytest.mark.parametrize(
    ("who", "name", "on", "body"), FORMS, ids=[f"{name}-{number}" for number, (_who, name, *_) in enumerate(FORMS)]
)


@with_each_form
def test_the_same_form_with_own_ids_is_taken(who: str, name: str, on: str, body: Body, world: World) -> None:
    """Otherwise a refusal below would say nothing."""
    world.judgement.delete()
    before, answer = sent(who, name, on, body, world, world)
    assert answer.status_code in (200, 302)
    assert state_of_the_database() != before


@with_each_form
def test_other_schools_id_is_refused(who: str, name: str, on: str, body: Body, people: Personas, world: World) -> None:
    before, answer = sent(who, name, on, body, world, make_elsewhere(people.stranger))
    assert answer.status_code in (200, 302, 404)
    assert state_of_the_database() == before
    if answer.status_code == 200:
        assert "error" in answer.text
    if answer.status_code == 302:
        assert name in SAID_ON_THE_NEXT_PAGE


SAID_ON_THE_NEXT_PAGE = {"portfolio:build"}


def refused(member: Member, name: str, args: list[Any], form: dict[str, Any]) -> bool:
    before = state_of_the_database()
    answer = client_for(member).post(reverse(name, args=[member.school.slug, *args]), form)
    return answer.status_code in (200, 403, 404) and state_of_the_database() == before


def test_learner_of_another_class_is_refused_in_notes_and_judgements(people: Personas, world: World) -> None:
    """The same school, a child whom this teacher does not teach."""
    apart = make_student(school=people.school, name="Noor Apart")
    pk = world.things["class"].pk
    assert refused(world.teacher, "tracking:notice", [], noticing(apart, world.behaviour))
    assert refused(world.teacher, "tracking:judge", [pk], cell(apart, world.behaviour))
    assert refused(people.plc_lead, "tracking:judge", [pk], cell(world.student, world.behaviour))


def test_fields_that_no_form_has_change_nothing(people: Personas, world: World) -> None:
    """Mass assignment: roles, school, owner, state and version beside the declared fields."""
    extra = {"school": people.stranger.school_id, "roles": "head", "is_staff": "1", "member": people.head.pk}
    extra |= {"host": people.head.pk, "state": "held", "ring": "school", "student": world.mate.pk, "by": people.head.pk}
    extra |= {"goal-student": world.mate.pk, "goal-school": people.stranger.school_id, "goal-reviewed_on": "2026-01-01"}
    world.goal.delete()
    slug, made = world.school.slug, {**extra, "goal-behaviour": world.behaviour.pk, "goal-situation": "Maths"}
    client_for(world.student).post(
        reverse("tracking:choose_goal", args=[slug]), {**made, "goal-review_on": soon(world)}
    )
    mine = world.student.goals.get()
    assert (mine.school_id, mine.reviewed_on, mine.situation) == (world.school.pk, None, "Maths")
    client_for(world.teacher).post(reverse("enquiry:plan", args=[slug, world.session.pk]), {**plan(), **extra})
    world.plan.refresh_from_db()
    assert (world.plan.member, world.plan.will_try, world.plan.school_id) == (world.teacher, "Wait", world.school.pk)
