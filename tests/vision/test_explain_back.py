"""Explaining back: whose turn it is, what is sealed, what is deleted unopened."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from learningculture.tenancy import tenant
from school.models import Member
from tests.factories.school import TODAY, make_member, make_term
from tests.factories.vision import make_commitment, make_staff
from tests.personas import Personas
from vision.ballot_box import key_path
from vision.explain_back import (
    AlreadyExplained,
    close_due_rounds_in,
    close_explain_back,
    explain,
    open_explain_back,
    whose_turn,
)
from vision.explain_queries import has_explained, round_of_turn
from vision.models import (
    ExplainBack,
    ExplainBackInvited,
    ExplainBackParticipation,
    Explanation,
    SealedExplanation,
)

CLOSES = TODAY + datetime.timedelta(days=7)


def opened(people: Personas, extra: int = 16) -> tuple[ExplainBack, list[Member]]:
    """An open round over two commitments, and those whose turn it is."""
    make_staff(school=people.school, number=extra)
    for wording in ("wait before they help", "name what they see"):
        make_commitment(school=people.school, wording=wording)
    sitting = open_explain_back(school=people.school, term=people.term, closes_on=CLOSES, by=people.head, on=TODAY)
    return sitting, [each.member for each in ExplainBackInvited.objects.select_related("member").order_by("pk")]


def answer(sitting: ExplainBack, members: list[Member]) -> None:
    for number, member in enumerate(members):
        with tenant(sitting.school_id, member_id=member.pk, user_id=member.user_id):
            explain(sitting=sitting, member=member, text=f"Wait before I help, {number}.")


def test_opening_freezes_commitments_and_draws_fifteen_of_a_small_staff(people: Personas) -> None:
    sitting, asked = opened(people)
    assert (sitting.invited, len(asked)) == (15, 15)
    assert [each["wording"] for each in sitting.commitments] == ["wait before they help", "name what they see"]
    assert key_path(bytes(sitting.public_key)).stat().st_mode & 0o777 == 0o600


def test_everybody_is_asked_once_in_three_terms(people: Personas) -> None:
    make_staff(school=people.school, number=56)
    for wording in ("wait", "name it"):
        make_commitment(school=people.school, wording=wording)
    for number in range(3):
        day = TODAY + datetime.timedelta(days=number)
        term = make_term(school=people.school)
        drawn = whose_turn(people.school, term, day)
        assert [member.pk for member in drawn] == [member.pk for member in whose_turn(people.school, term, day)]
        sitting = open_explain_back(school=people.school, term=term, closes_on=day, by=people.head, on=day)
        close_explain_back(sitting=sitting, on=day)
        assert sitting.invited == 20
    asked = ExplainBackInvited.objects.values_list("member", flat=True)
    assert len(asked) == len(set(asked)) == 60


def test_a_round_is_refused_without_staff_commitments_or_while_one_is_open(people: Personas) -> None:
    opening = {"school": people.school, "term": people.term, "closes_on": CLOSES, "by": people.head, "on": TODAY}
    with pytest.raises(ValidationError, match="at least 12"):
        open_explain_back(**opening)
    make_staff(school=people.school, number=8)
    with pytest.raises(ValidationError, match="two commitments"):
        open_explain_back(**opening)
    with pytest.raises(ValidationError, match="has not passed"):
        open_explain_back(**opening | {"closes_on": TODAY - datetime.timedelta(days=1)})
    sitting, _asked = opened(people, 0)
    for state, sentence in (("open", "open already"), ("rating", "still being read")):
        ExplainBack.objects.filter(pk=sitting.pk).update(state=state)
        with pytest.raises(ValidationError, match=sentence):
            open_explain_back(**opening)


@pytest.mark.parametrize(("text", "sentence"), [("  ", "a sentence or two"), ("so " * 61, "more than 60 words")])
def test_words_have_a_length(people: Personas, text: str, sentence: str) -> None:
    sitting, asked = opened(people)
    with pytest.raises(ValidationError, match=sentence):
        explain(sitting=sitting, member=asked[0], text=text)
    assert not SealedExplanation.objects.exists()


def test_only_whose_turn_it_is_answers_and_once(people: Personas) -> None:
    sitting, asked = opened(people)
    answer(sitting, asked[:1])
    assert has_explained(sitting, asked[0]) and round_of_turn(asked[0], TODAY) == sitting
    with pytest.raises(AlreadyExplained):
        explain(sitting=sitting, member=asked[0], text="Again.")
    late = make_member(school=people.school, sign_in=True)
    with pytest.raises(ValidationError, match="not your turn"):
        explain(sitting=sitting, member=late, text="Me too.")
    assert (SealedExplanation.objects.count(), ExplainBackParticipation.objects.count()) == (1, 1)


def test_ten_texts_are_opened_for_the_readers_and_nothing_else_stays(people: Personas) -> None:
    sitting, asked = opened(people)
    answer(sitting, asked[:10])
    with tenant(people.school.pk):
        assert close_due_rounds_in(people.school, CLOSES) == []
        close_due_rounds_in(people.school, CLOSES + datetime.timedelta(days=1))
        close_explain_back(sitting=sitting, on=CLOSES)
    assert sitting.state == "rating"
    texts = list(Explanation.objects.values_list("text", flat=True))
    assert sorted(texts) == [f"Wait before I help, {number}." for number in range(10)] != texts
    assert not SealedExplanation.objects.exists() and not ExplainBackParticipation.objects.exists()
    with pytest.raises(ValidationError, match="has closed"):
        explain(sitting=sitting, member=asked[11], text="Too late.")


def test_nine_are_deleted_unopened_and_so_is_a_stuffed_box(
    people: Personas, django_capture_on_commit_callbacks
) -> None:
    sitting, asked = opened(people)
    answer(sitting, asked[:9])
    with django_capture_on_commit_callbacks(execute=True):
        close_explain_back(sitting=sitting, on=CLOSES)
    assert (sitting.state, key_path(bytes(sitting.public_key)).exists()) == ("discarded", False)
    sitting, asked = opened(people, 0)
    answer(sitting, asked[:10])
    SealedExplanation.objects.create(school=people.school, round=sitting, sealed=b"stuffed")
    assert close_explain_back(sitting=sitting, on=CLOSES).state == "discarded"
    assert not Explanation.objects.exists() and not SealedExplanation.objects.exists()
