"""1,500 students check in at the same time, 32 requests at a time, over real HTTP.

Twice. *whole*: one request that brings a whole sitting, as a browser sends what it kept while there was no network; the
floor saves it in one statement. This is the goal's burst. *step by step*: what a browser sends otherwise, a press to
begin, then each question's page and its answer, then the end. The pages save one answer at a time, so a check-in of
three questions (one behaviour) is eight requests and six writes; the floor gets the same eight and makes its writes by
the barest statements. Both stand behind gunicorn with two processes of four threads. None lost means: every sitting is
finished and every answer is there.
"""

from __future__ import annotations

import contextlib
import http.client
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from statistics import median
from urllib.parse import urlencode

from bench.names import STUDENTS
from bench.served import ANSWER_SECONDS, ROOTS, processor_time, served, workers_of
from bench.visitor import TOKEN

SITTINGS = int(os.environ.get("BURST", str(STUDENTS)))
AT_ONCE, QUESTIONS = 32, 3
SECONDS = 300.0
"""After this long a burst gives up: what is not sent by then counts as lost."""

LEAST = 0.67
ITEMS = ("perseverance.c1", "perseverance.c2", "perseverance.c3")
Sit = Callable[[http.client.HTTPConnection, str, str, list[float]], None]


@dataclass(frozen=True)
class Burst:
    seconds: float
    cpu: float
    requests: int
    finished: int
    answers: int
    slowest: float

    @property
    def rate(self) -> float:
        """Sittings a second."""
        return self.finished / self.seconds

    @property
    def lost(self) -> int:
        """Sittings without an end, or else answers that are missing."""
        return SITTINGS - self.finished or SITTINGS * QUESTIONS - self.answers


def run_burst(side: str, way: str) -> Burst:
    keys = _ground(side, f"ground.begin_anew(); print(*ground.visitors({SITTINGS}))").split()
    with served(side) as (port, server):
        before, start = processor_time(workers_of(server)), time.perf_counter()
        waits = send_all(WAYS[way], ROOTS[side], port, keys)
        seconds, cpu = time.perf_counter() - start, processor_time(workers_of(server)) - before
    finished, answers = map(int, _ground(side, "print(*ground.kept())").split())
    return Burst(seconds, cpu, len(waits), finished, answers, max(waits, default=0.0))


def _ground(side: str, code: str) -> str:
    begin = f"from bench.sides import ground_of; ground = ground_of('{side}'); "
    command = [sys.executable, "-c", begin + code]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout


def send_all(sit: Sit, root: str, port: int, keys: list[str]) -> list[float]:
    """How long each request waited. Ends when all are sent or ``SECONDS`` have passed."""
    waiting: SimpleQueue[str] = SimpleQueue()
    for key in keys:
        waiting.put(key)
    waits: list[float] = []
    deadline = time.monotonic() + SECONDS
    senders = [
        threading.Thread(target=_send, args=(sit, root, port, waiting, waits, deadline), daemon=True)
        for _ in range(AT_ONCE)
    ]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    return waits


def _send(sit: Sit, root: str, port: int, waiting: SimpleQueue[str], waits: list[float], deadline: float) -> None:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=ANSWER_SECONDS)
    with contextlib.suppress(Empty), contextlib.closing(line):
        while time.monotonic() < deadline:
            key = waiting.get_nowait()
            with contextlib.suppress(OSError, http.client.HTTPException):
                sit(line, root, key, waits)


def sit_whole(line: http.client.HTTPConnection, root: str, key: str, waits: list[float]) -> None:
    """One student's check-in, all of it in one request."""
    sent = {"csrfmiddlewaretoken": TOKEN} | {f"answer-{item}": "2" for item in ITEMS}
    _ask(line, "POST", f"{root}whole/", _headers(key), waits, urlencode(sent))


def _headers(key: str) -> dict[str, str]:
    form = "application/x-www-form-urlencoded"
    return {"Cookie": f"sessionid={key}; csrftoken={TOKEN}", "Content-Type": form}


def sit_by_step(line: http.client.HTTPConnection, root: str, key: str, waits: list[float]) -> None:
    """One student's check-in, as the pages lead through it."""
    headers = _headers(key)
    place = root
    for number in range(QUESTIONS + 1):
        sent = {"csrfmiddlewaretoken": TOKEN} | ({"value": "2", "example": ""} if number else {})
        place = _ask(line, "POST", place, headers, waits, urlencode(sent))
        _ask(line, "GET", place, headers, waits)


def _ask(
    line: http.client.HTTPConnection,
    method: str,
    path: str,
    headers: dict[str, str],
    waits: list[float],
    body: str = "",
) -> str:
    start = time.perf_counter()
    try:
        line.request(method, path, body or None, headers)
        response = line.getresponse()
        response.read()
    except (OSError, http.client.HTTPException):
        line.close()
        raise
    waits.append(time.perf_counter() - start)
    return response.headers.get("Location", path)


WAYS: dict[str, Sit] = {"whole": sit_whole, "step by step": sit_by_step}


def print_bursts(way: str, found: dict[str, list[Burst]]) -> None:
    print(f"\nP6 {SITTINGS:,} check-ins of {QUESTIONS} questions, {way}, {AT_ONCE} at a time, over HTTP")
    rates = {name: median(burst.rate for burst in bursts) for name, bursts in found.items()}
    works = {name: median(burst.cpu / max(burst.requests, 1) for burst in bursts) for name, bursts in found.items()}
    for name, bursts in found.items():
        requests = median(burst.requests / burst.seconds for burst in bursts)
        lost, slowest = sum(burst.lost for burst in bursts), max(burst.slowest for burst in bursts)
        print(
            f"  {name:<9}{rates[name]:7.1f} check-ins/s {requests:7.0f} requests/s  CPU of web"
            f" {1000 * works[name]:5.2f} ms a request  slowest {slowest:5.2f} s  lost {lost}"
        )
    print(f"  throughput {rates['product'] / rates['floor']:.2f} × floor (goal {LEAST} or more)", end="")
    print(f", CPU {works['product'] / works['floor']:.2f} × floor" if works["floor"] else "")
