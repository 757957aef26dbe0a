"""Keys of notes that were taken back: schema and walls."""

import django.db.models.deletion
from django.db import migrations, models

from learningculture.tenancy import ProtectTables


class Migration(migrations.Migration):
    dependencies = [
        ("school", "0012_claimed_sources"),
        ("tracking", "0003_learning_shared"),
    ]

    operations = [
        migrations.CreateModel(
            name="TakenBack",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("client_key", models.UUIDField(editable=False)),
                ("taken_at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="school.member",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="school.school",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("school", "author", "client_key"), name="taken_back_once")
                ],
            },
        ),
        ProtectTables(["takenback"]),
    ]
