"""What a student is proud of."""

import pytest
from django.core.exceptions import ValidationError

from learningculture.tenancy import tenant
from tests.factories.school import TODAY
from tests.factories.tracking import make_evidence
from tests.factories.vision import make_behaviour, make_commitment
from tests.personas import Personas
from tracking.evidence import add_evidence, confirm_evidence
from tracking.models import Evidence


def added(people: Personas, **changes: object) -> Evidence:
    values = {
        "student": people.student,
        "term": people.term,
        "behaviour": make_behaviour(school=people.school),
        "title": " My bridge ",
        "story": "I changed the legs.",
        "on": TODAY,
    }
    with tenant(people.school.pk, member_id=people.student.pk):
        return add_evidence(**{**values, **changes})  # type: ignore[arg-type]


def test_add_evidence_keeps_story_and_commitment(people: Personas) -> None:
    commitment = make_commitment(school=people.school)
    saved = Evidence.objects.get(pk=added(people, commitment=commitment).pk)
    assert (saved.title, saved.story, saved.added_on, saved.commitment) == (
        "My bridge", "I changed the legs.", TODAY, commitment,
    )  # fmt: skip


@pytest.mark.parametrize("changes", [{"title": " "}, {"story": ""}])
def test_add_evidence_needs_words(people: Personas, changes: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="what you made"):
        added(people, **changes)


def test_only_students_keep_evidence(people: Personas) -> None:
    with pytest.raises(ValidationError, match="Only students"):
        added(people, student=people.teacher)


def test_the_first_second_reader_stays_named(people: Personas) -> None:
    evidence = added(people)
    confirm_evidence(evidence=evidence, by=people.teacher, on=TODAY)
    confirm_evidence(evidence=evidence, by=people.head, on=TODAY)
    assert Evidence.objects.get().confirmed_by == people.teacher


@pytest.mark.parametrize("who", ["student", "governor", "stranger"])
def test_others_do_not_confirm(people: Personas, who: str) -> None:
    with pytest.raises(ValidationError, match="second reader"):
        confirm_evidence(evidence=make_evidence(student=people.student), by=getattr(people, who), on=TODAY)
