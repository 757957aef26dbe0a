"""Everything about me: all of mine, nothing of others, for me alone, for a week."""

from __future__ import annotations

import datetime
import json
import os
import stat
import zipfile

import pytest
from django.utils import timezone

from learningculture.tenancy import tenant
from school.models import AccessPack, Look, Member
from school.privacy.access_pack import (
    ask_for_pack,
    pack_to_fetch,
    packs_of,
    path_of,
    put_together,
    remove_old_packs,
    remove_orphans,
)
from school.privacy.tasks import look_after_packs
from tests.attacks.world import make_elsewhere, make_visitor, make_world
from tests.factories.privacy import make_request, plant_facts, words_written_by
from tests.factories.tracking import make_noticing
from tests.personas import Personas

FEWEST_FACTS = 60


@pytest.fixture
def world(people: Personas):
    return make_world(
        school=people.school, head=people.head, teacher=people.teacher, visitor=make_visitor(people.school)
    )


def packed(about: Member, by: Member | None = None) -> tuple[str, dict]:
    """The words of the pack, of the page and of the data."""
    now = timezone.now()
    with tenant(about.school_id, member_id=(by or about).pk):
        pack = ask_for_pack(about=about, by=by or about, now=now)
    put_together(school_id=about.school_id, pack_id=pack.pk, now=now)
    pack.refresh_from_db()
    with zipfile.ZipFile(path_of(pack)) as file:
        page, data = (file.read(f"everything-about-me.{kind}").decode() for kind in ("html", "json"))
    return page, json.loads(data)


def test_pack_has_every_planted_fact_and_none_of_others(people: Personas, world) -> None:
    persons = {"Robin": world.student, "Heron": world.teacher, "Finch": world.visitor, "Stork": world.mate}
    for person in (world.student, world.teacher):
        make_request(about=person)
        make_noticing(student=world.student, author=world.teacher)
    planted = {word: plant_facts(person, word) for word, person in persons.items()}
    planted["Raven"] = plant_facts(make_elsewhere(people.stranger).teacher, "Raven")
    assert len(planted["Robin"] | planted["Heron"]) >= FEWEST_FACTS
    for word, person in persons.items():
        page, data = packed(person)
        text, every = json.dumps(data, ensure_ascii=False), {token for facts in planted.values() for token in facts}
        wanted = set(planted[word]) | (words_written_by(person) & every)
        assert {token for token in every if token in text} == wanted, word
        assert {token for token in every if token in page} == wanted, word


def test_what_two_people_share_goes_to_both_without_the_others_name(people: Personas, world) -> None:
    host, _data = packed(world.teacher)
    visitor, _data = packed(world.visitor)
    assert "Osprey wondering" in host and "Osprey account" in host
    assert "Osprey wondering" in visitor and "Osprey account" not in visitor
    assert "Vera Visitor" not in host and "Amira Rahman" not in visitor.replace("Amira Rahman opened", "")


def test_names_of_others_are_taken_out_of_texts(people: Personas, world) -> None:
    world.noticing.text = f"{world.mate.display_name} and he tried {world.mate.family_name} again"
    world.noticing.save()
    page, _data = packed(world.student)
    assert "[name] and he tried" in page
    page, _data = packed(world.teacher)
    assert world.student.given_name not in page


def test_earlier_versions_are_in_the_pack(people: Personas, world) -> None:
    world.goal.situation = "When I am stuck again"
    world.goal.save()
    page, _data = packed(world.student)
    assert "When I am stuck in maths" in page and "When I am stuck again" in page


def test_sealed_answers_are_left_out_with_the_reason(people: Personas, world) -> None:
    page, data = packed(world.teacher)
    assert "nobody can tell whose they are" in page
    assert not [section for section in data["sections"] if section["table"].startswith("vision.PulseP")]


def test_child_reads_child_words(people: Personas, world) -> None:
    page, _data = packed(world.student)
    assert "Everything about me" in page and "tell a grown-up at school" in page


def test_file_is_readable_by_the_server_alone_and_named_by_chance(people: Personas, world) -> None:
    packed(world.teacher)
    pack = AccessPack.objects.get(about=world.teacher, state="ready")
    assert stat.S_IMODE(path_of(pack).stat().st_mode) == 0o600
    assert len(pack.file_name) > 40 and pack.rows > 3


def test_pack_asked_for_twice_is_made_once(people: Personas) -> None:
    now = timezone.now()
    first, second = (ask_for_pack(about=people.teacher, by=people.teacher, now=now) for _ in range(2))
    assert first == second
    put_together(school_id=people.school.pk, pack_id=first.pk, now=now)
    first.refresh_from_db()
    written = path_of(first).stat().st_mtime_ns
    put_together(school_id=people.school.pk, pack_id=first.pk, now=now)
    assert path_of(first).stat().st_mtime_ns == written


def test_only_who_asked_fetches_it_and_the_subject_sees_that(people: Personas, world) -> None:
    packed(world.student, by=people.administrator)
    pack, now = AccessPack.objects.get(about=world.student), timezone.now()
    fetched = {person: pack_to_fetch(person, pack.pk, now) for person in (people.administrator, world.student)}
    assert [bool(found) for found in fetched.values()] == [True, False]
    with tenant(people.school.pk, member_id=people.plc_lead.pk):
        assert not AccessPack.objects.exists()
    assert Look.objects.filter(subject=world.student, kind="pack", looker=people.administrator).count() == 1


def test_file_is_gone_after_a_week(people: Personas) -> None:
    packed(people.teacher)
    pack, later = AccessPack.objects.get(), timezone.now() + datetime.timedelta(days=7, minutes=1)
    file = path_of(pack)
    with tenant(people.school.pk, purpose="privacy"):
        assert (remove_old_packs(now=later), remove_old_packs(now=later)) == (1, 0)
    assert not file.exists() and packs_of(people.teacher, later) == []


def test_file_without_a_pack_is_swept(people: Personas) -> None:
    packed(people.teacher)
    file = path_of(AccessPack.objects.get())
    assert remove_orphans(now=timezone.now()) == 0
    os.utime(file, (0, 0))
    assert remove_orphans(now=timezone.now()) == 1


def test_sweeper_finds_a_pack_whose_worker_was_lost(people: Personas, monkeypatch: pytest.MonkeyPatch) -> None:
    from school.privacy import tasks

    told: list[dict] = []
    monkeypatch.setattr(tasks.put_pack_together, "delay", lambda **what: told.append(what))
    pack = ask_for_pack(about=people.teacher, by=people.teacher, now=timezone.now())
    look_after_packs()
    assert told == [{"school_id": people.school.pk, "pack_id": pack.pk}]


def test_pack_that_nobody_could_make_in_a_day_is_said_to_have_failed(people: Personas) -> None:
    now = timezone.now()
    pack = ask_for_pack(about=people.teacher, by=people.teacher, now=now - datetime.timedelta(days=1, minutes=1))
    look_after_packs()
    assert [shown.state for shown in packs_of(people.teacher, now)] == ["failed"]
    assert ask_for_pack(about=people.teacher, by=people.teacher, now=now) != pack
