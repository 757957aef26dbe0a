"""Attainment that a school chooses to bring in, beside the behaviours and never mixed with them."""

from __future__ import annotations

from django.db import models

from learningculture.tenancy import TenantModel
from school.models import Batch, Member, Term


class AttainmentImport(TenantModel):
    """One table brought in: which columns were read as what, and how many rows came to what."""

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    file_name = models.CharField(max_length=120)
    mapping = models.JSONField(help_text="Column heading → what it was read as; remembered for the next table.")
    rows = models.PositiveIntegerField(default=0)
    applied = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    batch = models.ForeignKey(Batch, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-id"]


class AttainmentResult(TenantModel):
    """One student's result in one subject and term. ``value`` orders results of one measure; ``words`` as printed."""

    came_with = models.ForeignKey(AttainmentImport, on_delete=models.CASCADE, related_name="results")
    student = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="attainment")
    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="+")
    subject = models.CharField(max_length=60)
    measure = models.CharField(max_length=60)
    value = models.DecimalField(max_digits=8, decimal_places=2)
    words = models.CharField(max_length=30)

    class Meta:
        ordering = ["subject", "measure"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "student", "term", "subject", "measure"], name="attainment_once_a_term"
            )
        ]
