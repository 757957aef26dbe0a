"""Words that change, and what was taken away for a day."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tracking", "0007_family_homes"),
    ]

    operations = [
        migrations.AddField(
            model_name="evidence",
            name="taken_away_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="evidence",
            name="version",
            field=models.PositiveIntegerField(default=1),
        ),
    ]
