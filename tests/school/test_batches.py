"""A batch is taken back; what people did since stays."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from learningculture.tenancy import tenant
from school.batches import Kept, Undone, batch_of_changes, batches_in, can_be_undone, undo_batch, undone_of
from school.models import Batch, Change, Enrolment, Look, Member, SchoolClass, Term
from school.privacy.looks import note_look
from tests.factories.observations import make_visit
from tests.factories.school import TODAY, enrol, make_class, make_member, make_term
from tests.personas import Personas

NOW = timezone.now()


def batch_by(people: Personas, *, kind: str = Batch.Kind.ROLL_OVER):
    return batch_of_changes(school=people.school, kind=kind, label="New year", by=people.administrator, now=NOW)


def undo(batch: Batch, people: Personas, *, days: int = 1) -> Undone:
    with tenant(people.school.pk, member_id=people.administrator.pk):
        return undo_batch(batch=batch, by=people.administrator, now=NOW + datetime.timedelta(days=days))


def contents() -> dict[str, list[tuple[object, ...]]]:
    tables = ("member", "enrolment", "schoolclass", "academicyear", "term", "characteristics")
    with connection.cursor() as cursor:
        found = {}
        for table in tables:
            cursor.execute(f"SELECT * FROM school_{table} ORDER BY id")
            found[table] = cursor.fetchall()
        return found


def test_undo_returns_to_the_state_before(people: Personas) -> None:
    leaver, before = people.student, contents()
    with tenant(people.school.pk), batch_by(people) as batch:
        new = make_member(school=people.school)
        enrol(new, people.maple)
        Member.objects.filter(pk=people.teacher.pk).update(family_name="Khan", department="Maths")
        Member.objects.filter(pk=people.teacher.pk).update(family_name="Kent")
        Enrolment.objects.filter(member=leaver).delete()
    undone = undo(batch, people)
    assert contents() == before
    assert (undone.removed, undone.changed, undone.restored, undone.kept) == (2, 1, len(before["enrolment"]) // 2, ())


def test_field_that_someone_set_since_stays_and_the_others_return(people: Personas) -> None:
    with tenant(people.school.pk), batch_by(people) as batch:
        Member.objects.filter(pk=people.teacher.pk).update(family_name="Khan", given_name="New", year_group=3)
    Member.objects.filter(pk=people.teacher.pk).update(family_name="Patel")
    was = people.teacher.given_name
    undone = undo(batch, people)
    people.teacher.refresh_from_db()
    assert (people.teacher.family_name, people.teacher.given_name, people.teacher.year_group) == ("Patel", was, None)
    assert undone.kept == (Kept(f"{was} Patel", "member", "Changed since: family name."),)
    assert undone_of(batch) == undone


def test_change_that_was_taken_back_counts_for_nothing(people: Personas) -> None:
    """Undone in the opposite order, two batches leave nothing behind."""
    before = contents()
    with tenant(people.school.pk):
        with batch_by(people) as first:
            new = make_member(school=people.school, name="A New")
            Member.objects.filter(pk=people.teacher.pk).update(family_name="Khan")
        with batch_by(people) as second:
            Member.objects.filter(pk__in=[people.teacher.pk, new.pk]).update(family_name="Kent")
    assert undo(second, people).kept == undo(first, people).kept == ()
    assert contents() == before


def test_earlier_batch_leaves_what_a_later_one_changed(people: Personas) -> None:
    with tenant(people.school.pk):
        with batch_by(people) as first:
            Member.objects.filter(pk=people.teacher.pk).update(family_name="Khan")
        with batch_by(people):
            Member.objects.filter(pk=people.teacher.pk).update(family_name="Kent")
    assert [one.why for one in undo(first, people).kept] == ["Changed since: family name."]


def test_person_with_records_since_stays_and_is_listed(people: Personas) -> None:
    with tenant(people.school.pk), batch_by(people) as batch:
        kept, gone = (make_member(school=people.school, name=f"{name} New") for name in "AB")
    enrol(kept, people.maple)
    undone = undo(batch, people)
    assert undone.kept == (Kept("A New", "member", "There are records about it since."),)
    assert list(Member.objects.filter(pk__in=[kept.pk, gone.pk])) == [kept]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_looks_at_a_person_do_not_hold_them_here(people: Personas) -> None:
    """Whoever took the list to see what the import did must still be able to undo it."""
    with tenant(people.school.pk), batch_by(people) as batch:
        kept, gone = (make_member(school=people.school, name=f"{name} New") for name in "AB")
    note_look(looker=people.administrator, subjects=[kept, gone], kind=Look.Kind.EXPORT, now=NOW)
    enrol(kept, people.maple)
    assert [one.name for one in undo(batch, people).kept] == ["A New"]
    assert list(Look.objects.values_list("subject_id", flat=True)) == [kept.pk]


def test_record_that_the_undoer_may_not_read_protects_too(people: Personas) -> None:
    with tenant(people.school.pk), batch_by(people) as batch:
        host = make_member(school=people.school, roles=["teacher"])
    make_visit(host=host, on=TODAY)
    assert [one.name for one in undo(batch, people).kept] == [str(host)]
    assert Member.objects.filter(pk=host.pk).exists()


def test_added_row_that_someone_changed_stays(people: Personas) -> None:
    with tenant(people.school.pk), batch_by(people) as batch:
        new = make_member(school=people.school)
    Member.objects.filter(pk=new.pk).update(preferred_name="Bo")
    assert [one.why for one in undo(batch, people).kept] == ["Changed since: preferred name."]
    assert Member.objects.get(pk=new.pk).preferred_name == "Bo"


def test_row_removed_since_is_listed(people: Personas) -> None:
    term = make_term(school=people.school, start=2031)
    with tenant(people.school.pk), batch_by(people) as batch:
        Term.objects.filter(pk=term.pk).update(name="Other")
    Term.objects.filter(pk=term.pk).delete()
    assert [one.why for one in undo(batch, people).kept] == ["It was removed since."]


def test_place_that_was_taken_since_is_not_given_back(people: Personas) -> None:
    group = make_class(school=people.school, name="One")
    SchoolClass.objects.filter(pk=group.pk).update(source="MIS", source_id="C1")
    with tenant(people.school.pk), batch_by(people) as batch:
        SchoolClass.objects.filter(pk=group.pk).update(source_id="C1 @ 2025/26", name="Old")
    other = make_class(school=people.school, name="Two")
    SchoolClass.objects.filter(pk=other.pk).update(source="MIS", source_id="C1")
    assert undo(batch, people).kept == (Kept("Old", "school class", "Something else has taken its place since."),)


def test_numbers_that_traded_places_trade_back(people: Personas) -> None:
    one = people.term.pk
    two = make_term(school=people.school, key="summer").pk
    Term.objects.filter(pk=one).update(ordinal=1)
    Term.objects.filter(pk=two).update(ordinal=2)
    before = contents()
    with tenant(people.school.pk), batch_by(people) as batch, connection.cursor() as cursor:
        cursor.execute("UPDATE school_term SET ordinal = ordinal + 1000 WHERE id IN (%s, %s)", [one, two])
        Term.objects.filter(pk=one).update(ordinal=2)
        Term.objects.filter(pk=two).update(ordinal=1)
    assert (undo(batch, people).kept, contents()) == ((), before)


def test_batch_is_undone_once_in_time_and_never_an_undo(people: Personas) -> None:
    with tenant(people.school.pk), batch_by(people) as batch:
        make_member(school=people.school)
    with pytest.raises(ValidationError, match="last 30 days"):
        undo(batch, people, days=31)
    through = undo(batch, people, days=30).batch
    batch.refresh_from_db()
    assert batch.undone_by == people.administrator and not can_be_undone(batch, now=NOW)
    with pytest.raises(ValidationError, match="undone already"):
        undo(batch, people)
    with pytest.raises(ValidationError, match="An undo cannot be undone"):
        undo(through, people)
    assert list(batches_in(people.school)) == [through, batch]


def test_lines_of_the_audit_bear_the_batch_and_so_does_the_undo(people: Personas) -> None:
    with tenant(people.school.pk, member_id=people.administrator.pk):
        with batch_by(people) as batch, tenant(people.school.pk), tenant(people.stranger.school_id):
            other = make_member(school=people.stranger.school)
        with batch_by(people) as batch, tenant(people.school.pk):
            new = make_member(school=people.school)
        make_member(school=people.school)
    through = undo(batch, people).batch
    lines = Change.objects.filter(table_name="school_member", row_id=str(new.pk)).order_by("id")
    assert list(lines.values_list("action", "batch_id")) == [("insert", batch.pk), ("delete", through.pk)]
    assert Change.objects.filter(batch_id=batch.pk).count() == 1
    assert not Change.objects.filter(row_id=str(other.pk), table_name="school_member", batch_id__isnull=False).exists()


def test_rows_added_in_one_statement_are_undone_one_by_one(people: Personas) -> None:
    """The audit has one line for them; what somebody changed or removed since is told apart all the same."""
    fresh = [Member(school=people.school, roles=["student"], joined_on=TODAY, family_name=f"N{n}") for n in range(5)]
    with tenant(people.school.pk), batch_by(people) as batch:
        made = Member.objects.bulk_create(fresh)
    Member.objects.filter(pk=made[1].pk).update(given_name="Known")
    Member.objects.filter(pk=made[2].pk).delete()
    undone = undo(batch, people)
    assert (undone.removed, [(one.name, one.why) for one in undone.kept]) == (
        3,
        [("Known N1", "Changed since: given name.")],
    )
    assert [one.pk for one in Member.objects.filter(pk__in=[one.pk for one in made])] == [made[1].pk]


def test_failing_batch_leaves_no_mark(people: Personas) -> None:
    with tenant(people.school.pk):
        with pytest.raises(IntegrityError), transaction.atomic(), batch_by(people):
            Member.objects.filter(pk=people.teacher.pk).update(roles=[])
        Member.objects.filter(pk=people.teacher.pk).update(family_name="Kent")
    assert not Batch.objects.exists() and not Change.objects.filter(batch_id__isnull=False).exists()


def test_undo_of_many_takes_no_more_statements_than_of_few(people: Personas, django_assert_max_num_queries) -> None:
    with tenant(people.school.pk), batch_by(people) as batch:
        for _ in range(40):
            enrol(make_member(school=people.school), people.maple)
    with django_assert_max_num_queries(650):
        assert undo(batch, people).removed == 80


def test_undo_of_a_whole_school_may_take_its_time(people: Personas) -> None:
    with batch_by(people) as batch:
        make_member(school=people.school, name="Zed New")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '5s'")
        undo(batch, people)
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("1min",)
