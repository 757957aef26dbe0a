"""Looks, requests, retention."""

import django.db.models.deletion
from django.db import migrations, models

from learningculture.tenancy import ProtectTables

READERS = """
    subject_id = (SELECT app_member()) OR looker_id = (SELECT app_member()) OR (SELECT app_purpose()) = 'privacy'
"""


class Migration(migrations.Migration):
    dependencies = [("school", "0007_calendar")]

    operations = [
        migrations.CreateModel(
            name="Look",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("learner_page", "A learner’s page"),
                            ("class_page", "A class’s page"),
                            ("visit", "The record of a visit"),
                            ("export", "A file with names"),
                            ("data", "Requests about personal data"),
                            ("pack", "Everything held about a person"),
                        ],
                        max_length=15,
                    ),
                ),
                ("thing_id", models.BigIntegerField(null=True)),
                (
                    "role",
                    models.CharField(help_text="The looker's first role at the time, or 'support'.", max_length=20),
                ),
                ("because", models.CharField(blank=True, max_length=200)),
                (
                    "looker",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
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
                (
                    "subject",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="school.member",
                    ),
                ),
            ],
            options={"ordering": ["-at", "-id"]},
        ),
        migrations.AddIndex("look", models.Index(fields=["school", "subject", "-at"], name="look_at_subject")),
        migrations.AddIndex("look", models.Index(fields=["school", "looker", "-at"], name="look_by_looker")),
        ProtectTables(["look"], readable=READERS, audited=False, append_only=True),
    ]
