"""Other words for what is kept."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from learningculture.tenancy import tenant
from school.models import Change
from tests.factories.family import allow_family_pages, make_shared_evidence
from tests.factories.school import TODAY, make_student
from tests.factories.tracking import NOW, make_evidence
from tests.personas import Personas
from tracking.evidence import remove_evidence
from tracking.models import Evidence
from tracking.rewording import ChangedElsewhere, change_words, undo_change, words_before

pytestmark = pytest.mark.django_db


def change(people: Personas, evidence: Evidence, **changes: object) -> Evidence:
    values = {"title": "A tower", "story": "It stood.", "version": 1, "by": people.student, "on": TODAY}
    with tenant(people.school.pk, member_id=people.student.pk):
        return change_words(evidence=evidence, **{**values, **changes})  # type: ignore[arg-type]


def undo(people: Personas, evidence: Evidence, version: int) -> Evidence:
    with tenant(people.school.pk, member_id=people.student.pk):
        return undo_change(evidence=evidence, version=version, by=people.student, on=TODAY)


def test_words_change_and_the_audit_keeps_the_earlier_ones(people: Personas) -> None:
    kept = make_evidence(student=people.student)
    changed = change(people, kept)
    assert (changed.title, changed.story, changed.version) == ("A tower", "It stood.", 2)
    with tenant(people.school.pk, purpose="audit"):
        line = Change.objects.filter(table_name="tracking_evidence", row_id=str(kept.pk)).latest("pk")
        assert (line.before["title"], line.before["story"]) == (kept.title, kept.story)
        assert line.member_id == people.student.pk


def test_same_words_sent_twice_are_one_change(people: Personas) -> None:
    kept = make_evidence(student=people.student)
    assert [change(people, kept).version for _twice in range(2)] == [2, 2]


def test_second_window_writes_over_nothing_unseen(people: Personas) -> None:
    kept = make_evidence(student=people.student)
    change(people, kept)
    with pytest.raises(ChangedElsewhere) as other:
        change(people, kept, title="A castle")
    assert other.value.evidence.title == "A tower"
    assert change(people, kept, title="A castle", version=2).version == 3


def test_change_is_undone_once_and_not_over_a_later_one(people: Personas) -> None:
    kept = make_evidence(student=people.student)
    change(people, kept)
    kept.refresh_from_db()
    undone = undo(people, kept, 2)
    assert (undone.story, undone.version) == ("It fell down twice and I changed the legs.", 3)
    for version in (2, 3, 0):
        with pytest.raises(ValidationError, match="changed again"):
            undo(people, Evidence.objects.get(), version - 1)
    assert words_before(make_evidence(student=people.student), people.student) is None


def test_only_own_words_that_nobody_has_read_are_changed(people: Personas) -> None:
    kept = make_evidence(student=people.student)
    for by in (people.teacher, make_student(school=people.school)):
        with pytest.raises(ValidationError, match="own words"):
            change(people, kept, by=by)
    with pytest.raises(ValidationError, match="how you used"):
        change(people, kept, story=" ")
    with pytest.raises(ValidationError, match="has read this"):
        change(people, make_evidence(student=people.student, confirmed_by=people.teacher))
    assert Evidence.objects.get(pk=kept.pk).version == 1


def test_words_for_what_was_taken_away_bring_it_back(people: Personas) -> None:
    kept = make_evidence(student=people.student)
    remove_evidence(evidence=kept, by=people.student, now=NOW)
    change(people, kept)
    assert Evidence.objects.get().title == "A tower"


def test_words_that_name_a_classmate_leave_the_family_page(people: Personas) -> None:
    allow_family_pages(people.school)
    make_student(school=people.school, school_class=people.maple, name="Mia Lund")
    kept = make_shared_evidence(student=people.student, term=people.term)
    assert change(people, kept).with_family
    assert not change(people, kept, story="Mia held it.", version=2).with_family
