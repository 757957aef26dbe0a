"""What was removed stays removed: by no undo, no import, no second name; and a hold holds everything."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from learningculture.tenancy import tenant
from school.batches import undo_batch
from school.models import Batch, Change, LegalHold, Member, RosterUpload
from school.privacy.erasure import erase_person
from school.privacy.retention import run_retention
from school.privacy.schedule import BY_KEY
from tests.factories.care import make_concern, make_lead
from tests.factories.privacy import everything_in_the_database
from tests.factories.tablefiles import csv_of
from tests.factories.uploads import make_ready, make_year_now, worked_on
from tests.personas import Personas, client_for

pytestmark = pytest.mark.django_db
ROWS = ("id,first name,surname,form", "1,Zoë,Wrenfield,7A", "2,Sam,Lee,7B")
TODAY = timezone.localdate()


def brought_in(people: Personas, *rows: str) -> RosterUpload:
    make_year_now(people.school)
    upload = make_ready(by=people.head, content=csv_of(*rows))
    asked = list(upload.difference["asks"])
    client_for(people.head).post(f"/s/harbour-lane/school/rosters/{upload.pk}/yes/", {"asked": asked})
    return worked_on(upload)


def erase(member: Member, people: Personas) -> None:
    Member.objects.filter(pk=member.pk).update(left_on=TODAY - datetime.timedelta(days=1))
    member.refresh_from_db()
    with tenant(people.school.pk, member_id=people.administrator.pk, user_id=people.administrator.user_id):
        erase_person(member=member, by=people.administrator, now=timezone.now())


def test_undo_of_no_import_brings_an_erased_person_back(people: Personas) -> None:
    brought_in(people, *ROWS)
    renamed = brought_in(people, ROWS[0], "1,Zoë,Wrenford,7A", ROWS[2])
    assert renamed.state == RosterUpload.State.DONE
    erase(Member.objects.get(family_name="Wrenford"), people)
    assert "Wren" not in str(everything_in_the_database())
    for batch in Batch.objects.filter(school=people.school, kind=Batch.Kind.ROSTER).order_by("-pk"):
        with tenant(people.school.pk, member_id=people.head.pk):
            undo_batch(batch=batch, by=people.head, now=timezone.now())
    assert "Wren" not in str(everything_in_the_database())


def test_import_after_an_erasure_gives_a_new_person_and_no_old_record(people: Personas) -> None:
    brought_in(people, *ROWS)
    first = Member.objects.get(family_name="Wrenfield")
    erase(first, people)
    brought_in(people, *ROWS)
    assert Member.objects.get(family_name="Wrenfield").pk != first.pk
    first.refresh_from_db()
    assert (first.given_name, first.source_id) == ("", "")


def test_name_waits_in_no_uploaded_roster_after_an_erasure(people: Personas) -> None:
    brought_in(people, *ROWS)
    make_ready(by=people.head, content=csv_of(ROWS[0], "1,Zoë,Wrenfield,7B", ROWS[2]))
    erase(Member.objects.get(family_name="Wrenfield"), people)
    left = [table for table, text in everything_in_the_database().items() if "Wrenfield" in text]
    assert left == []


def test_who_raised_a_concern_is_erased_and_the_concern_stays_with_its_readers(people: Personas) -> None:
    make_lead(school=people.school)
    concern = make_concern(by=people.teacher, words="Tired again")
    erase(people.teacher, people)
    left = {table for table, text in everything_in_the_database().items() if "Rahman" in text}
    assert left == {"school_concern"}
    kept = type(concern).objects.get(pk=concern.pk)
    assert (kept.words, kept.raised_by_named) == ("Tired again", "Amira Rahman")


def test_hold_keeps_the_trail_of_that_person_too(people: Personas) -> None:
    teacher, student = people.teacher, people.student
    for member in (teacher, student):
        Member.objects.filter(pk=member.pk).update(department="Before")
        Member.objects.filter(pk=member.pk).update(department="After")
    LegalHold.objects.create(school=people.school, about=teacher, reason="Tribunal", set_on=TODAY, set_by=people.head)
    later = timezone.now() + datetime.timedelta(days=366 * (BY_KEY["audit"].usual + 3))
    run_retention(school_id=people.school.pk, now=later, today=later.date())
    lines = Change.objects.filter(table_name="school_member", action="update")
    assert lines.filter(row_id=str(teacher.pk)).exists()
    assert not lines.filter(row_id=str(student.pk)).exists()
