"""The Celery application: who builds, imports and sweeps in the background."""

import os
import time
from typing import Any

from celery import Celery
from celery.signals import heartbeat_sent, worker_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "learningculture.settings")

app = Celery("learningculture")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(["school.privacy", "school.rosters"])

WORKER_ALIVE = "worker-alive"
"""The cache key under which a worker says when it was last heard."""

WORKER_SILENT_SECONDS = 30
"""A worker beats every two seconds; after this long without a beat it is taken for gone."""


@worker_ready.connect
@heartbeat_sent.connect
def say_alive(**kwargs: Any) -> None:
    """Note the worker's beat where the health page reads it."""
    from django.core.cache import cache

    cache.set(WORKER_ALIVE, time.time(), WORKER_SILENT_SECONDS)
