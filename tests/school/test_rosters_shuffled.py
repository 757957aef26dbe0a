"""Order means nothing in a roster, and nobody is lost or doubled."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from school.rosters.checks import check
from school.rosters.package import open_package
from school.rosters.reading import read
from school.rosters.schools import schools_wanted
from school.rosters.wanted import SchoolWanted
from tests.factories.rosters import DAY_1, KEPT, person, place, put_all_away, small_roster, write_package

QUIET = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)


def wanted_from(folder: Path) -> list[SchoolWanted]:
    reading = read(open_package(folder))
    check(reading)
    return schools_wanted(reading, DAY_1)


def shuffled(content: bytes, random) -> bytes:
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    rows = [row for row in rows if row]
    columns = list(range(len(rows[0])))
    random.shuffle(columns)
    body = rows[1:]
    random.shuffle(body)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=random.choice(["\n", "\r\n"]), quoting=random.choice([0, 1]))
    writer.writerows([[row[column] for column in columns] for row in [rows[0], *body]])
    return out.getvalue().encode(random.choice(["utf-8", "utf-8-sig"]))


@pytest.fixture(params=["held", "put away"], autouse=True)
def rows_are(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small roster is held as it is; of a large one nearly nothing."""
    if request.param == "put away":
        put_all_away(monkeypatch)


@pytest.mark.parametrize("name", ["syn_uk_v1p1_day1", "syn_uk_v1p2_day1", "edfi_grandbend_v1p1"])
@QUIET
@given(random=st.randoms(use_true_random=False))
def test_shuffled_rows_and_columns_say_the_same(name: str, random) -> None:
    with tempfile.TemporaryDirectory() as place_for_it:
        folder = Path(place_for_it)
        for file in (KEPT / name).glob("*.csv"):
            content = file.read_bytes()
            (folder / file.name).write_bytes(content if file.name == "manifest.csv" else shuffled(content, random))
        assert wanted_from(folder) == wanted_from(KEPT / name)


IDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"], exclude_characters=","), min_size=1, max_size=8
)


@QUIET
@given(ids=st.sets(IDS, min_size=1, max_size=20), twice=st.data())
def test_nobody_is_lost_or_doubled(ids: set[str], twice: st.DataObject) -> None:
    """Each person named once or twice, enrolled never, once or once per semester, is one member with one place."""
    tables = small_roster(students=0)
    placed = twice.draw(st.sets(st.sampled_from(sorted(ids))))
    for number, id in enumerate(sorted(ids - {"T"})):
        tables["users"] += [person(id)] * twice.draw(st.integers(1, 2))
        if id in placed:
            tables["enrollments"] += [place(f"e{number}-{n}", id) for n in range(twice.draw(st.integers(1, 2)))]
    with tempfile.TemporaryDirectory() as place_for_it:
        [school] = wanted_from(write_package(Path(place_for_it) / "p", tables))
    assert set(school.members) == ids | {"T"}
    assert {key[1] for key in school.enrolments} == placed | {"T"}
    assert len(school.enrolments) == len(placed | {"T"})
