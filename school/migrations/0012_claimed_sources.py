"""A sender's identifier of a school: heard in the browser, claimed by the command. Only the claim finds a school."""

from typing import Any

from django.db import migrations, models
from django.db.models import Q


def keep_claims(apps: Any, schema_editor: Any) -> None:
    """Until now every identifier was a claim."""
    apps.get_model("school", "School").objects.exclude(source_id="").update(source_claimed=True)


class Migration(migrations.Migration):
    dependencies = [("school", "0011_lighter_writes")]

    operations = [
        migrations.AddField(
            "school",
            "source_claimed",
            models.BooleanField(
                default=False,
                help_text="Given by the import command: a roster of several schools finds this one by it.",
            ),
        ),
        migrations.RunPython(keep_claims, migrations.RunPython.noop),
        migrations.RemoveConstraint("school", "school_source"),
        migrations.AddConstraint(
            "school",
            models.UniqueConstraint(
                fields=("source", "source_id"),
                condition=Q(source_claimed=True) & ~Q(source_id=""),
                name="school_source",
            ),
        ),
    ]
