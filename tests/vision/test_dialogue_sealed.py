"""Attacks on remarks without a name by somebody who holds a copy of the database, the logs or the cache."""

import itertools
import logging
import os
import uuid
from urllib.parse import urlencode

import psycopg
import pytest
from django.core.cache import cache
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from learningculture.tenancy import tenant
from school.models import Change, Member
from tests.factories.dialogue import make_paragraph
from tests.factories.school import TODAY
from tests.factories.vision import make_staff
from tests.personas import Personas, client_for, make_personas
from vision.dialogue import rewrite_unnamed, say_unnamed
from vision.models import Paragraph, Remark, UnnamedRemark
from vision.narrative import publish_narrative
from vision.remarks import margin_of, published_content

pytestmark = pytest.mark.django_db(transaction=True)

VOICES = 12
FEWEST_LUCKY = 8
"""Of twelve placed at random, eight or more fall on their own place about once in 66,000 times."""

TABLE = "vision_unnamedremark"


@pytest.fixture
def people() -> Personas:
    return make_personas()


@pytest.fixture
def paragraph(people: Personas) -> Paragraph:
    with tenant(people.school.pk, member_id=people.head.pk):
        found = make_paragraph(by=people.head)
        publish_narrative(school=people.school, note="", by=people.head, now=timezone.now())
    return found


@pytest.fixture
def speakers(people: Personas) -> list[Member]:
    return make_staff(school=people.school, number=VOICES)


def rows(sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def body(people: Personas, paragraph: Paragraph, text: str, voice: str) -> dict[str, str]:
    """The form as the page gives it."""
    with tenant(people.school.pk, member_id=people.head.pk):
        passage = margin_of(people.head, published_content(people.school)).passage(paragraph.pk)
    words = {"kind": "doubt", "text": text, "quote": "", "voice": voice}
    return {**words, "client_key": str(uuid.uuid4()), "read": passage.seal}


def post(people: Personas, paragraph: Paragraph, member: Member, text: str, voice: str = "unnamed"):
    address = reverse("vision:say", args=[people.school.slug, paragraph.pk])
    return client_for(member).post(address, body(people, paragraph, text, voice))


def all_speak(people: Personas, paragraph: Paragraph, speakers: list[Member]) -> None:
    for number, member in enumerate(speakers):
        assert post(people, paragraph, member, f"Doubt {number:02}").status_code == 302


@pytest.mark.parametrize("order", ["id", "ctid", "xmin::text, ctid"])
def test_no_order_of_the_rows_is_that_of_the_speakers(people, paragraph, speakers, order: str) -> None:
    all_speak(people, paragraph, speakers)
    said = [int(text[-2:]) for (text,) in rows(f"SELECT text FROM {TABLE} ORDER BY {order}")]
    assert sorted(said) == list(range(VOICES))
    assert said != list(range(VOICES)) and said != list(reversed(range(VOICES)))
    assert sum(number == place for place, number in enumerate(said)) < FEWEST_LUCKY


def test_every_row_has_the_same_version(people, paragraph, speakers) -> None:
    all_speak(people, paragraph, speakers)
    assert len(rows(f"SELECT DISTINCT xmin::text FROM {TABLE}")) == 1


def test_no_column_no_audit_and_no_sequence_holds_a_person_or_a_time(people, paragraph, speakers) -> None:
    all_speak(people, paragraph, speakers)
    assert {field.column for field in UnnamedRemark._meta.local_fields} == {
        *("id", "school_id", "wording_id", "paragraph_id", "window_id", "theme_id"),
        *("kind", "quote", "text", "adopted_in_id"),
    }
    assert not Change.objects.filter(table_name=TABLE).exists()
    assert not Change.objects.filter(member_id__in=[member.pk for member in speakers]).exists()
    assert rows(f"SELECT pg_get_serial_sequence('{TABLE}', 'id')") == [(None,)]


def test_nothing_else_is_written_in_the_transaction_of_a_remark(people, paragraph, speakers) -> None:
    """The common row version is that of the last one said: no row that names somebody has the same."""
    post(people, paragraph, speakers[0], "A doubt")
    version = rows(f"SELECT xmin::text FROM {TABLE}")[0][0]
    tables = [name for (name,) in rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
    assert [name for name in tables if rows(f"SELECT 1 FROM {name} WHERE xmin::text = '{version}'")] == [TABLE]


def test_named_remarks_between_do_not_count_the_unnamed(people, paragraph, speakers) -> None:
    for number, member in enumerate(speakers):
        post(people, paragraph, member, f"Word {number}", "named" if number % 3 == 0 else "unnamed")
    keys = sorted(Remark.objects.values_list("pk", flat=True))
    assert [after - before for before, after in itertools.pairwise(keys)] == [1] * (len(keys) - 1)


def test_answer_is_the_same_with_a_name_and_without(people, paragraph, speakers) -> None:
    answers = [post(people, paragraph, speakers[0], "The same words", voice) for voice in ("named", "unnamed")]
    told = [(one.status_code, one.headers["Location"], one.content) for one in answers]
    assert told[0] == told[1]
    cookies = [{name: len(morsel.value) for name, morsel in one.cookies.items()} for one in answers]
    assert cookies[0].keys() == cookies[1].keys()


def test_no_log_line_and_no_cache_key_holds_what_was_said_or_who(people, paragraph, speakers, caplog) -> None:
    given = body(people, paragraph, "Heron in the reeds", "unnamed")
    client = client_for(speakers[0])
    with caplog.at_level(logging.INFO):
        client.post(reverse("vision:say", args=[people.school.slug, paragraph.pk]), given)
    assert "Heron" in rows(f"SELECT text FROM {TABLE}")[0][0]
    lines = [record.getMessage() for record in caplog.records]
    assert [line for line in lines if "Heron" in line or given["client_key"] in line] == []
    assert [line for line in lines if speakers[0].display_name in line or f"/{paragraph.pk}/" in line] == []
    store = cache._cache.get_client()  # type: ignore[attr-defined]
    assert not any(given["client_key"].encode() in key or b"dialogue" in key for key in store.keys("*"))


def test_the_key_of_the_form_is_nowhere_in_the_database(people, paragraph, speakers) -> None:
    given = body(people, paragraph, "A doubt", "unnamed")
    address = reverse("vision:say", args=[people.school.slug, paragraph.pk])
    client_for(speakers[0]).post(address, urlencode(given), content_type="application/x-www-form-urlencoded")
    kept = str(rows(f"SELECT t::text FROM {TABLE} t"))
    assert "A doubt" in kept and given["client_key"] not in kept


def test_after_the_night_no_deleted_row_stays_on_the_disk(people, paragraph, monkeypatch) -> None:
    monkeypatch.setenv("DATABASE_OWNER_URL", os.environ["DATABASE_URL"])
    wording = paragraph.wordings.get()
    with psycopg.connect(os.environ["LC_TEST_ADMIN_URL"]) as elsewhere:  # a long transaction in another database
        elsewhere.execute("SELECT txid_current()")
        for number in range(VOICES):
            with tenant(people.school.pk):
                text = f"Doubt {number} " * 20
                say_unnamed(wording=wording, kind="doubt", text=text, quote="", on=TODAY, client_key=uuid.uuid4())
        before = rows(f"SELECT pg_relation_size('{TABLE}')")[0][0]
        assert rewrite_unnamed() is True
    assert rows(f"SELECT pg_relation_size('{TABLE}')")[0][0] < before
    assert UnnamedRemark.objects.count() == VOICES
