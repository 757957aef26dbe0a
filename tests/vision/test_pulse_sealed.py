"""Attacks on the ballot box by somebody who holds a copy of the database."""

import datetime
import json
import os
import threading
import time
from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import connection, connections
from nacl.public import SealedBox

from learningculture.tenancy import tenant
from school.models import Change, Member
from tests.factories.school import TODAY
from tests.factories.vision import make_staff
from tests.personas import make_personas
from vision.ballot_box import _rewrite_tables, kept_key, key_path
from vision.models import Pulse, PulseBallot, PulseParticipation
from vision.pulse import BALLOT_BYTES, AlreadyAnswered, cast_ballot, close_pulse, open_pulse
from vision.pulse_items import ITEM_KEYS

pytestmark = pytest.mark.django_db(transaction=True)

VOTERS = 12
BALLOTS, PARTICIPATIONS = "vision_pulseballot", "vision_pulseparticipation"


@pytest.fixture
def box() -> tuple[Pulse, list[Member]]:
    """An open pulse with twelve voters who have not voted yet."""
    people = make_personas()
    staff = make_staff(school=people.school, number=VOTERS)
    closes_on = TODAY + datetime.timedelta(days=7)
    pulse = open_pulse(school=people.school, term=people.term, closes_on=closes_on, by=people.head, on=TODAY)
    return pulse, staff


def vote(pulse: Pulse, member: Member, number: int) -> None:
    """An answer sheet that no other voter hands in."""
    answers = {"p1": number % 5 + 1, "p2": number // 5 + 1} | dict.fromkeys(ITEM_KEYS[2:], 3)
    with tenant(pulse.school_id, member_id=member.pk, user_id=member.user_id):
        cast_ballot(pulse=pulse, member=member, answers=answers)


def vote_all(box: tuple[Pulse, list[Member]]) -> None:
    for number, member in enumerate(box[1]):
        vote(box[0], member, number)


def rows(sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def number_in(ballot: bytes, pulse: Pulse) -> int:
    """What only the key can tell: whose ballot this is."""
    sheet = json.loads(SealedBox(kept_key(bytes(pulse.public_key))).decrypt(bytes(ballot)))
    return (sheet["p1"] - 1) + 5 * (sheet["p2"] - 1)


def test_every_row_has_the_same_version(box: tuple[Pulse, list[Member]]) -> None:
    vote_all(box)
    for table in (BALLOTS, PARTICIPATIONS):
        assert len(rows(f"SELECT DISTINCT xmin::text FROM {table}")) == 1


@pytest.mark.parametrize("order", ["id", "ctid", "xmin::text"])
def test_no_order_of_the_rows_puts_ballots_beside_voters(box: tuple[Pulse, list[Member]], order: str) -> None:
    vote_all(box)
    ballots = [number_in(row[0], box[0]) for row in rows(f"SELECT sealed FROM {BALLOTS} ORDER BY {order}")]
    voters = [row[0] for row in rows(f"SELECT user_id FROM {PARTICIPATIONS} ORDER BY ctid")]
    named = sum(box[1][number].user_id == voter for number, voter in zip(ballots, voters, strict=True))
    assert sorted(ballots) == list(range(VOTERS))
    assert ballots != list(range(VOTERS))
    assert named < 8


def test_ballots_are_of_one_length_and_say_nothing(box: tuple[Pulse, list[Member]]) -> None:
    vote(box[0], box[1][0], 0)
    with tenant(box[0].school_id):
        cast_ballot(pulse=box[0], member=box[1][1], answers={"p8": 1})
    sealed = [bytes(row[0]) for row in rows(f"SELECT sealed FROM {BALLOTS}")]
    assert {len(ballot) for ballot in sealed} == {BALLOT_BYTES + 48}
    assert not any(b"p1" in ballot and b'"p2"' in ballot for ballot in sealed)


def test_the_tables_hold_no_time_no_person_and_no_history(box: tuple[Pulse, list[Member]]) -> None:
    vote_all(box)
    columns = {
        model: {field.column for field in model._meta.local_fields if field.column}
        for model in (PulseBallot, PulseParticipation)
    }
    assert columns == {
        PulseBallot: {"id", "school_id", "pulse_id", "sealed"},
        PulseParticipation: {"school_id", "pulse_id", "user_id"},
    }
    assert not Change.objects.filter(table_name__in=[BALLOTS, PARTICIPATIONS]).exists()
    stored = {
        model._meta.label
        for model in apps.get_models()
        if any(f.related_model is PulseBallot for f in model._meta.fields)
    }
    assert stored == set()


def test_the_key_is_nowhere_in_the_database(box: tuple[Pulse, list[Member]]) -> None:
    secret = key_path(bytes(box[0].public_key)).read_bytes()
    pulse = Pulse.objects.get()
    assert bytes(pulse.public_key) != secret
    assert secret.hex() not in str(Change.objects.values_list("before", flat=True))


def test_closing_leaves_no_dead_row_on_the_disk(box: tuple[Pulse, list[Member]], monkeypatch) -> None:
    monkeypatch.setenv("DATABASE_OWNER_URL", os.environ["DATABASE_URL"])
    vote_all(box)
    assert rows(f"SELECT pg_relation_size('{BALLOTS}') > 0")[0][0]
    with tenant(box[0].school_id):
        close_pulse(pulse=box[0], on=box[0].closes_on)
    assert not key_path(bytes(box[0].public_key)).exists()
    sizes = f"SELECT pg_relation_size('{BALLOTS}'), pg_relation_size('{PARTICIPATIONS}')"
    for _ in range(20):  # the database's own vacuum may look at the tables just now and keep a row for that moment
        if rows(sizes)[0] == (0, 0):
            break
        time.sleep(0.25)
        _rewrite_tables()
    assert rows(sizes)[0] == (0, 0)
    assert box[0].answered == VOTERS


def at_once(*acts: Callable[[], None]) -> None:
    def run(act: Callable[[], None]) -> None:
        start.wait()
        try:
            act()
        except AlreadyAnswered:
            refused.append(1)
        finally:
            connections.close_all()

    start, refused = threading.Barrier(len(acts)), at_once.refused
    refused.clear()
    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


at_once.refused = []


def test_two_votes_of_one_person_at_once_count_once(box: tuple[Pulse, list[Member]]) -> None:
    pulse, staff = box
    at_once(*(lambda: vote(pulse, staff[0], 0) for _ in range(4)))
    assert len(at_once.refused) == 3
    assert (PulseBallot.objects.count(), PulseParticipation.objects.count()) == (1, 1)


def test_twelve_votes_at_once_all_count(box: tuple[Pulse, list[Member]]) -> None:
    pulse, staff = box
    at_once(*(lambda number=number: vote(pulse, staff[number], number) for number in range(VOTERS)))
    with tenant(pulse.school_id):
        close_pulse(pulse=pulse, on=pulse.closes_on)
    assert pulse.answered == VOTERS
    assert sum(pulse.results.get(item="p1").counts) == VOTERS
