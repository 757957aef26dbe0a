"""The benchmark's own arithmetic: what it calls a median and what it calls lost."""

from __future__ import annotations

from bench.burst import QUESTIONS, SITTINGS, Burst
from bench.names import BEHAVIOURS, CLASS_SIZE, cell_saved, person_names, phase_laid
from bench.pages import summary


def burst(*, finished: int, answers: int) -> Burst:
    return Burst(seconds=10.0, cpu=5.0, requests=8 * SITTINGS, finished=finished, answers=answers, slowest=1.0)


def test_summary_is_the_median_of_requests_in_milliseconds() -> None:
    answers = [
        {"walls": [0.001, 0.002, 0.9], "cpu": 0.001, "bytes": 10},
        {"walls": [0.003, 0.004], "cpu": 0.003, "bytes": 30},
    ]
    assert summary(answers) == {"wall": 3.0, "cpu": 2.0, "bytes": 30}


def test_a_burst_with_every_answer_lost_nothing() -> None:
    assert burst(finished=SITTINGS, answers=QUESTIONS * SITTINGS).lost == 0


def test_a_sitting_without_an_end_and_a_missing_answer_are_lost() -> None:
    assert burst(finished=SITTINGS - 2, answers=QUESTIONS * SITTINGS).lost == 2
    assert burst(finished=SITTINGS, answers=QUESTIONS * SITTINGS - 1).lost == 1


def test_rate_counts_finished_sittings() -> None:
    assert burst(finished=SITTINGS, answers=0).rate == SITTINGS / 10


def test_both_sides_have_as_many_people_as_asked() -> None:
    assert len(person_names(1_500)) == 1_500


def test_every_save_changes_the_cell_it_falls_on() -> None:
    held = {(s, b): phase_laid(s, b) for s in range(CLASS_SIZE) for b in range(BEHAVIOURS)}
    for number in range(3 * len(held)):
        student, behaviour, phase = cell_saved(number)
        assert held[student, behaviour] != phase
        held[student, behaviour] = phase
