"""Class grid, one cell, search of learners, and 1,500 check-ins, each beside the floor (goals P1, P2, P6, P8).

Floor and product run in turn, three rounds, each behind gunicorn and over real HTTP: what a browser waits for, and what
the server works. Grid, cell and search are asked by one visitor of one process, a few requests at a time, so that a
busy moment of the machine falls on both; ``INSIDE=1`` asks them in Django's test client instead, without any server.
The check-ins come 32 at a time: see ``bench.burst``. Medians of all requests of all rounds. It never decides whether a
change lands.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from statistics import median
from typing import Any

from bench.burst import WAYS, Burst, print_bursts, run_burst
from bench.names import STUDENTS
from bench.served import served
from bench.sides import Asked

ROUNDS = int(os.environ.get("ROUNDS", "3"))
BATCH, BATCHES = 10, 8
"""Requests in a row on one side, and how often in a round."""

GOALS = {"grid": ("P1", "class grid, 30 × 17", 1.5), "save": ("P2", "save one cell", 1.5)}
GOALS["search"] = ("P8", f"search {STUDENTS:,} learners", 1.5)

Found = dict[tuple[str, str], list[dict[str, Any]]]


def main() -> None:
    os.environ["LC_INSECURE_LOCAL"] = "1"
    os.environ.setdefault("LC_LOG_LEVEL", "WARNING")
    subprocess.run([sys.executable, "manage.py", "collectstatic", "--noinput", "-v", "0"], check=True)
    for side in ("floor", "product"):
        _lay(side)
    only = os.environ.get("ONLY", "")
    try:
        if only != "burst":
            print_pages(*measure_pages())
        if only != "pages":
            for way in WAYS:
                print_bursts(way, measure_bursts(way))
    finally:
        subprocess.run([sys.executable, "-c", _forget("floor")], check=False)


def _lay(side: str) -> None:
    code = f"from bench.sides import ground_of; ground_of('{side}').lay({STUDENTS})"
    subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ, "LC_STATEMENT_TIMEOUT_MS": "120000"})


def _forget(side: str) -> str:
    return f"from bench.sides import ground_of; ground_of('{side}').forget()"


def measure_pages() -> tuple[Found, dict[str, dict[str, int]]]:
    found: Found = {}
    with contextlib.ExitStack() as stack:
        sides = {name: stack.enter_context(_side(name)) for name in ("floor", "product")}
        for work in GOALS:
            for side in sides.values():
                side.ask(work=work, times=2 * BATCH)
        for batch in range(ROUNDS * BATCHES):
            for work in GOALS:
                for name in ("floor", "product") if batch % 2 else ("product", "floor"):
                    found.setdefault((work, name), []).append(sides[name].ask(work=work, times=BATCH))
        counts = {work: sides["product"].ask(work=work, count=True) for work in GOALS}
    return found, counts


@contextlib.contextmanager
def _side(name: str) -> Iterator[Asked]:
    inside = bool(os.environ.get("INSIDE"))
    with contextlib.nullcontext((0, 0)) if inside else served(name, workers=1, threads=1) as (port, server):
        side = Asked(name, port, server)
        try:
            yield side
        finally:
            side.close()


def print_pages(found: Found, counts: dict[str, dict[str, int]]) -> None:
    print(f"\n{'':28}{'floor':>16}{'product':>17}{'wall':>8}{'CPU':>8}{'goal':>8}{'bytes':>9}{'queries':>9}")
    for work, (goal, words, most) in GOALS.items():
        floor, product = (summary(found[work, name]) for name in ("floor", "product"))
        times = "".join(f"{side['wall']:8.2f}/{side['cpu']:5.2f} ms" for side in (floor, product))
        ratios = "".join(f"{product[key] / floor[key]:7.2f}×" for key in ("wall", "cpu"))
        print(f"{goal} {words:<25}{times}{ratios}{most:7.2f}×{product['bytes']:9,.0f}", end="")
        print(f"{counts[work]['data']:5} of {counts[work]['sent']}")
    print("wall/CPU of one request, medians; queries: of data, of all that were sent")


def summary(answers: list[dict[str, Any]]) -> dict[str, float]:
    """Medians in milliseconds: of every request's time, and of processor time over the batches."""
    walls = [wall for answer in answers for wall in answer["walls"]]
    cpu = median(answer["cpu"] for answer in answers)
    return {"wall": 1000 * median(walls), "cpu": 1000 * cpu, "bytes": max(answer["bytes"] for answer in answers)}


def measure_bursts(way: str) -> dict[str, list[Burst]]:
    found: dict[str, list[Burst]] = {"floor": [], "product": []}
    for _round in range(ROUNDS):
        for name, bursts in found.items():
            bursts.append(run_burst(name, way))
    return found


if __name__ == "__main__":
    main()
