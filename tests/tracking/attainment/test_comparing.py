"""A table beside what is stored."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.school import make_student
from tests.personas import Personas
from tests.tracking.attainment.tables import BY_NAME, table_of
from tracking.attainment.columns import Told
from tracking.attainment.comparing import compared

LINES = ["Idris,Costa,101", "Nobody,Here,99", "Idris,Costa,", "Idris,Costa,102", "Idris,Costa,good"]


def test_each_row_finds_its_student_or_says_why_not(people: Personas) -> None:
    found = compared(table_of(*LINES), BY_NAME, term=people.term)
    assert [(row.state, row.reason) for row in found.rows] == [
        ("applied", ""),
        ("failed", "No student here has this name."),
        ("unchanged", ""),
        ("failed", "An earlier row has another result of this student in Reading."),
        ("failed", "The result in Reading is neither a number nor one of the grades."),
    ]


def test_two_of_one_name_are_never_guessed(people: Personas) -> None:
    make_student(school=people.school, name="Idris Costa", school_class=people.maple)
    (row,) = compared(table_of("Idris,Costa,101"), BY_NAME, term=people.term).rows
    assert (row.state, row.student) == ("failed", None)


def test_a_number_of_another_school_is_nobody_here(people: Personas) -> None:
    other = make_student(school=people.stranger.school, name="Idris Costa")
    type(other).objects.filter(pk=other.pk).update(source="SIMS", source_id="A1")
    told = Told({"Forename": "number", "Reading": "result"}, "Spring test")
    (row,) = compared(table_of("A1,,101"), told, term=people.term).rows
    assert row.reason == "No student of this school has this number."


@given(st.lists(st.sampled_from(LINES), max_size=12))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_rows_always_add_up(people: Personas, lines: list[str]) -> None:
    counts = compared(table_of("Idris,Costa,101", *lines), BY_NAME, term=people.term).counts
    assert counts["rows"] == len(lines) + 1 == counts["applied"] + counts["unchanged"] + counts["failed"]
