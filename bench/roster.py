"""A roster's import beside COPY and upsert of the same rows (goal P7).

What is counted. *floor*: the package's rows, in memory already, go by COPY into a temporary table and by one upsert
into a bare table with a primary key: no audit, no policies, no other index. *data stage*: everything of the import
that touches the database: reading what is stored, comparing, writing people, classes, places and their audit under
row-level security, the log, the commit. *whole*: the data stage and, before it, reading the files: decoding, CSV,
checking every cell, references, contradictions. Floor and product run in turn, three rounds; medians.

Both sides are treated alike: each keeps one connection through all rounds, as a worker does, and has done the same work
once with a small package before the first round; the tables of the floor stand before the rounds begin. Before, the
floor's tables were made and dropped between the rounds, which empties what the product's connection knows of tables,
and the first round of the product bore its imports, its connection and the plans of its checks.
"""

from __future__ import annotations

import csv
import datetime
import io
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROUNDS = int(os.environ.get("ROUNDS", "3"))
ON = datetime.date(2025, 9, 10)
SMALL, ROWS, USERS = 200, 5_000, 20_000


def main() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "learningculture.settings")
    django.setup()
    if len(sys.argv) > 2:
        print(peak_memory(Path(sys.argv[2])))
        return
    with tempfile.TemporaryDirectory() as place:
        print_times(Path(place))
        print_memory(Path(place))


def print_times(place: Path) -> None:
    from bench.packages import students_for

    for students in (students_for(ROWS), USERS):
        with floor_connection() as connection:
            one_round(place / f"{students}-warm", SMALL, connection)
            rounds = [one_round(place / f"{students}-{number}", students, connection) for number in range(ROUNDS)]
        print(f"\n{rounds[0]['rows']:,.0f} rows, {students:,} students; median of {ROUNDS} and the best of them")
        for name in ("floor", "data stage", "whole", "floor again", "unchanged data stage", "unchanged whole"):
            against = "floor again" if name.startswith("unchanged") else "floor"
            print(
                f"  {name:<22}{_beside(rounds, name, against, statistics.median)}{_beside(rounds, name, against, min)}"
            )


def _beside(rounds: list[dict[str, float]], name: str, against: str, of: Callable[[Iterable[float]], float]) -> str:
    """Seconds, and how many times the floor. On a busy machine the best says more than the median."""
    time_of = {one: of([found[one] for found in rounds]) for one in (name, against)}
    return f"{time_of[name]:8.3f} s{time_of[name] / time_of[against]:7.2f} ×   "


def one_round(folder: Path, students: int, connection: Any) -> dict[str, float]:
    from bench.packages import write_package

    source = f"B{os.getpid()}-{folder.name}"
    rows = write_package(folder, students=students, source=source)
    texts = {file.stem: file.read_bytes() for file in folder.glob("*.csv") if file.stem != "manifest"}
    found = {"rows": float(rows)}
    found["floor"], found["floor again"] = floor(connection, texts)
    found["read"], found["data stage"] = timed_import(folder)
    found["read again"], found["unchanged data stage"] = timed_import(folder)
    found["whole"] = found["read"] + found["data stage"]
    found["unchanged whole"] = found["read again"] + found["unchanged data stage"]
    return found


def timed_import(folder: Path) -> tuple[float, float]:
    from django.utils import timezone

    from school.rosters import alone, carry_out, plan_import, read_oneroster

    start = time.perf_counter()
    incoming = read_oneroster(folder, on=ON)
    read = time.perf_counter()
    with alone():
        carry_out(plan_import(incoming, on=ON), by=None, now=timezone.now())
    return read - start, time.perf_counter() - read


@contextmanager
def floor_connection() -> Iterator[Any]:
    """A connection of its own, with the floor's bare tables laid once."""
    import psycopg

    from bench.packages import headers

    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as connection:
        for name, header in headers().items():
            columns = ", ".join(f'"{column}" text' for column in header)
            connection.execute(f"DROP TABLE IF EXISTS bench_{name}")
            connection.execute(f'CREATE TABLE bench_{name} ({columns}, PRIMARY KEY ("sourcedId"))')
        yield connection
        for name in headers():
            connection.execute(f"DROP TABLE bench_{name}")


def floor(connection: Any, texts: dict[str, bytes]) -> tuple[float, float]:
    """The first time, and once more over the same rows."""
    for name in texts:
        connection.execute(f"TRUNCATE bench_{name}")
    return timed(lambda: _copy_and_upsert(connection, texts)), timed(lambda: _copy_and_upsert(connection, texts))


def _copy_and_upsert(connection: Any, texts: dict[str, bytes]) -> None:
    with connection.transaction():
        for name, text in texts.items():
            connection.execute(f"CREATE TEMP TABLE came (LIKE bench_{name}) ON COMMIT DROP")
            with connection.cursor().copy("COPY came FROM STDIN WITH (FORMAT csv, HEADER)") as copy:
                copy.write(text)
            values = ", ".join(f'"{column}" = excluded."{column}"' for column in _header(text)[1:])
            connection.execute(
                f'INSERT INTO bench_{name} SELECT * FROM came ON CONFLICT ("sourcedId") DO UPDATE SET {values}'
            )
            connection.execute("DROP TABLE came")


def _header(text: bytes) -> list[str]:
    return next(csv.reader(io.StringIO(text[:2000].decode().splitlines()[0])))


def timed(work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def print_memory(place: Path) -> None:
    """Peak memory of a process that brings in one package, beside the same process with a small one."""
    from bench.packages import students_for, write_package

    print("\npeak memory of the process")
    for students in (SMALL, students_for(ROWS), USERS):
        folder = place / f"memory-{students}"
        write_package(folder, students=students, source=f"M{os.getpid()}-{students}")
        said = subprocess.run([sys.executable, "-m", "bench.roster", "memory", folder], capture_output=True, check=True)
        print(f"  {students:6,} students {float(said.stdout):7.0f} MB")


def peak_memory(folder: Path) -> float:
    timed_import(folder)
    status = Path("/proc/self/status")
    if status.exists():  # where it is, the truer one: the other counts the process that started this one
        return int(status.read_text().split("VmHWM:")[1].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
