"""What is told of a round of explaining back: a share and how far two raters agree. Neither speaks for everybody."""

from __future__ import annotations

import pytest

from portfolio.indicators import q1_vision
from school.models import Term
from tests.factories.dialogue import make_explain_back
from tests.factories.portfolio import scope_of
from tests.factories.school import make_member, make_school, make_term
from vision.models import ExplainBack

pytestmark = pytest.mark.django_db
COMMITMENTS = 2


@pytest.fixture
def term() -> Term:
    return make_term(school=make_school())


def told(term: Term, *, coded: int, name_two: int, both: int, first: int = 0, second: int = 0) -> str:
    """Everything that the portfolio keeps of the round; the raters' counts over texts and commitments."""
    ExplainBack.objects.all().delete()
    neither = coded * COMMITMENTS - both - first - second
    make_explain_back(
        term=term,
        by=make_member(school=term.school),
        invited=15,
        coded=coded,
        name_two=name_two,
        agreement=[both, first, second, neither],
    )
    return str(q1_vision.explain_back(scope_of(term)).findings[0].to_dict())


@pytest.mark.parametrize("coded", [10, 12, 15])
def test_that_no_text_names_anything_is_not_told(term: Term, coded: int) -> None:
    """Nothing found in any text, or a commitment in each of four: three who wrote theirs learn nothing of the rest."""
    said = {told(term, coded=coded, name_two=0, both=found) for found in range(5)}
    assert len(said) == 1 and "40 % or fewer" in said.pop()


@pytest.mark.parametrize("coded", [10, 12, 15])
def test_that_every_text_names_everything_is_not_told(term: Term, coded: int) -> None:
    said = {
        told(term, coded=coded, name_two=coded - missing, both=coded * COMMITMENTS - missing) for missing in range(5)
    }
    assert len(said) == 1 and "60 % or more" in said.pop()


def test_that_everybody_answered_is_not_told(term: Term) -> None:
    """Of fifteen, thirteen to fifteen who wrote are told alike, in the number, the coverage and the interval."""
    said = {told(term, coded=coded, name_two=coded - 2, both=2 * coded - 3) for coded in (13, 14, 15)}
    assert len(said) == 1


def test_nine_texts_are_told_of_nothing(term: Term) -> None:
    assert "fewer than 10 explanations" in told(term, coded=9, name_two=9, both=18)
