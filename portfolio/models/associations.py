"""How behaviours and attainment go with each other in a term, as last worked out."""

from __future__ import annotations

from django.db import models

from learningculture.tenancy import TenantModel
from school.models import Member, Term


class AttainmentAssociation(TenantModel):
    """One row a term: a leader asks, the worker works it out. ``findings`` are about groups, never one child."""

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="+")
    asked_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    worked_out_at = models.DateTimeField(null=True, blank=True)
    findings = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school", "term"], name="one_association_a_term")]

    @property
    def is_waiting(self) -> bool:
        return self.worked_out_at is None or self.worked_out_at < self.asked_at
