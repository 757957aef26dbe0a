"""Uploaded rosters and what a school remembers of their columns."""

import django.db.models.deletion
from django.db import migrations, models

from learningculture.tenancy import ProtectTables


class Migration(migrations.Migration):
    dependencies = [
        ("school", "0003_batches"),
    ]

    operations = [
        migrations.CreateModel(
            name="RosterMapping",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("signature", models.CharField(max_length=64)),
                ("family", models.CharField(max_length=20)),
                ("answers", models.JSONField(default=dict)),
                ("encoding", models.CharField(blank=True, max_length=20)),
                ("used_at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="school.member"
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
                "ordering": ["-used_at"],
                "constraints": [
                    models.UniqueConstraint(fields=("school", "signature"), name="one_mapping_per_headings")
                ],
            },
        ),
        migrations.CreateModel(
            name="RosterUpload",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(help_text="The file's own name.", max_length=200)),
                ("size", models.PositiveIntegerField()),
                (
                    "stored",
                    models.CharField(
                        blank=True, help_text="Its random name on disk; blank once deleted.", max_length=64
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "being opened"),
                            ("asking", "waiting for your answers"),
                            ("comparing", "being compared"),
                            ("ready", "waiting for your yes"),
                            ("importing", "being brought in"),
                            ("done", "brought in"),
                            ("refused", "refused"),
                            ("stopped", "stopped"),
                            ("dropped", "dropped"),
                        ],
                        default="received",
                        max_length=20,
                    ),
                ),
                ("stage", models.PositiveSmallIntegerField(default=0)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("handed_in_at", models.DateTimeField()),
                ("touched_at", models.DateTimeField(help_text="When a person or a worker last did something with it.")),
                ("signature", models.CharField(blank=True, max_length=64)),
                ("family", models.CharField(blank=True, max_length=20)),
                ("encoding", models.CharField(blank=True, max_length=20)),
                ("found", models.JSONField(default=dict)),
                ("answers", models.JSONField(default=dict)),
                ("difference", models.JSONField(default=dict)),
                ("keep_ours", models.JSONField(default=list)),
                ("problems", models.JSONField(default=list)),
                ("counts", models.JSONField(default=dict)),
                ("failure", models.CharField(blank=True, max_length=300)),
                ("accept_rest", models.BooleanField(default=False)),
                ("allow_leavers", models.BooleanField(default=False)),
                (
                    "by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="school.member"
                    ),
                ),
                (
                    "run",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="upload",
                        to="school.rosterrun",
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
                "ordering": ["-handed_in_at"],
                "indexes": [models.Index(fields=["school", "state"], name="upload_by_state")],
            },
        ),
        ProtectTables(["rostermapping"]),
        # Holds names while it waits for a yes: what is deleted with the file must not live on in the audit.
        ProtectTables(["rosterupload"], audited=False),
    ]
