"""How behaviours and attainment go together: schema and walls."""

import django.db.models.deletion
from django.db import migrations, models

from learningculture.tenancy import ProtectTables


class Migration(migrations.Migration):
    dependencies = [
        ("portfolio", "0002_walls"),
        ("school", "0010_batch_kinds"),
    ]

    operations = [
        migrations.CreateModel(
            name="AttainmentAssociation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked_at", models.DateTimeField()),
                ("worked_out_at", models.DateTimeField(blank=True, null=True)),
                ("findings", models.JSONField(default=list)),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="school.member"
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
                (
                    "term",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="school.term"),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("school", "term"), name="one_association_a_term")],
            },
        ),
        ProtectTables(["attainmentassociation"]),
    ]
