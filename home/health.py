"""The state of the three things the product stands on."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.core.cache import cache
from django.db import DatabaseError, connection
from redis import RedisError

from learningculture.celery import WORKER_ALIVE


@dataclass(frozen=True)
class Health:
    """Each "ok" or "down". Without a worker pages still serve, builds wait."""

    database: str
    redis: str
    worker: str

    @property
    def serves(self) -> bool:
        return self.database == self.redis == "ok"

    def as_dict(self) -> dict[str, str]:
        return asdict(self)


def current_health() -> Health:
    """Ask database and Redis, and read when a worker was last heard."""
    redis, worker = _redis_and_worker()
    return Health(database=_database(), redis=redis, worker=worker)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "down"
    return "ok"


def _redis_and_worker() -> tuple[str, str]:
    try:
        return "ok", "ok" if cache.get(WORKER_ALIVE) else "down"
    except RedisError:
        return "down", "down"
