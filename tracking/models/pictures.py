"""Pictures of work, made small and stripped of what a camera adds."""

from __future__ import annotations

from django.db import models

from learningculture.tenancy import TenantModel
from school.models import Member


class Picture(TenantModel):
    """One student's picture: a photograph of work or a drawing. Its bytes lie behind the same walls as the words.

    A noticing of several learners has one for each, so that the end of one child's records takes nothing of another's.
    Not audited: a copy of every picture in the trail would outlive its removal.
    """

    student = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="pictures")
    added_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", db_index=False)
    added_at = models.DateTimeField()
    kind = models.CharField(max_length=20, help_text="Media type, such as image/webp.")
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    content = models.BinaryField()
    words = models.CharField(max_length=140, blank=True, help_text="What is to be seen, for those who cannot see it.")
