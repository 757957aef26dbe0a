"""``python -m learningculture.migrate``: make the roles and the database of a production server, and migrate.

Reads ``DATABASE_ADMIN_URL`` (may create roles), ``DATABASE_URL`` (the application's login) and ``DATABASE_OWNER_URL``
(the owner of the tables). Running it again changes nothing that is already so.
"""

from __future__ import annotations

import os
import sys
from urllib.parse import unquote, urlsplit

from learningculture.embedded import Database, provision
from learningculture.run import migrate


def password_in(url: str) -> str:
    return unquote(urlsplit(url).password or "")


def main() -> int:
    try:
        admin, app, owner = (os.environ[name] for name in ("DATABASE_ADMIN_URL", "DATABASE_URL", "DATABASE_OWNER_URL"))
    except KeyError as missing:
        print(f"{missing} is not set: see docs/operating.md.", file=sys.stderr)
        return 2
    name = urlsplit(app).path.lstrip("/")
    provision(admin, name, owner_password=password_in(owner), app_password=password_in(app))
    migrate(Database(admin, owner, app, f"{name}_app"), dict(os.environ))
    return 0


if __name__ == "__main__":
    sys.exit(main())
