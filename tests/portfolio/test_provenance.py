"""The drawer under a figure."""

from __future__ import annotations

from portfolio.findings import Comparison, Finding
from portfolio.indicators.definitions import BY_ID
from portfolio.provenance import facts_of

PULSE = Finding(
    indicator="Q1.2", n="24", n_of="answers", coverage=0.6, bounds=(0.45, 0.85), interval="95 % interval",
    verdict="cannot tell",
    window=("2026-01-05", "2026-03-27"), notes=("Counts are not shown.",),
    comparison=Comparison(rule="T1", term="Spring term 2025", shown="60 %", difference=0.15, low=-0.1, high=0.38),
)  # fmt: skip


def facts(finding: Finding) -> dict[str, str]:
    return {str(term): str(words) for term, words in facts_of(BY_ID[finding.indicator], finding)}


def test_drawer_tells_where_a_figure_comes_from() -> None:
    found = facts(PULSE)
    assert found["n"] == "24 answers"
    assert (found["Coverage"], found["Among everybody"]) == ("60 %", "45 % to 85 %")
    assert found["Compared with"] == (
        "Spring term 2025 (same term last year) · then 60 % · change +15 points · -10 points to +38 points"
    )
    assert found["Window"] == "5 January 2026 to 27 March 2026"
    assert (found["Verdict"], found["Note"]) == ("cannot tell", "Counts are not shown.")


def test_drawer_of_a_withheld_figure_says_why() -> None:
    found = facts(PULSE.withholding("Withheld: fewer than 5 answers."))
    assert found["Withheld"] == "Withheld: fewer than 5 answers."
    assert "n" not in found and "Verdict" not in found and "Coverage" not in found


def test_reason_for_no_comparison_is_told() -> None:
    finding = Finding(indicator="Q2.2", numerator=3, denominator=6, comparison=Comparison(reason="not comparable: so"))
    assert facts(finding)["Compared with"] == "Not comparable: so"
    assert facts(finding)["Counted"] == "Promises kept on or before the day they were due: 3"
