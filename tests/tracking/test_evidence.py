"""What a student is proud of."""

import pytest
from django.core.exceptions import ValidationError

from learningculture.tenancy import tenant
from tests.factories.school import TODAY
from tests.factories.tracking import NOW, make_check_in, make_evidence
from tests.factories.vision import make_behaviour, make_commitment
from tests.personas import Personas
from tracking.evidence import add_evidence, ask_reader, asked_to_read, confirm_evidence, keep_example, remove_evidence
from tracking.models import CheckInAnswer, Evidence, Picture
from tracking.pictures import ReadPicture, keep_picture


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


def answered(people: Personas, example: str) -> CheckInAnswer:
    answer = make_check_in(student=people.student, term=people.term).answers.order_by("pk")[0]
    answer.example = example
    answer.save(update_fields=["example"])
    return answer


def test_an_example_is_kept_once(people: Personas) -> None:
    answer = answered(people, "I tried a new way.")
    kept = [keep_example(answer=answer, by=people.student, term=people.term, on=TODAY) for _again in range(2)]
    assert kept[0] == kept[1] and kept[0].story == "I tried a new way."
    assert (kept[0].behaviour_id, Evidence.objects.count()) == (answer.behaviour_id, 1)


@pytest.mark.parametrize(("who", "example"), [("teacher", "Mine."), ("student", "")])
def test_only_own_examples_are_kept(people: Personas, who: str, example: str) -> None:
    with pytest.raises(ValidationError, match="own example"):
        keep_example(answer=answered(people, example), by=getattr(people, who), term=people.term, on=TODAY)


@pytest.mark.parametrize(("reader", "by"), [("governor", "student"), ("head", "student"), ("teacher", "teacher")])
def test_only_adults_of_the_class_are_asked_by_the_student(people: Personas, reader: str, by: str) -> None:
    evidence, asked = added(people), getattr(people, reader)
    with pytest.raises(ValidationError):
        ask_reader(evidence=evidence, reader=asked, by=getattr(people, by), term=people.term, on=TODAY)
    assert not asked_to_read(asked)


def test_removing_takes_the_picture_too(people: Personas) -> None:
    read = ReadPicture(b"bytes", 4, 3)
    picture = keep_picture(student=people.student, read=read, words="A bridge", by=people.student, now=NOW)
    evidence = added(people, picture=picture)
    with pytest.raises(ValidationError, match="your own"):
        remove_evidence(evidence=evidence, by=people.teacher)
    remove_evidence(evidence=evidence, by=people.student)
    assert not Evidence.objects.exists() and not Picture.objects.exists()


def test_what_was_confirmed_stays(people: Personas) -> None:
    with pytest.raises(ValidationError, match="stays"):
        remove_evidence(evidence=make_evidence(student=people.student, confirmed_by=people.teacher), by=people.student)
