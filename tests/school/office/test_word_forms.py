"""Cleaning of a school's nouns."""

from school.models import School
from school.office.word_forms import WordsForm
from school.vocabulary import NOUNS


def test_pairs_are_tidied_and_empty_ones_mean_ours() -> None:
    form = WordsForm({"plc_one": " learning   hub", "plc_many": "head's hubs"}, school=School())
    assert form.is_valid() and form.words() == {"plc": {"one": "learning hub", "many": "head’s hubs"}}


def test_half_a_pair_is_refused_beside_its_field() -> None:
    form = WordsForm({"plc_many": "hubs"}, school=School())
    assert not form.is_valid() and list(form.errors) == ["plc_one"]


def test_every_noun_has_a_row_with_what_the_school_says() -> None:
    rows = WordsForm(school=School(words={"class": {"one": "form", "many": "forms"}})).rows
    assert len(rows) == len(NOUNS)
    assert [one.initial for noun, one, _many in rows if noun.key == "class"] == ["form"]
