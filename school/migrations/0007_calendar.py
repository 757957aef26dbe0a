"""Half-terms, closure days, delegates and words."""

import datetime

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import school.models.networks
from learningculture.tenancy import ProtectTables

DELEGATES = """
CREATE POLICY school_delegation_own ON school_delegation FOR SELECT
    USING ((SELECT app_school()) IS NULL AND deputy_user_id = (SELECT app_user()));
CREATE POLICY school_member_acted_for ON school_member FOR SELECT
    USING ((SELECT app_school()) IS NULL AND id = ANY (ARRAY(
        SELECT principal_id FROM school_delegation WHERE deputy_user_id = (SELECT app_user()))));
"""
"""Outside a school a person sees whom they may act for, beside their own places: what they may do follows from both."""

DELEGATES_UNDONE = """
DROP POLICY school_member_acted_for ON school_member;
DROP POLICY school_delegation_own ON school_delegation;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("school", "0006_badges"),
    ]

    operations = [
        migrations.AddField(
            model_name="school",
            name="words",
            field=models.JSONField(
                blank=True, default=dict, help_text="The school's own nouns: our noun → its singular and plural."
            ),
        ),
        migrations.AddField(
            model_name="school",
            name="works_from",
            field=models.TimeField(default=datetime.time(8, 0)),
        ),
        migrations.AddField(
            model_name="school",
            name="works_on",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.PositiveSmallIntegerField(),
                default=school.models.networks.monday_to_friday,
                help_text="Monday is 1, Sunday 7.",
                size=None,
            ),
        ),
        migrations.AddField(
            model_name="school",
            name="works_until",
            field=models.TimeField(default=datetime.time(18, 0)),
        ),
        migrations.CreateModel(
            name="Closure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("half_term", "Half-term break"),
                            ("inset", "Training day (INSET)"),
                            ("holiday", "Holiday"),
                            ("other", "Closed for another reason"),
                        ],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=60, verbose_name="name")),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(help_text="The last day.")),
                (
                    "academic_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="closures", to="school.academicyear"
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
                "ordering": ["starts_on"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))), name="closure_ends_after_start"
                    ),
                    models.UniqueConstraint(fields=("school", "starts_on", "kind"), name="closure_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Delegation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "areas",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("dashboards", "Read the dashboards and the pages of classes"),
                                ("vision", "Write the vision, choose behaviours, keep promises, run the pulse"),
                                ("portfolio", "Have the term’s portfolio built and publish it"),
                                ("office", "Do the office’s work: roster, badges, calendar, words"),
                            ],
                            max_length=12,
                        ),
                        size=None,
                    ),
                ),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(help_text="The last day.")),
                (
                    "ended_at",
                    models.DateTimeField(blank=True, help_text="When it was taken back before its end.", null=True),
                ),
                (
                    "deputy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="borrowed", to="school.member"
                    ),
                ),
                (
                    "deputy_user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="school.member"
                    ),
                ),
                (
                    "principal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lent", to="school.member"
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
                "ordering": ["-starts_on", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))), name="delegation_ends_after_start"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("principal", models.F("deputy")), _negated=True),
                        name="delegation_to_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("areas", []), _negated=True), name="delegation_has_an_area"
                    ),
                ],
            },
        ),
        ProtectTables(["closure", "delegation"]),
        migrations.RunSQL(DELEGATES, DELEGATES_UNDONE),
    ]
