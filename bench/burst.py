"""1,500 students check in at the same time, 32 requests at a time, over real HTTP.

What a student's browser sends to the product: a press to begin, then each question's page and its answer, then the end.
The pages save one answer at a time, so a check-in of three questions (one behaviour) is eight requests and six
writes. The floor gets the same eight requests and makes its writes by the barest statements; both stand behind
gunicorn with two processes of four threads. None lost means: every sitting is finished and every answer is there.
"""

from __future__ import annotations

import contextlib
import http.client
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from statistics import median
from urllib.parse import urlencode

from bench.names import STUDENTS
from bench.sides import SETTINGS

SITTINGS = int(os.environ.get("BURST", str(STUDENTS)))
AT_ONCE, QUESTIONS = 32, 3
SECONDS = 300.0
"""After this long a burst gives up: what is not sent by then counts as lost."""

START_SECONDS, ANSWER_SECONDS = 30.0, 30.0
TOKEN = "b" * 32
GUNICORN = ["--workers", "2", "--threads", "4", "--worker-class", "gthread", "--log-level", "error"]
SERVED = {"floor": "bench.floor:application()", "product": "learningculture.wsgi"}
ROOTS = {"floor": "/check-in/", "product": "/s/bench-check-in/check-in/"}
LEAST = 0.67


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


def run_burst(side: str) -> Burst:
    keys = _ground(side, f"ground.begin_anew(); print(*ground.visitors({SITTINGS}))").split()
    with served(side) as (port, processes):
        before, start = processor_time(processes()), time.perf_counter()
        waits = send_all(side, port, keys)
        seconds, cpu = time.perf_counter() - start, processor_time(processes()) - before
    finished, answers = map(int, _ground(side, "print(*ground.kept())").split())
    return Burst(seconds, cpu, len(waits), finished, answers, max(waits, default=0.0))


def _ground(side: str, code: str) -> str:
    begin = f"from bench.sides import ground_of; ground = ground_of('{side}'); "
    command = [sys.executable, "-c", begin + code]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout


@contextlib.contextmanager
def served(side: str) -> Iterator[tuple[int, Callable[[], list[int]]]]:
    """The port, and a way to list the processes that serve it."""
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "gunicorn", SERVED[side], "--bind", f"127.0.0.1:{port}", *GUNICORN]
    process = subprocess.Popen(command, env={**os.environ, "DJANGO_SETTINGS_MODULE": SETTINGS[side]})
    try:
        _wait_for(port, ROOTS[side])
        yield port, lambda: children_of(process.pid)
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()


def _wait_for(port: int, path: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError, http.client.HTTPException):
            for _warm in range(8):
                line = http.client.HTTPConnection("127.0.0.1", port, timeout=ANSWER_SECONDS)
                line.request("GET", path)
                line.getresponse().read()
                line.close()
            return
        time.sleep(0.2)
    raise SystemExit("gunicorn did not start; its message stands above.")


def send_all(side: str, port: int, keys: list[str]) -> list[float]:
    """How long each request waited. Ends when all are sent or ``SECONDS`` have passed."""
    waiting: SimpleQueue[str] = SimpleQueue()
    for key in keys:
        waiting.put(key)
    waits: list[float] = []
    deadline = time.monotonic() + SECONDS
    senders = [
        threading.Thread(target=_send, args=(side, port, waiting, waits, deadline), daemon=True) for _ in range(AT_ONCE)
    ]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    return waits


def _send(side: str, port: int, waiting: SimpleQueue[str], waits: list[float], deadline: float) -> None:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=ANSWER_SECONDS)
    with contextlib.suppress(Empty), contextlib.closing(line):
        while time.monotonic() < deadline:
            key = waiting.get_nowait()
            with contextlib.suppress(OSError, http.client.HTTPException):
                sit(line, ROOTS[side], key, waits)


def sit(line: http.client.HTTPConnection, root: str, key: str, waits: list[float]) -> None:
    """One student's check-in, as the pages lead through it."""
    headers = {"Cookie": f"sessionid={key}; csrftoken={TOKEN}", "Content-Type": "application/x-www-form-urlencoded"}
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


def children_of(pid: int) -> list[int]:
    """The workers of a process, where the system tells (Linux)."""
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in listed.read_text().split()] if listed.exists() else []


def processor_time(processes: list[int]) -> float:
    """Seconds that these processes have worked."""
    ticks = 0
    for pid in processes:
        with contextlib.suppress(OSError):
            said = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += int(said[11]) + int(said[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def print_bursts(found: dict[str, list[Burst]]) -> None:
    print(f"\nP6 {SITTINGS:,} check-ins of {QUESTIONS} questions, {AT_ONCE} at a time, over HTTP")
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
