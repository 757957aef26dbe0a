"""A side behind gunicorn, as in production, and how long its processes have worked."""

from __future__ import annotations

import contextlib
import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

SETTINGS = {"floor": "bench.floor", "product": "learningculture.settings"}
SERVED = {"floor": "bench.floor:application()", "product": "learningculture.wsgi"}
ROOTS = {"floor": "/check-in/", "product": "/s/bench-check-in/check-in/"}
GUNICORN = ["--worker-class", "gthread", "--keep-alive", "75", "--log-level", "error"]
START_SECONDS, ANSWER_SECONDS = 30.0, 30.0


@contextlib.contextmanager
def served(side: str, workers: int = 2, threads: int = 4) -> Iterator[tuple[int, int]]:
    """The port, and the process of the server."""
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "gunicorn", SERVED[side], "--bind", f"127.0.0.1:{port}", *GUNICORN]
    command += ["--workers", str(workers), "--threads", str(threads)]
    process = subprocess.Popen(command, env={**os.environ, "DJANGO_SETTINGS_MODULE": SETTINGS[side]})
    try:
        _wait_for(port, ROOTS[side])
        yield port, process.pid
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


def workers_of(pid: int) -> list[int]:
    """The workers of a server, where the system tells (Linux)."""
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in listed.read_text().split()] if listed.exists() else []


def processor_time(processes: list[int]) -> float:
    """Seconds that these processes have worked, all threads together."""
    nanoseconds = 0
    for pid in processes:
        for thread in Path(f"/proc/{pid}/task").glob("*/schedstat"):
            with contextlib.suppress(OSError):
                nanoseconds += int(thread.read_text().split()[0])
    return nanoseconds / 1e9
