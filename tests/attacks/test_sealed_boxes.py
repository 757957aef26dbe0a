"""Whoever reads the whole database, its sequences, sizes and Redis: nobody's sheet is found better than by chance.

Both boxes are attacked alike, that of a pulse and that of a round of explaining back. Each voter's sheet is one that
nobody else hands in, so that the attacker knows at once whether a guess is right.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.urls import reverse
from nacl.public import SealedBox

from learningculture.tenancy import tenant
from school.models import Member
from school.queries import today_in
from tests.factories.vision import make_commitment, make_staff
from tests.personas import client_for, make_personas
from vision.ballot_box import kept_key
from vision.explain_back import close_explain_back, explain, open_explain_back
from vision.models import ExplainBackInvited
from vision.pulse import cast_ballot, close_pulse, open_pulse

pytestmark = pytest.mark.django_db(transaction=True)

VOTERS = 12
ORDERS = ("id", "ctid", "xmin::text", "md5(sealed::text)")
PEOPLE_ORDERS = ("user_id", "ctid", "xmin::text")
MOST_NAMED = 8
"""Of twelve. A random order names one on average, and nine or more once in a million tries."""


@dataclass(frozen=True)
class Attacked:
    """A box with its two tables, its voters, and how the nth of them hands in the text of their own."""

    sitting: Any
    staff: list[Member]
    sheets: str
    people: str
    hand_in: Callable[[int], Any]
    close: Callable[[], Any]
    kept: str


def box_of_a_pulse() -> Attacked:
    people = make_personas()
    staff, today = make_staff(school=people.school, number=VOTERS), today_in(people.school)
    sitting = open_pulse(
        school=people.school, term=people.term, closes_on=today, by=people.head, on=today, asks_words=True
    )

    def hand_in(number: int) -> None:
        cast_ballot(pulse=sitting, member=staff[number], answers={"p1": 4}, words=text_of(number))

    close = lambda: close_pulse(pulse=sitting, on=today)  # noqa: E731 (one line, one use)
    return Attacked(
        sitting, staff, "vision_pulseballot", "vision_pulseparticipation", hand_in, close, "vision_pulsewords"
    )


def box_of_explanations() -> Attacked:
    people = make_personas()
    today = today_in(people.school)
    make_staff(school=people.school, number=VOTERS)
    for wording in ("wait", "name it"):
        make_commitment(school=people.school, wording=wording)
    sitting = open_explain_back(school=people.school, term=people.term, closes_on=today, by=people.head, on=today)
    turn = ExplainBackInvited.objects.filter(round=sitting).select_related("member").order_by("member")
    staff = [each.member for each in turn][:VOTERS]

    def hand_in(number: int) -> None:
        explain(sitting=sitting, member=staff[number], text=text_of(number))

    close = lambda: close_explain_back(sitting=sitting, on=today)  # noqa: E731 (one line, one use)
    tables = "vision_sealedexplanation", "vision_explainbackparticipation"
    return Attacked(sitting, staff, *tables, hand_in, close, "vision_explanation")


def text_of(number: int) -> str:
    return f"Zebracorn {number}."


def number_in(text: str) -> int:
    return int(text.removeprefix("Zebracorn ").removesuffix("."))


@pytest.fixture(params=[box_of_a_pulse, box_of_explanations])
def box(request: pytest.FixtureRequest) -> Attacked:
    return request.param()


def all_hand_in(box: Attacked) -> None:
    for number, member in enumerate(box.staff):
        with tenant(member.school_id, member_id=member.pk, user_id=member.user_id):
            box.hand_in(number)


def rows(sql: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [row[0] if len(row) == 1 else row for row in cursor.fetchall()]


def unsealed(box: Attacked, sheet: bytes) -> int:
    """What only the key can tell: whose sheet this is."""
    plain = SealedBox(kept_key(bytes(box.sitting.public_key))).decrypt(bytes(sheet)).decode().strip()
    return number_in(json.loads(plain)["words"] if plain.startswith("{") else plain)


def test_no_order_of_the_two_tables_names_more_than_chance(box: Attacked) -> None:
    all_hand_in(box)
    place = {member.user_id: number for number, member in enumerate(box.staff)}
    people = {
        order: [place[user] for user in rows(f"SELECT user_id FROM {box.people} ORDER BY {order}")]
        for order in PEOPLE_ORDERS
    }
    sheets = {
        order: [unsealed(box, sheet) for sheet in rows(f"SELECT sealed FROM {box.sheets} ORDER BY {order}")]
        for order in ORDERS
    }
    for order, by in itertools.product(sheets.values(), [*people.values(), list(range(VOTERS))]):
        assert sum(sheet == person for sheet, person in zip(order, by, strict=True)) <= MOST_NAMED
        assert sum(sheet == person for sheet, person in zip(reversed(order), by, strict=True)) <= MOST_NAMED


def test_all_rows_bear_one_transaction_and_one_size(box: Attacked) -> None:
    all_hand_in(box)
    traces = rows(f"SELECT xmin::text FROM {box.sheets} UNION ALL SELECT xmin::text FROM {box.people}")
    assert (len(traces), len(set(traces))) == (2 * VOTERS, 1)
    assert len(set(rows(f"SELECT octet_length(sealed) FROM {box.sheets}"))) == 1


def test_handing_in_moves_no_sequence_and_writes_no_other_row(box: Attacked) -> None:
    box.hand_in(0)
    before = _everything_but(box)
    box.hand_in(1)
    assert _everything_but(box) == before


def _everything_but(box: Attacked) -> dict[str, Any]:
    """The number of rows of each other table, and where each sequence stands."""
    tables = set(rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")) - {box.sheets, box.people}
    counts = {table: rows(f'SELECT count(*) FROM "{table}"')[0] for table in sorted(tables)}
    return counts | dict(rows("SELECT sequencename, coalesce(last_value, 0) FROM pg_sequences"))


def test_no_word_lies_in_the_open_before_the_close(box: Attacked) -> None:
    all_hand_in(box)
    for table in rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"):
        assert rows(f"""SELECT count(*) FROM "{table}" each WHERE each::text ILIKE '%zebracorn%'""") == [0], table


def test_what_is_kept_has_an_order_of_its_own_and_nothing_else_stays(box: Attacked) -> None:
    all_hand_in(box)
    with tenant(box.sitting.school_id):
        box.close()
    assert rows(f"SELECT count(*) FROM {box.sheets} UNION ALL SELECT count(*) FROM {box.people}") == [0, 0]
    for order in ("id", "ctid"):
        texts = [number_in(text) for text in rows(f"SELECT text FROM {box.kept} ORDER BY {order}")]
        assert sorted(texts) == list(range(VOTERS))
        assert sum(number == place for place, number in enumerate(texts)) <= MOST_NAMED
    assert rows("SELECT count(*) FROM school_change each WHERE each::text ILIKE '%zebracorn%'") == [0]
    assert len(set(rows(f"SELECT xmin::text FROM {box.kept}"))) == 1


@pytest.mark.parametrize(("name", "field"), [("pulse", "words"), ("explain_back", "text")])
def test_the_page_leaves_no_word_in_redis_or_the_session(name: str, field: str) -> None:
    box = box_of_a_pulse() if name == "pulse" else box_of_explanations()
    member = box.staff[0]
    client = client_for(member)
    client.post(reverse(f"vision:{name}", args=[member.school.slug]), {"p1": "4", field: text_of(0)})
    assert rows(f"SELECT count(*) FROM {box.sheets}") == [1]
    redis = cache._cache.get_client()  # type: ignore[attr-defined]
    held = [(key, redis.get(key)) for key in redis.keys("*") if redis.type(key) == b"string"]
    assert not [key for key, value in held if b"ebracorn" in (value or b"")]
    assert "ebracorn" not in json.dumps(dict(client.session), default=str)
    for table in ("django_session", "school_change"):
        assert rows(f"""SELECT count(*) FROM "{table}" each WHERE each::text ILIKE '%zebracorn%'""") == [0]
