"""``make demo``: the whole product on one machine, from an empty clone to portfolios that can be read.

Starts the two servers, migrates, runs worker, beat and web, seeds the demonstration once, has the worker build the
portfolios and prints where to go. Ctrl-C stops what it started. ``PORT`` and ``ROSTER`` are read from the environment.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator

from learningculture.embedded import servers
from learningculture.run import clone_mark, environment, migrate, var_folder

FIRST_PORT, LAST_PORT = 8000, 8020
WEB_START_SECONDS = 60.0
STOP_SECONDS = 15.0
MANAGE = [sys.executable, "manage.py"]
WEB = ["--workers", "2", "--threads", "4", "--worker-class", "gthread", "--log-level", "warning"]


def is_free(port: int) -> bool:
    with contextlib.closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        return probe.connect_ex(("127.0.0.1", port)) != 0


def chosen_port() -> int:
    """``PORT`` when given, and then only that; otherwise the first free one from 8000 on."""
    if given := os.environ.get("PORT"):
        if not is_free(int(given)):
            raise SystemExit(f"Port {given} is in use. Choose another: make demo PORT={int(given) + 1}")
        return int(given)
    for port in range(FIRST_PORT, LAST_PORT):
        if is_free(port):
            return port
    raise SystemExit(f"Ports {FIRST_PORT} to {LAST_PORT} are all in use. Name one: make demo PORT=…")


def chosen_scale() -> str:
    """``SCALE``, or all of it; make exports what was not given as empty."""
    return os.environ.get("SCALE") or "full"


@contextlib.contextmanager
def running(command: list[str], environ: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """A process in a session of its own, so that Ctrl-C reaches it only through us, once, and in order."""
    process = subprocess.Popen(command, env=environ, start_new_session=True)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()


def celery(*arguments: str) -> list[str]:
    quietly = [sys.executable, "-W", "ignore:You're running the worker", "-m", "celery", "--quiet"]
    return [*quietly, "-A", "learningculture", *arguments, "--loglevel", "WARNING"]


def wait_until_served(url: str, web: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + WEB_START_SECONDS
    while time.monotonic() < deadline and web.poll() is None:
        with contextlib.suppress(urllib.error.URLError, ConnectionError), urllib.request.urlopen(f"{url}/healthz"):
            return
        time.sleep(0.2)
    raise SystemExit("The web server did not start; its message stands above.")


def run_demonstration(port: int, environ: dict[str, str]) -> None:
    """Everything in the foreground until Ctrl-C."""
    url, beat_file = f"http://127.0.0.1:{port}", str(var_folder() / "beat")
    worker = celery("worker", "--concurrency", "2", "--without-gossip", "--without-mingle")
    web = [sys.executable, "-m", "gunicorn", "learningculture.wsgi", "--bind", f"127.0.0.1:{port}", *WEB]
    patient = {**environ, "LC_STATEMENT_TIMEOUT_MS": "120000"}
    subprocess.run([*MANAGE, "collectstatic", "--noinput", "-v", "0"], env=environ, check=True)
    with running(worker, patient), running(celery("beat", "--schedule", beat_file), environ):
        subprocess.run([*MANAGE, "seed_demo", "--scale", chosen_scale()], env=patient, check=True)
        if roster := os.environ.get("ROSTER"):
            subprocess.run([*MANAGE, "seed_roster", roster], env=patient, check=True)
        with running(web, environ) as served:
            wait_until_served(url, served)
            subprocess.run([*MANAGE, "show_cast", url], env=environ, check=True)
            served.wait()


def main() -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    port = chosen_port()
    var = var_folder() / "demo"
    os.environ["LC_DEMO"] = "1"
    os.environ["LC_ADDRESS"] = f"http://127.0.0.1:{port}"
    os.environ["LC_VAR_DIR"] = str(var)
    name = f"lcdemo_{clone_mark()}" if os.environ.get("DATABASE_URL") else "lcdemo"
    with contextlib.suppress(KeyboardInterrupt), servers(var, name) as (database, redis_url):
        environ = environment(database, redis_url)
        migrate(database, environ)
        run_demonstration(port, environ)
    print("\nStopped. The data is kept: `make demo` carries on with it.")


if __name__ == "__main__":
    main()
