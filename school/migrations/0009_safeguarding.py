"""Concerns, and support's way in: schema, walls, and the age before which the database lets no concern go."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from learningculture.tenancy import ProtectTables

WITH_PURPOSE = "(SELECT app_purpose()) = 'safeguarding'"

OLD_ENOUGH = f"""
CREATE POLICY school_concern_past_keeping ON school_concern FOR DELETE USING (
    school_id = (SELECT app_school()) AND {WITH_PURPOSE} AND raised_at < now() - interval '25 years');
CREATE POLICY school_concernstep_past_keeping ON school_concernstep FOR DELETE USING (
    school_id = (SELECT app_school()) AND {WITH_PURPOSE} AND EXISTS (
        SELECT 1 FROM school_concern c WHERE c.id = concern_id AND c.raised_at < now() - interval '25 years'));
"""
OLD_ENOUGH_UNDONE = """
DROP POLICY school_concernstep_past_keeping ON school_concernstep;
DROP POLICY school_concern_past_keeping ON school_concern;
"""

OWN_QUESTIONS = """
CREATE POLICY school_supportaccess_own_questions ON school_supportaccess FOR SELECT
    USING ((SELECT app_school()) IS NULL AND asked_by_id = (SELECT app_user()));
"""


class Migration(migrations.Migration):
    dependencies = [
        ("school", "0008_privacy"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="is_support",
            field=models.BooleanField(
                default=False, help_text="Made by the operator's command; has no member in any school."
            ),
        ),
        migrations.AlterField(
            model_name="member",
            name="roles",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("head", "Headteacher"),
                        ("senior_leader", "Senior leader"),
                        ("plc_lead", "PLC lead"),
                        ("teacher", "Teacher"),
                        ("teaching_assistant", "Teaching assistant"),
                        ("student", "Student"),
                        ("governor", "Governor"),
                        ("safeguarding_lead", "Safeguarding lead"),
                        ("administrator", "School administrator"),
                        ("support", "Support"),
                    ],
                    max_length=20,
                ),
                size=None,
            ),
        ),
        migrations.CreateModel(
            name="Concern",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "raised_by_named",
                    models.CharField(help_text="The name of the day: it outlives the person’s.", max_length=201),
                ),
                ("raised_at", models.DateTimeField()),
                (
                    "about",
                    models.CharField(
                        choices=[
                            ("child", "A child"),
                            ("adult", "An adult"),
                            ("head", "The headteacher"),
                            ("lead", "The safeguarding lead"),
                            ("not_sure", "Not sure"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "subject_named",
                    models.CharField(blank=True, help_text="As typed, or the name of the day.", max_length=201),
                ),
                ("words", models.TextField()),
                ("danger_now", models.BooleanField()),
                (
                    "excerpt",
                    models.TextField(blank=True, help_text="What was read, when the raiser ticked that it goes along."),
                ),
                ("place", models.CharField(blank=True, max_length=200)),
                ("client_key", models.UUIDField(help_text="Made with the form: sending it twice raises one concern.")),
                (
                    "raised_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="school.member"
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
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="school.member"
                    ),
                ),
            ],
            options={
                "ordering": ["-raised_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="ConcernStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("told", "Readers told by mail"),
                            ("opened", "Opened"),
                            ("acknowledged", "Acknowledged"),
                            (
                                "escalated",
                                "Nobody had acknowledged it within an hour: told again, and the head with them",
                            ),
                            ("note", "Note"),
                            ("passed_on", "Passed on"),
                            ("closed", "Closed"),
                        ],
                        max_length=20,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("text", models.TextField(blank=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="school.member"
                    ),
                ),
                (
                    "concern",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="school.concern"
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
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="SafeguardingContacts",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "in_person",
                    models.CharField(blank=True, max_length=200, verbose_name="whom to find in person, and where"),
                ),
                ("chair_of_governors", models.CharField(blank=True, max_length=200, verbose_name="chair of governors")),
                (
                    "designated_officer",
                    models.CharField(blank=True, max_length=200, verbose_name="local authority designated officer"),
                ),
                ("out_of_hours", models.CharField(blank=True, max_length=200, verbose_name="out of school hours")),
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
        ),
        migrations.CreateModel(
            name="SupportAccess",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked_at", models.DateTimeField()),
                ("reason", models.CharField(max_length=300, verbose_name="reason")),
                ("answered_at", models.DateTimeField(null=True)),
                ("consented", models.BooleanField(null=True)),
                ("ended_at", models.DateTimeField(help_text="Ended before its hour was over.", null=True)),
                ("ended_by_school", models.BooleanField(default=False)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="school.member"
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
                "ordering": ["-asked_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="SupportLook",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("path", models.CharField(max_length=200)),
                (
                    "access",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="looks", to="school.supportaccess"
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
                "ordering": ["at", "id"],
            },
        ),
        migrations.AddIndex(
            model_name="concern",
            index=models.Index(fields=["school", "-raised_at"], name="concern_by_time"),
        ),
        migrations.AddConstraint(
            model_name="concern",
            constraint=models.UniqueConstraint(fields=("raised_by", "client_key"), name="concern_once"),
        ),
        migrations.AddConstraint(
            model_name="concernstep",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind__in", ["told", "acknowledged", "escalated", "closed"])),
                fields=("concern", "kind"),
                name="concern_step_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="concernstep",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "opened")), fields=("concern", "by"), name="concern_opened_once_by_each"
            ),
        ),
        migrations.AddConstraint(
            model_name="safeguardingcontacts",
            constraint=models.UniqueConstraint(fields=("school",), name="one_row_of_contacts"),
        ),
        migrations.AddConstraint(
            model_name="supportaccess",
            constraint=models.UniqueConstraint(
                condition=models.Q(("answered_at", None), ("ended_at", None)),
                fields=("school", "asked_by"),
                name="one_open_question_of_support",
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=models.Q(("roles__contains", ["support"]), _negated=True), name="support_is_no_member"
            ),
        ),
        ProtectTables(["safeguardingcontacts"]),
        # In no ordinary audit: their own steps are their trail, and their words stand nowhere else.
        ProtectTables(["concern", "concernstep"], readable=WITH_PURPOSE, audited=False, append_only=True),
        migrations.RunSQL(OLD_ENOUGH, OLD_ENOUGH_UNDONE),
        ProtectTables(["supportaccess"]),
        ProtectTables(["supportlook"], audited=False, append_only=True),
        migrations.RunSQL(OWN_QUESTIONS, "DROP POLICY school_supportaccess_own_questions ON school_supportaccess"),
    ]
