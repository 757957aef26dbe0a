"""The statements of the pulse: eight, of ours, each serving one of the five questions."""

from vision.pulse_items import ANSWERS, ITEM_KEYS, PULSE_ITEMS, STEPS


def test_there_are_eight_short_statements_with_keys_of_their_own() -> None:
    assert len(set(ITEM_KEYS)) == len(PULSE_ITEMS) == 8
    assert all(len(str(item.wording)) <= 80 for item in PULSE_ITEMS)


def test_they_serve_three_questions_and_two_speak_of_leaders() -> None:
    assert {item.question for item in PULSE_ITEMS} == {1, 2, 3}
    assert [item.key for item in PULSE_ITEMS if item.about_leaders] == ["p4", "p5"]


def test_answers_run_from_disagreement_to_agreement() -> None:
    assert [step for step, _word in ANSWERS] == sorted(STEPS) == [1, 2, 3, 4, 5]
