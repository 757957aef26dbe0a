"""The shape of a figure."""

from __future__ import annotations

from portfolio.findings import Cell, Comparison, Finding, Standing, percent_of

FULL = Finding(
    indicator="Q5.1",
    part="perseverance",
    label="Perseverance",
    standing=Standing.FOR,
    said="{students} answered, {shown}",
    words={"shown": "50 %"},
    counts={"students": 40},
    estimate=1 / 3,
    bounds=(0.1, 0.9),
    comparison=Comparison(rule="T1", term="Spring term 2025", difference=-0.00001),
    distribution=(Cell("not yet", 3, 50, 2),),
    notes=("One class only.",),
    window=("2026-01-05", "2026-03-27"),
)


def test_finding_survives_being_written_down() -> None:
    written = FULL.to_dict()
    assert Finding.from_dict(written).to_dict() == written


def test_floats_are_kept_to_four_places_without_a_negative_zero() -> None:
    written = FULL.to_dict()
    assert written["estimate"] == 0.3333
    assert str(written["comparison"]["difference"]) == "0.0"


def test_sentence_names_words_and_counts() -> None:
    assert FULL.sentence == "40 answered, 50\u00a0%"


def test_withholding_leaves_no_number() -> None:
    bare = FULL.withholding("Withheld: fewer than 10 students.")
    assert bare.sentence == bare.withheld == "Withheld: fewer than 10 students."
    assert (bare.estimate, bare.distribution, bare.counts, bare.comparison, bare.standing) == (
        None, (), {}, None, Standing.UNKNOWN,
    )  # fmt: skip


def test_percent_rounds_halves_up() -> None:
    assert [percent_of(share) for share in (0.005, 0.125, 0.994)] == ["1 %", "13 %", "99 %"]
