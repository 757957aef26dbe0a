"""The undo of a large import is a worker's: the batch says how far it is."""

from django.db import migrations, models

STATES = [
    ("", "not asked for"),
    ("looking", "being looked at"),
    ("ready", "waiting for your yes"),
    ("undoing", "being undone"),
    ("refused", "refused"),
    ("stopped", "stopped"),
]


class Migration(migrations.Migration):
    dependencies = [("school", "0014_runs_of_new_rows")]

    operations = [
        migrations.AddField("batch", "undo", models.CharField(blank=True, choices=STATES, default="", max_length=10)),
        migrations.AddField("batch", "undo_tries", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField("batch", "undo_touched_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("batch", "undo_found", models.JSONField(default=dict)),
    ]
