"""Run a command beside the two servers: ``python -m learningculture.run NAME COMMAND …``.

Starts what the environment does not already give, provisions the database ``NAME``, migrates it as its owner and runs
the command as the application, with ``DATABASE_URL``, ``DATABASE_OWNER_URL`` and ``REDIS_URL`` set.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from learningculture.embedded import Database, servers


def var_folder() -> Path:
    """Where data lies: ``LC_VAR_DIR``, or ``var/`` in the clone."""
    return Path(os.environ.get("LC_VAR_DIR") or Path(__file__).resolve().parent.parent / "var")


def clone_mark() -> str:
    """Eight letters that tell this clone's databases from another's, on a server that both use."""
    clone = Path(__file__).resolve().parent.parent
    return hashlib.sha256(os.fsencode(clone)).hexdigest()[:8]


def environment(database: Database, redis_url: str) -> dict[str, str]:
    """The application's environment on these servers."""
    return {
        **os.environ,
        "DATABASE_URL": database.app_url,
        "DATABASE_OWNER_URL": database.owner_url,
        "REDIS_URL": redis_url,
    }


def migrate(database: Database, environ: dict[str, str]) -> None:
    """Bring the tables up to date, as their owner."""
    as_owner = {**environ, "DATABASE_URL": database.owner_url, "LC_STATEMENT_TIMEOUT_MS": "0"}
    subprocess.run([sys.executable, "manage.py", "migrate", "-v", "0", "--skip-checks"], env=as_owner, check=True)


def main() -> int:
    name, *command = sys.argv[1:]
    with servers(var_folder(), name) as (database, redis_url):
        environ = environment(database, redis_url)
        migrate(database, environ)
        return subprocess.run(command, env=environ).returncode


if __name__ == "__main__":
    sys.exit(main())
