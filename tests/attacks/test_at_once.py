"""The same thing sent twice at the same moment, over real connections: one row, and words instead of an error."""

from __future__ import annotations

import datetime
import threading
import uuid
from collections.abc import Callable

import pytest
from django.db import connections
from django.urls import reverse

from observations.models import Aspect, Sighting, Visit
from portfolio.models import Build
from school.models import Member
from school.queries import today_in
from tests.attacks.world import World, make_visitor, make_world
from tests.factories.vision import make_staff
from tests.personas import client_for, make_personas
from tracking.models import Evidence, Goal, Noticing
from vision.models import PulseBallot, PulseParticipation
from vision.pulse import open_pulse
from vision.pulse_items import ITEM_KEYS

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 6


@pytest.fixture
def world() -> World:
    people = make_personas()
    make_staff(school=people.school, number=8)
    return make_world(
        school=people.school, head=people.head, teacher=people.teacher, visitor=make_visitor(people.school)
    )


def at_once(member: Member, name: str, args: list[object], form: dict[str, object]) -> list[int]:
    """What each of the simultaneous senders was told."""
    url, start, told = reverse(name, args=[member.school.slug, *args]), threading.Barrier(TIMES), []
    clients = [client_for(member) for _ in range(TIMES)]

    def send(post: Callable[..., object]) -> None:
        start.wait()
        try:
            told.append(post(url, form).status_code)  # type: ignore[attr-defined]
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send, args=[client.post]) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(told) == TIMES and max(told) < 500, told
    return sorted(told)


def soon(world: World, days: int = 5) -> datetime.date:
    return today_in(world.school) + datetime.timedelta(days=days)


def test_vote(world: World) -> None:
    today = today_in(world.school)
    open_pulse(school=world.school, term=world.term, closes_on=soon(world), by=world.head, on=today)
    told = at_once(world.teacher, "vision:pulse", [], dict.fromkeys(ITEM_KEYS, "4"))
    assert (told[0], set(told[1:])) == (302, {409})
    assert (PulseBallot.objects.count(), PulseParticipation.objects.count()) == (1, 1)


def test_noticing(world: World) -> None:
    form = {"students": [world.student.pk, world.mate.pk], "behaviour": world.behaviour.pk, "context": "maths"}
    key = uuid.uuid4()
    assert set(at_once(world.teacher, "tracking:notice", [], {**form, "text": "Again.", "client_key": key})) == {302}
    assert Noticing.objects.filter(client_key=key).count() == 2


def test_record_of_a_visit(world: World) -> None:
    visit = Visit.objects.get(pk=world.agreed_visit.pk)
    aspect = Aspect.objects.filter(school=visit.school_id)[0]
    form = {f"seen_{world.behaviour.pk}_{aspect.pk}": "some", "client_key": str(uuid.uuid4()), "wondering": "?"}
    assert set(at_once(world.visitor, "observations:record", [visit.pk], form)) <= {200, 302}
    cells = Sighting.objects.filter(visit=visit)
    assert cells.count() == cells.values("behaviour", "aspect").distinct().count() > 0


def test_goal(world: World) -> None:
    world.goal.delete()
    form = {"goal-behaviour": world.behaviour.pk, "goal-situation": "Maths", "goal-review_on": soon(world).isoformat()}
    told = at_once(world.student, "tracking:choose_goal", [], form)
    assert told == [*[200] * (TIMES - 1), 302]
    assert Goal.objects.filter(student=world.student).count() == 1


def test_build(world: World) -> None:
    Build.objects.all().delete()
    assert set(at_once(world.head, "portfolio:build", [], {"term": world.term.pk})) == {302}
    assert Build.objects.count() == 1


def test_check_in_answer_and_end(world: World) -> None:
    told = at_once(world.mate, "tracking:check_in", [], {})
    assert set(told) <= {200, 302}
    assert world.mate.check_ins.count() == 1
    told = at_once(world.mate, "tracking:check_in_question", [1], {"value": "none"})
    assert set(told) == {302}
    assert world.mate.check_ins.get().answers.count() == 1


def test_grid_cell_is_won_by_one(world: World) -> None:
    world.judgement.delete()
    form = {"student": world.student.pk, "behaviour": world.behaviour.pk, "phase": "2", "version": "0"}
    told = at_once(world.teacher, "tracking:judge", [world.things["class"].pk], form)
    assert told.count(200) >= 1 and set(told) <= {200, 409}
    assert world.student.judgements.count() == 1


def test_confirmation_and_sharing(world: World) -> None:
    pk = [world.student.pk, world.evidence.pk]
    assert set(at_once(world.teacher, "tracking:confirm_evidence", pk, {})) == {302}
    assert Evidence.objects.get(pk=world.evidence.pk).confirmed_by == world.teacher
    told = at_once(world.teacher, "observations:share", [world.visit.pk], {"member": world.head.pk})
    assert set(told) <= {200, 302}
    assert world.visit.readers.count() == 1


def test_register_plan_and_publication(world: World) -> None:
    session = world.session.pk
    assert set(at_once(world.visitor, "enquiry:attendance", [session], {"mark": f"{world.teacher.pk}:present"})) == {
        302
    }
    told = at_once(world.visitor, "enquiry:plan", [session], {"will_try": "Wait", "do_less": "Talk"})
    assert set(told) <= {200, 302}
    assert world.session.plans.filter(member=world.visitor).count() == 1
    told = at_once(world.head, "vision:publish", [], {"note": "First"})
    assert set(told) <= {200, 302}
