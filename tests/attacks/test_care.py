"""Attacks on concerns and on support's way in: whose words, where they could lie, and what an hour lets one open."""

from __future__ import annotations

import datetime
import logging
import pickle
import uuid

import pytest
from django.core.cache import cache
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from learningculture.tenancy import tenant
from school.models import Concern, Member, Role, SupportAccess, SupportLook
from school.office.people import give_roles
from school.safeguarding.steps import add_step
from school.safeguarding.telling import tell_readers
from tests.attacks.test_matrix import IN_SCHOOL, SAMPLES
from tests.attacks.world import make_visitor, make_world
from tests.factories.care import make_concern, make_lead, make_support_visit, make_supporter
from tests.personas import Personas, client_for

pytestmark = pytest.mark.django_db
CANARY = "Peregrine"


@pytest.fixture
def lead(people: Personas) -> Member:
    return make_lead(school=people.school)


def pages_of_concern(people: Personas, concern: Concern) -> list[tuple[str, str]]:
    names = (("get", "concern"), ("post", "acknowledge_concern"), ("post", "add_concern_step"))
    return [(way, reverse(f"school:{name}", args=[people.school.slug, concern.pk])) for way, name in names]


@pytest.mark.parametrize(
    ("about", "refused"), [("child", "head"), ("child", "administrator"), ("adult", "administrator"), ("head", "head")]
)
def test_nobody_but_its_readers_opens_a_concern(people: Personas, lead: Member, about: str, refused: str) -> None:
    concern = make_concern(by=people.teacher, about=about, words=CANARY)
    others = [
        *people.members().values(),
        make_lead(school=people.stranger.school),
        people.stranger,
        people.network_lead,
    ]
    readers = {people.head} if about == "adult" else set()
    assert getattr(people, refused) not in readers
    for member in others:
        for way, url in pages_of_concern(people, concern):
            answer = getattr(client_for(member), way)(url, {"kind": "note", "text": "x"})
            assert (answer.status_code in (403, 404)) != (member in readers), (member, url)
            assert CANARY not in answer.content.decode() or member in readers


def test_whom_it_is_about_never_opens_it_whatever_their_role(people: Personas, lead: Member) -> None:
    for subject in (people.head, lead):
        make_lead(school=people.school)
        concern = make_concern(by=people.teacher, about="adult", subject=subject, words=CANARY)
        for way, url in pages_of_concern(people, concern):
            assert getattr(client_for(subject), way)(url).status_code == 404
        page = client_for(subject).get(reverse("school:concerns", args=[people.school.slug])).content.decode()
        assert subject.display_name not in page.partition('id="main"')[2]


def test_head_who_becomes_lead_reads_nothing_said_of_the_head(people: Personas, lead: Member) -> None:
    concern = make_concern(by=people.teacher, about="head", words=CANARY)
    give_roles(member=people.head, roles=[Role.SAFEGUARDING_LEAD], by=people.head, confirmed=True)
    for way, url in pages_of_concern(people, concern):
        assert getattr(client_for(people.head), way)(url).status_code == 404
    assert client_for(lead).get(pages_of_concern(people, concern)[0][1]).status_code == 200


def rows_seen(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize("purpose", ["", "build", "audit", "privacy", "retention"])
def test_database_shows_no_concern_without_the_purpose(people: Personas, lead: Member, purpose: str) -> None:
    concern = make_concern(by=people.teacher, words=CANARY)
    add_step(concern=concern, kind="note", text=CANARY, by=lead, now=timezone.now())
    for member in (lead, people.head):
        with tenant(people.school.pk, member_id=member.pk, user_id=member.user_id, purpose=purpose):
            assert [rows_seen("school_concern"), rows_seen("school_concernstep")] == [0, 0]
    with tenant(people.stranger.school_id, purpose="safeguarding"):
        assert [rows_seen("school_concern"), rows_seen("school_concernstep")] == [0, 0]
    with tenant(people.school.pk, purpose="safeguarding"):
        assert [rows_seen("school_concern"), rows_seen("school_concernstep")] == [1, 2]


def test_words_cannot_be_changed_even_with_the_purpose(people: Personas, lead: Member) -> None:
    concern = make_concern(by=people.teacher, words=CANARY)
    with tenant(people.school.pk, purpose="safeguarding"), connection.cursor() as cursor:
        cursor.execute("UPDATE school_concern SET words = 'x'")
        cursor.execute("DELETE FROM school_concern")
        cursor.execute("UPDATE school_concernstep SET text = 'x'")
    concern.refresh_from_db()
    assert concern.words == CANARY


def tables_with(words: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
        names = [row[0] for row in cursor.fetchall()]
        found = set()
        for name in names:
            cursor.execute(f'SELECT EXISTS (SELECT 1 FROM "{name}" t WHERE t::text LIKE %s)', [f"%{words}%"])
            if cursor.fetchone()[0]:
                found.add(name)
    return found


def redis_with(words: str) -> list[bytes]:
    client = cache._cache.get_client()  # type: ignore[attr-defined]
    values = [(key, client.dump(key) or b"") for key in client.scan_iter()]
    return [key for key, value in values if words.encode() in key + value]


def raise_by_form(people: Personas, words: str) -> None:
    url = reverse("school:raise_concern", args=[people.school.slug])
    filled = {"about": "child", "words": words, "danger": "no", "who": words, "client_key": str(uuid.uuid4())}
    assert client_for(people.student).post(url, filled).status_code == 302
    assert client_for(people.student).post(url, {**filled, "danger": ""}).status_code == 200


def test_words_stand_in_one_table_and_nowhere_else(
    people: Personas, lead: Member, caplog: pytest.LogCaptureFixture, mailoutbox: list
) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("django.db.backends").setLevel(logging.INFO)
    raise_by_form(people, CANARY)
    concern = Concern.objects.get()
    tell_readers(school_id=people.school.pk, concern_id=concern.pk, now=timezone.now())
    client_for(lead).get(reverse("school:concern", args=[people.school.slug, concern.pk]))
    note = {"kind": "note", "text": f"{CANARY} again"}
    client_for(lead).post(reverse("school:add_concern_step", args=[people.school.slug, concern.pk]), note)
    assert tables_with(CANARY) == {"school_concern", "school_concernstep"}
    assert redis_with(CANARY) == []
    assert CANARY not in caplog.text
    assert [mail for mail in mailoutbox if CANARY in pickle.dumps(mail.message().as_bytes()).decode("latin-1")] == []
    assert len(mailoutbox) == 1


OWN_PAGES = {"school:concern", "school:concerns"}


def test_no_page_of_anybody_tells_the_words(people: Personas, lead: Member) -> None:
    world = make_world(
        school=people.school, head=people.head, teacher=people.teacher, visitor=make_visitor(people.school)
    )
    make_concern(by=world.student, words=CANARY, subject=world.student, subject_named=CANARY, about="child")
    told = []
    for member in (*people.members().values(), world.student, lead):
        client = client_for(member)
        for name in set(IN_SCHOOL) - (OWN_PAGES if member == lead else set()):
            url = reverse(name, args=[people.school.slug, *SAMPLES.get(name, lambda w: [])(world)])
            with transaction.atomic():
                if f">{CANARY}" in client.get(f"{url}?q={CANARY}").content.decode(errors="replace"):
                    told.append((member, name))
                transaction.set_rollback(True)
    assert told == []


@pytest.fixture
def supporter(people: Personas):
    user = make_supporter()
    make_support_visit(school=people.school, user=user, by=people.head)
    return user


SUPPORT_OPENS = {name for name, entry in IN_SCHOOL.items() if getattr(entry.callback, "support", False)}


def test_support_opens_a_few_pages_of_the_office_and_nothing_else(people: Personas, supporter) -> None:
    world = make_world(
        school=people.school, head=people.head, teacher=people.teacher, visitor=make_visitor(people.school)
    )
    client, opened = client_for(supporter), set()
    for name in IN_SCHOOL:
        url = reverse(name, args=[people.school.slug, *SAMPLES.get(name, lambda w: [])(world)])
        answer = client.get(url)
        assert answer.status_code in (200, 403, 405), (name, answer.status_code)
        opened |= {name} if answer.status_code == 200 else set()
        assert client.post(url).status_code == 403, name
    assert {"school:office", "school:members", "school:permissions"} <= opened == SUPPORT_OPENS
    learning = ("tracking:", "vision:", "observations:", "enquiry:", "portfolio:", "home:", "school:concern")
    assert not [name for name in opened if name.startswith(learning)]
    assert SupportLook.objects.count() == len(opened)


def test_support_finds_no_school_without_consent_after_the_hour_or_elsewhere(people: Personas, supporter) -> None:
    office = reverse("school:office", args=[people.school.slug])
    client = client_for(supporter)
    assert client.get(office).status_code == 200
    assert client.get(reverse("school:office", args=[people.stranger.school.slug])).status_code == 404
    assert client_for(make_supporter()).get(office).status_code == 404
    begun = SupportAccess.objects.get().answered_at
    for minutes, status in ((59, 200), (60, 404), (61, 404)):
        SupportAccess.objects.update(answered_at=timezone.now() - datetime.timedelta(minutes=minutes))
        assert client.get(office).status_code == status, minutes
    SupportAccess.objects.update(answered_at=begun, ended_at=timezone.now())
    assert client.get(office).status_code == 404


def test_support_refused_or_not_answered_finds_no_school(people: Personas) -> None:
    user, office = make_supporter(), reverse("school:office", args=[people.school.slug])
    access = make_support_visit(school=people.school, user=user)
    assert client_for(user).get(office).status_code == 404
    answer = reverse("school:let_support_in", args=[people.school.slug, access.pk])
    assert client_for(user).post(answer, {"consent": "yes"}).status_code == 404
    client_for(people.head).post(answer, {"consent": "no"})
    assert client_for(user).get(office).status_code == 404


def test_support_reads_no_concern_visit_or_learner_in_the_database(people: Personas, supporter) -> None:
    make_world(school=people.school, head=people.head, teacher=people.teacher, visitor=make_visitor(people.school))
    with tenant(people.school.pk, user_id=supporter.pk):
        assert [rows_seen("school_concern"), rows_seen("observations_visit")] == [0, 0]


def test_role_of_support_is_in_no_members_row(people: Personas) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Member.objects.filter(pk=people.teacher.pk).update(roles=[Role.TEACHER, Role.SUPPORT])
