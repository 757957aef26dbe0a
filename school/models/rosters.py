"""The log of roster imports."""

from django.db import models

from learningculture.tenancy import TenantModel


class RosterRun(TenantModel):
    """One import of a roster: what came in, from where, and what it changed. Never the file itself."""

    source = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, help_text="SHA-256 over the tables read.")
    version = models.CharField(max_length=10)
    ran_at = models.DateTimeField(auto_now_add=True)
    counts = models.JSONField()
    notes = models.JSONField(default=list)

    class Meta:
        ordering = ["-ran_at"]
