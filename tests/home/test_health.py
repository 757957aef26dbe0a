"""The state of health."""

import time

import pytest
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.test import Client

from home.health import current_health
from learningculture.celery import WORKER_ALIVE, say_alive


@pytest.mark.django_db
def test_health_names_a_silent_worker() -> None:
    cache.delete(WORKER_ALIVE)
    assert current_health().as_dict() == {"database": "ok", "redis": "ok", "worker": "down"}
    assert current_health().serves


@pytest.mark.django_db
def test_health_hears_the_worker_beat() -> None:
    before = time.time()
    say_alive()
    assert cache.get(WORKER_ALIVE) >= before
    assert current_health().worker == "ok"


@pytest.mark.django_db
def test_health_page_is_503_without_a_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert client.get("/healthz").status_code == 200

    def broken() -> None:
        raise DatabaseError

    monkeypatch.setattr("home.health.connection.cursor", broken)
    health = current_health()
    monkeypatch.undo()
    assert (health.database, health.serves) == ("down", False)
    assert connection.ensure_connection() is None
