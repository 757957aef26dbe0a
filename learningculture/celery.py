"""The Celery application: who builds, imports and sweeps in the background."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "learningculture.settings")

app = Celery("learningculture")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
