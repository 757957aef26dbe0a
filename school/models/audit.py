"""The audit trail, written by a trigger under every tenant table."""

from django.db import models

from learningculture.tenancy import TenantModel


class Change(TenantModel):
    """One write. ``before`` holds the old values of what an update changed, or the whole row that was deleted.

    Rows added together whose numbers follow each other are one line, from ``row_id`` to ``last_row_id``.
    ``batch_id`` is the :class:`Batch` it was part of. No key holds it: the trail outlives what it speaks of.
    """

    # Without a key of its own: the line has the school of the row it speaks of, and it is written with every row.
    school = models.ForeignKey(
        "school.School", on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    member_id = models.BigIntegerField(null=True)
    table_name = models.CharField(max_length=63)
    row_id = models.CharField(max_length=40)
    last_row_id = models.BigIntegerField(null=True)
    action = models.CharField(max_length=6)
    before = models.JSONField(null=True)
    batch_id = models.BigIntegerField(null=True)

    class Meta:
        db_table = "school_change"
        indexes = [
            models.Index(fields=["school", "table_name", "row_id"], name="change_of_row"),
            models.Index(fields=["batch_id"], condition=models.Q(batch_id__isnull=False), name="change_of_batch"),
        ]
