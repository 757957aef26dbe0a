"""One side in a process of its own: ``python -m bench.sides floor`` or ``product``, the port and process of its server.

Two Django projects do not fit into one process. Each side waits for a line of JSON that says what to do and how often,
asks its server and answers with a line: seconds of each time, the server's processor time, and what came back. Without
a server (``0 0``) it asks in Django's test client, and the processor time is its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bench.served import processor_time, workers_of

Work = Callable[[int], Any]


@dataclass(frozen=True)
class Side:
    """Works by name, and a way to count what each asks of the database."""

    works: dict[str, Work]
    count: Callable[[str], dict[str, int]] | None = None


def serve(side: Side, server: int) -> None:
    workers = workers_of(server) if server else []
    for line in sys.stdin:
        order = json.loads(line)
        print(json.dumps(_answer(side, workers, order)), flush=True)


def _answer(side: Side, workers: list[int], order: dict[str, Any]) -> dict[str, Any]:
    if order.get("count"):
        return side.count(order["work"]) if side.count else {}
    work, walls = side.works[order["work"]], []
    first, begun = order["first"], processor_time(workers) if workers else time.process_time()
    for number in range(first, first + order["times"]):
        start = time.perf_counter()
        response = work(number)
        walls.append(time.perf_counter() - start)
        assert response.status_code == 200, (order, response.status_code, response.content[:300])
    cpu = (processor_time(workers) if workers else time.process_time()) - begun
    return {"walls": walls, "cpu": cpu / order["times"], "bytes": len(response.content)}


class Asked:
    """The other end: a side as seen by whoever measures."""

    def __init__(self, name: str, port: int = 0, server: int = 0) -> None:
        command = [sys.executable, "-m", "bench.sides", name, str(port), str(server)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.done = 0

    def ask(self, **order: Any) -> dict[str, Any]:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps({"first": self.done, **order}) + "\n")
        self.process.stdin.flush()
        self.done += order.get("times", 0)
        answer = self.process.stdout.readline()
        if not answer:
            raise SystemExit("A side of the benchmark ended early; its message stands above.")
        return json.loads(answer)  # type: ignore[no-any-return]

    def close(self) -> None:
        if self.process.stdin:
            self.process.stdin.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()


def ground_of(name: str) -> Any:
    """The module that lays the tables of a side, with Django set up for it."""
    import importlib

    import django

    from bench.served import SETTINGS

    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS[name]
    django.setup()
    return importlib.import_module(f"bench.{name}_ground")


if __name__ == "__main__":
    name, port, server = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    serve(ground_of(name).side(port), server)
