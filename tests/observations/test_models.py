"""The schema has no room for a judgement of a teacher."""

from __future__ import annotations

import pytest
from django.db import models

from observations.models import Sighting, Visit

ROOM_FOR_WORDS = (models.CharField, models.TextField)
NO_JUDGEMENT = (models.ForeignKey, models.DateField, models.DateTimeField, models.UUIDField, models.BooleanField)


@pytest.mark.parametrize("model", [Visit, Sighting])
def test_schema_has_no_field_that_could_hold_a_judgement(model: type[models.Model]) -> None:
    fields = [field for field in model._meta.get_fields() if field.concrete and not field.primary_key]
    assert [field.name for field in fields if not isinstance(field, ROOM_FOR_WORDS + NO_JUDGEMENT)] == []
    named = [
        word
        for field in fields
        for word in ("grade", "score", "rating", "level", "colour", "rag")
        if word in field.name
    ]
    assert named == []


def test_choices_are_words_and_none_of_them_is_about_the_teacher() -> None:
    assert {choice.value for choice in Sighting.Seen} == {"many", "some", "few", "none", "not_looked_for"}
    with_choices = {field.name for field in Visit._meta.get_fields() if getattr(field, "choices", None)}
    assert with_choices == {"kind", "state", "ring"}
    assert [field.name for field in Visit._meta.get_fields() if isinstance(field, models.BooleanField)] == [
        "host_asked"
    ]


def test_nothing_outside_observations_points_at_a_visit() -> None:
    relations = [relation for model in (Visit, Sighting) for relation in model._meta.related_objects]
    assert {relation.related_model._meta.app_label for relation in relations} == {"observations"}
