"""Removing a person: nothing of them is left anywhere, what belongs to others stays, past figures do not move."""

from __future__ import annotations

import datetime

import pytest
import redis
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.utils import ProgrammingError
from django.utils import timezone

from learningculture.tenancy import tenant
from portfolio.models import Figure, IndicatorValue, Portfolio
from school.models import Certificate, Change, LegalHold, Member, User
from school.privacy.access_pack import ask_for_pack, packs_folder, put_together
from school.privacy.audit_lines import forget_words
from school.privacy.data_map import data_map
from school.privacy.erasure import check_can_erase, erase_person, erasure_preview
from tests.attacks.world import make_visitor, make_world
from tests.factories.care import make_concern
from tests.factories.portfolio import make_portfolio
from tests.factories.privacy import everything_in_the_database, make_request, plant_facts
from tests.factories.school import make_member, make_network, make_school
from tests.factories.tracking import make_noticing
from tests.factories.vision import make_pulse
from tests.personas import Personas, client_for
from vision.models import Pulse, PulseItemResult

FEWEST_FACTS = 60
YESTERDAY = timezone.localdate() - datetime.timedelta(days=1)


@pytest.fixture
def world(people: Personas):
    return make_world(
        school=people.school, head=people.head, teacher=people.teacher, visitor=make_visitor(people.school)
    )


def gone(member: Member) -> Member:
    """The person has left."""
    Member.objects.filter(pk=member.pk).update(left_on=YESTERDAY)
    member.refresh_from_db()
    return member


def plant_everywhere(person: Member, word: str) -> set[str]:
    """Twice, so that the first stands in the audit alone; a pack holds the second."""
    first = plant_facts(person, f"{word}Once")
    second = plant_facts(person, word)
    now = timezone.now()
    pack = ask_for_pack(about=person, by=person, now=now)
    put_together(school_id=person.school_id, pack_id=pack.pk, now=now)
    return {*first, *second}


def erased(member: Member, by: Member) -> Certificate:
    with tenant(by.school_id, member_id=by.pk, user_id=by.user_id):
        return erase_person(member=gone(member), by=by, now=timezone.now())


def redis_text() -> str:
    store = redis.Redis.from_url(settings.REDIS_URL)
    return " ".join(str(key) + str(store.get(key)) for key in store.scan_iter() if store.type(key) == b"string")


@pytest.mark.parametrize("role", ["student", "teacher"])
def test_no_planted_fact_is_left_anywhere(people: Personas, world, role: str) -> None:
    person = getattr(world, role)
    make_request(about=person)
    for place in range(12):
        noticing = make_noticing(student=world.student, author=people.head, text=f"{role[0]}Kestrel was {place}")
        noticing.delete() if place % 4 else None
    for _ in range(10):
        make_noticing(student=world.student, author=people.head)
    files = set(packs_folder().glob("*.zip"))
    planted = plant_everywhere(person, "Kestrel")
    assert len(set(packs_folder().glob("*.zip")) - files) == 1
    assert len(planted) >= FEWEST_FACTS
    client_for(person).get("/schools/")
    erased(person, people.administrator)
    left = {
        table: [token for token in planted if token in text] for table, text in everything_in_the_database().items()
    }
    assert {table: tokens for table, tokens in left.items() if tokens} == {}
    assert role == "teacher" or "sKestrel" not in str(everything_in_the_database())
    assert set(packs_folder().glob("*.zip")) == files
    assert "Kestrel" not in redis_text()


def test_sign_in_sessions_and_addresses_are_gone(people: Personas, world) -> None:
    user, client = world.teacher.user, client_for(world.teacher)
    assert client.get("/s/harbour-lane/").status_code == 200
    erased(world.teacher, people.administrator)
    assert not User.objects.filter(pk=user.pk).exists()
    assert client.get("/s/harbour-lane/").status_code == 302
    assert user.email not in str(everything_in_the_database())


def test_frozen_figures_stay_to_the_byte(people: Personas, world) -> None:
    make_portfolio(term=people.term)
    make_pulse(term=people.term, by=world.teacher, counts={"p1": [1, 2, 3, 5, 4]})
    before = [list(model.objects.order_by("pk").values()) for model in (IndicatorValue, Figure, PulseItemResult)]
    hashes = list(Portfolio.objects.values_list("content_hash", "inputs_hash"))
    erased(world.teacher, people.administrator)
    erased(world.student, people.administrator)
    assert [
        list(model.objects.order_by("pk").values()) for model in (IndicatorValue, Figure, PulseItemResult)
    ] == before
    assert list(Portfolio.objects.values_list("content_hash", "inputs_hash")) == hashes


def test_what_belongs_to_others_stays_without_the_name(people: Personas, world) -> None:
    plc, name = world.plc, world.visitor.display_name
    world.noticing.text = f"Explained it to {name}, as vera visitor says"
    world.noticing.save()
    erased(world.visitor, people.administrator)
    world.noticing.refresh_from_db()
    assert world.noticing.text == "Explained it to a former member of staff, as a former member of staff says"
    plc.refresh_from_db()
    assert str(plc.lead) == "A former member of staff"
    assert "Vera" not in str(everything_in_the_database())


def test_name_that_somebody_else_bears_too_stays_in_texts(people: Personas, world) -> None:
    make_member(school=people.school, name="Vera Visitor")
    world.noticing.text = "Vera Visitor was there"
    world.noticing.save()
    erased(world.visitor, people.administrator)
    world.noticing.refresh_from_db()
    assert world.noticing.text == "Vera Visitor was there"


def test_other_people_and_schools_lose_nothing(people: Personas, world) -> None:
    others = plant_facts(world.mate, "Finch") | plant_facts(people.stranger, "Raven")
    erased(world.student, people.administrator)
    text = str(everything_in_the_database())
    assert [token for token in others if token not in text] == []


def test_preview_says_what_the_certificate_then_says(people: Personas, world) -> None:
    with tenant(people.school.pk, member_id=people.administrator.pk):
        preview = erasure_preview(world.student, people.administrator)
    certificate = erased(world.student, people.administrator)
    assert [tuple(line) for line in certificate.removed] == preview.removed
    assert ("What was noticed", 1) in preview.removed and ("Sign-in", 1) in preview.removed
    assert ("Name, roles and place in the school", 1) in [(what, n) for what, n, _why in preview.kept]
    assert (certificate.by, certificate.member_number) == (people.administrator, world.student.pk)


def test_who_is_still_here_is_not_erased(people: Personas) -> None:
    with pytest.raises(ValidationError, match="still at the school"):
        check_can_erase(people.student, timezone.localdate())


def test_hold_stops_everything_with_its_reason(people: Personas, world) -> None:
    hold = {"about": world.student, "reason": "Tribunal", "set_on": YESTERDAY, "set_by": people.head}
    LegalHold.objects.create(school=people.school, **hold)
    with pytest.raises(ValidationError, match="Tribunal"):
        erased(world.student, people.administrator)
    world.student.refresh_from_db()
    assert world.student.given_name == "Student"


def test_concern_stays_apart_and_untold(people: Personas, world) -> None:
    concern = make_concern(by=world.teacher, subject=world.student, words="Osprey worry")
    certificate = erased(world.student, people.administrator)
    kept = type(concern).objects.get(pk=concern.pk)
    assert (kept.words, kept.subject_named) == ("Osprey worry", "Student Osprey")
    assert "oncern" not in str(certificate.removed) + str(certificate.kept)


def test_open_pulse_keeps_staff_until_it_closes(people: Personas, world) -> None:
    Pulse.objects.filter(pk=world.pulse.pk).update(state=Pulse.State.OPEN)
    with pytest.raises(ValidationError, match="pulse is open"):
        erased(world.teacher, people.administrator)
    erased(world.student, people.administrator)


def test_second_erasure_is_refused(people: Personas, world) -> None:
    erased(world.student, people.administrator)
    with pytest.raises(ValidationError, match="removed already"):
        erased(world.student, people.administrator)


def test_place_in_another_school_keeps_the_sign_in(people: Personas, world) -> None:
    other = make_school()
    make_network(schools=(other,))
    there = make_member(school=other, user=world.teacher.user)
    erased(world.teacher, people.administrator)
    there.refresh_from_db()
    world.teacher.refresh_from_db()
    assert there.user is not None and world.teacher.user is None


def test_failure_leaves_everything_as_it_was(people: Personas, world, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("school.privacy.erasure.remove_names_from_audit", lambda *_a, **_k: 1 / 0)
    before = everything_in_the_database()["tracking_noticing"]
    with pytest.raises(ZeroDivisionError):
        erased(world.student, people.administrator)
    assert everything_in_the_database()["tracking_noticing"] == before


def test_audit_keeps_who_did_what_when_and_loses_the_words(people: Personas, world) -> None:
    world.noticing.text = "Secretly good"
    world.noticing.save()
    lines = Change.objects.filter(table_name="tracking_noticing", row_id=str(world.noticing.pk))
    before = set(lines.values_list("pk", "at", "member_id", "action"))
    erased(world.student, people.administrator)
    assert before <= set(lines.values_list("pk", "at", "member_id", "action"))
    assert not any("text" in (line.before or {}) for line in lines)


def test_audit_cannot_be_rewritten_even_with_the_purpose(people: Personas, world) -> None:
    with tenant(people.school.pk, purpose=""):
        assert forget_words(data_map()["tracking.Noticing"], {str(world.noticing.pk)}) == 0
    with pytest.raises(ProgrammingError, match="who did what"), tenant(people.school.pk, purpose="privacy"):
        Change.objects.update(member_id=1)
