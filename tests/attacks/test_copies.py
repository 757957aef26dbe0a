"""A copy of everything about somebody is no way round a wall, and no file outlives the right to it."""

from __future__ import annotations

import json
import zipfile

import pytest
from django.utils import timezone

from learningculture.tenancy import tenant
from observations.models import Visit
from school.models import AccessPack, Look, Member, Role
from school.privacy.access_pack import ask_for_pack, path_of, put_together
from school.privacy.looks import note_look
from tests.attacks.world import World, make_visitor, make_world
from tests.personas import Personas, client_for

pytestmark = pytest.mark.django_db
UNMISTAKABLE = 900_000_000
"""Added to a pack's number, so that it stands in a page only where the pack is meant: 17 is also part of a colour."""

APART = ("Osprey wondering", "Osprey account", "Osprey enquiry", "Osprey plan", "Osprey once")


@pytest.fixture
def world(people: Personas) -> World:
    found = make_world(
        school=people.school, head=people.head, teacher=people.teacher, visitor=make_visitor(people.school)
    )
    Visit.objects.filter(pk=found.visit.pk).update(agreed_step="Osprey once")
    Visit.objects.filter(pk=found.visit.pk).update(agreed_step="later")
    note_look(looker=found.visitor, subjects=[found.teacher], kind=Look.Kind.VISIT, now=timezone.now())
    return found


def packed(about: Member, by: Member) -> AccessPack:
    AccessPack.objects.filter(about=about, asked_by=by).delete()
    now = timezone.now()
    with tenant(about.school_id, member_id=by.pk):
        pack = ask_for_pack(about=about, by=by, now=now)
    put_together(school_id=about.school_id, pack_id=pack.pk, now=now)
    AccessPack.objects.filter(pk=pack.pk).update(id=UNMISTAKABLE + pack.pk)
    return AccessPack.objects.get(pk=UNMISTAKABLE + pack.pk)


def words_of(pack: AccessPack) -> str:
    with zipfile.ZipFile(path_of(pack)) as file:
        page, data = (file.read(f"everything-about-me.{kind}").decode() for kind in ("html", "json"))
    return page + json.dumps(json.loads(data), ensure_ascii=False)


@pytest.mark.parametrize("role", ["head", "administrator"])
@pytest.mark.parametrize("whose", ["teacher", "visitor"])
def test_offices_copy_about_a_colleague_tells_no_visit_and_no_enquiry(
    role: str, whose: str, people: Personas, world: World
) -> None:
    own = words_of(packed(getattr(world, whose), getattr(world, whose)))
    assert any(words in own for words in APART)
    said = words_of(packed(getattr(world, whose), getattr(people, role)))
    assert [words for words in APART if words in said] == []
    assert "opened the record of a visit" not in said
    assert "Only the person themself" in said


def test_parents_copy_has_what_the_child_has(people: Personas, world: World) -> None:
    assert "Osprey noticing" in words_of(packed(world.student, people.administrator))


def test_file_about_somebody_else_closes_with_the_role(people: Personas, world: World) -> None:
    pack = packed(world.student, people.administrator)
    path, client = f"/s/harbour-lane/school/privacy/copy/{pack.pk}/", client_for(people.administrator)
    assert client.get(path).status_code == 200
    Member.objects.filter(pk=people.administrator.pk).update(roles=[Role.TEACHER])
    assert client.get(path).status_code == 404
    assert str(pack.pk) not in client.get("/s/harbour-lane/school/privacy/").content.decode()


@pytest.mark.parametrize("role", ["head", "teacher", "student", "governor"])
def test_nobody_else_fetches_a_copy(role: str, people: Personas, world: World) -> None:
    pack = packed(world.mate, people.administrator)
    path = f"/s/harbour-lane/school/privacy/copy/{pack.pk}/"
    assert client_for(getattr(people, role)).get(path).status_code == 404
    assert client_for(people.stranger).get(path.replace("harbour-lane", "elsewhere")).status_code == 404
