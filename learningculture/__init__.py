"""The ground: settings, servers, tenancy and the few things every app stands on."""

from learningculture.celery import app as celery_app

__all__ = ["celery_app"]
