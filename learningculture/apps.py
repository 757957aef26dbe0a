"""The ground as an app, for its template tags."""

from django.apps import AppConfig


class GroundConfig(AppConfig):
    name = "learningculture"
