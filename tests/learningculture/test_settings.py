"""What whoever runs a server can set, and where they read of it."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OPERATING = (ROOT / "docs" / "operating.md").read_text()
NAMED = re.compile(r"\bLC_[A-Z_]+\b")
FOR_TESTS = {"LC_DATABASE_APP_ROLE", "LC_DEBUG", "LC_INSECURE_LOCAL", "LC_LOCK_TIMEOUT_MS", "LC_LOG_LEVEL"}
"""Of use to developers alone."""

MAIL = """
from learningculture import settings as s
print(s.EMAIL_BACKEND, s.EMAIL_HOST, s.EMAIL_PORT, s.EMAIL_HOST_USER, s.EMAIL_HOST_PASSWORD, s.EMAIL_USE_TLS)
"""


def test_mail_leaves_through_the_server_of_the_address() -> None:
    address = "smtp+tls://learning:p%40ss@mail.school.example:587"
    environ = os.environ | {"DATABASE_URL": os.environ["LC_TEST_APP_LOGIN"], "LC_EMAIL_URL": address}
    done = subprocess.run([sys.executable, "-c", MAIL], cwd=ROOT, env=environ, capture_output=True, text=True)
    backend = "django.core.mail.backends.smtp.EmailBackend"
    assert done.stdout.split() == [backend, "mail.school.example", "587", "learning", "p@ss", "True"], done.stderr


def test_every_setting_stands_in_the_page_on_operating() -> None:
    settings = (ROOT / "learningculture" / "settings.py").read_text()
    compose = (ROOT / "docker-compose.yml").read_text()
    assert set(NAMED.findall(settings + compose)) - FOR_TESTS <= set(NAMED.findall(OPERATING))


def test_every_task_of_beat_stands_in_the_page_on_operating() -> None:
    from learningculture.beat import SCHEDULE

    assert [name for name in SCHEDULE if f"`{name}`" not in OPERATING] == []
