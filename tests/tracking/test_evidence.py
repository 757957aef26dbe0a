"""What a student is proud of."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from learningculture.tenancy import tenant
from tests.factories.school import TODAY
from tests.factories.tracking import NOW, make_check_in, make_evidence
from tests.factories.vision import make_behaviour, make_commitment
from tests.personas import Personas
from tracking.evidence import (
    KEPT_TO_BRING_BACK,
    add_evidence,
    ask_reader,
    asked_to_read,
    bring_back,
    confirm_evidence,
    keep_example,
    let_go_of_taken_away,
    remove_evidence,
)
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


def test_what_is_taken_away_can_be_brought_back_and_goes_with_its_picture_a_day_later(people: Personas) -> None:
    read = ReadPicture(b"bytes", 4, 3)
    picture = keep_picture(student=people.student, read=read, words="A bridge", by=people.student, now=NOW)
    evidence = added(people, picture=picture)
    for act in (lambda: remove_evidence(evidence=evidence, by=people.teacher, now=NOW), lambda: back(people, evidence)):
        with pytest.raises(ValidationError, match="your own"):
            act()
    remove_evidence(evidence=evidence, by=people.student, now=NOW)
    assert not Evidence.objects.exists()
    assert bring_back(evidence=evidence, by=people.student) == Evidence.objects.get()
    remove_evidence(evidence=evidence, by=people.student, now=NOW)
    school = {"school_id": people.school.pk}
    assert let_go_of_taken_away(**school, now=NOW + KEPT_TO_BRING_BACK - datetime.timedelta(minutes=1)) == 0
    assert [let_go_of_taken_away(**school, now=NOW + KEPT_TO_BRING_BACK) for _twice in range(2)] == [1, 0]
    assert not Evidence.everything.exists() and not Picture.objects.exists()


def back(people: Personas, evidence: Evidence) -> Evidence:
    return bring_back(evidence=evidence, by=people.teacher)


def test_example_that_was_taken_away_is_kept_again(people: Personas) -> None:
    answer = answered(people, "I tried a new way.")
    what = {"answer": answer, "by": people.student, "term": people.term, "on": TODAY}
    remove_evidence(evidence=keep_example(**what), by=people.student, now=NOW)
    assert keep_example(**what) == Evidence.objects.get()


def test_words_that_the_reader_has_not_seen_are_not_confirmed(people: Personas) -> None:
    evidence = added(people)
    Evidence.objects.update(version=2)
    evidence.refresh_from_db()
    with pytest.raises(ValidationError, match="read them again"):
        confirm_evidence(evidence=evidence, by=people.teacher, on=TODAY, version=1)
    assert confirm_evidence(evidence=evidence, by=people.teacher, on=TODAY, version=2).confirmed_by == people.teacher


def test_what_was_confirmed_stays(people: Personas) -> None:
    with pytest.raises(ValidationError, match="stays"):
        kept = make_evidence(student=people.student, confirmed_by=people.teacher)
        remove_evidence(evidence=kept, by=people.student, now=NOW)
