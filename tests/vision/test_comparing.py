"""Word by word, and two changes brought together only where they do not touch."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vision.comparing import Piece, brought_together, compared, words_changed

BEGAN = "We want more. Children ask. Adults wait."
texts = st.text(alphabet="ab .\n", max_size=40)


def test_pieces_tell_what_went_and_what_came() -> None:
    assert compared("We want more.", "We want much more.") == [
        Piece("same", "We want "),
        Piece("in", "much "),
        Piece("same", "more."),
    ]
    assert words_changed(compared("We want more.", "They want.")) == (3, 2)


@example(old="a a", new="a")
@given(old=texts, new=texts)
def test_every_word_of_both_texts_is_in_the_pieces(old: str, new: str) -> None:
    pieces = compared(old, new)
    assert "".join(piece.text for piece in pieces if not piece.is_out) == new
    assert "".join(piece.text for piece in pieces if not piece.is_in).split() == old.split()


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        (
            "We want much more. Children ask. Adults wait.",
            "We want more. Children ask. Adults wait and listen.",
            "We want much more. Children ask. Adults wait and listen.",
        ),
        (f"Why? {BEGAN}", f"{BEGAN} So do we.", f"Why? {BEGAN} So do we."),
        ("We want more. Adults wait.", f"{BEGAN}\n\nEvery day.", "We want more. Adults wait.\n\nEvery day."),
        (BEGAN, "Other words.", "Other words."),
    ],
)
def test_changes_of_different_sentences_are_brought_together(one: str, other: str, both: str) -> None:
    assert brought_together(BEGAN, one, other) == both
    assert brought_together(BEGAN, other, one) == both


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We want much more. Children ask. Adults wait.", "We want less. Children ask. Adults wait."),
        (f"{BEGAN} So do we.", f"{BEGAN} Every day."),
        ("All new.", "We want more. Children ask. Adults wait and listen."),
    ],
)
def test_changes_that_touch_are_left_to_a_person(one: str, other: str) -> None:
    assert brought_together(BEGAN, one, other) is None


@given(began=texts, changed=texts)
def test_one_change_alone_is_taken_whole(began: str, changed: str) -> None:
    assert (brought_together(began, changed, began) or "").split() == changed.split()
