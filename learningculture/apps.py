"""The ground as an app, for its template tags and for what every form says where something is missing."""

from typing import Any

from django.apps import AppConfig
from django.forms import fields, models
from django.utils.translation import gettext_lazy as _

MISSING: tuple[tuple[type[fields.Field], Any], ...] = (
    (fields.Field, _("Please fill this in.")),
    (fields.BooleanField, _("Please tick this to go on.")),
    (fields.ChoiceField, _("Please choose one.")),
    (fields.MultipleChoiceField, _("Please choose at least one.")),
    (models.ModelChoiceField, _("Please choose one.")),
    (models.ModelMultipleChoiceField, _("Please choose at least one.")),
    (fields.DateField, _("Please give a day.")),
    (fields.FileField, _("Please choose a file.")),
)
"""What a field that was left empty asks for, by its kind; a form may say it more exactly."""


class GroundConfig(AppConfig):
    name = "learningculture"

    def ready(self) -> None:
        """Ask for what is missing, in place of Django's “This field is required.”"""
        for kind, sentence in MISSING:
            kind.default_error_messages = {**kind.default_error_messages, "required": sentence}
