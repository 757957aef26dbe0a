"""Looks, requests, retention."""

import django.db.models.deletion
from django.db import migrations, models

from learningculture.tenancy import ProtectTables

READERS = """
    subject_id = (SELECT app_member()) OR looker_id = (SELECT app_member()) OR (SELECT app_purpose()) = 'privacy'
"""
OFFICE = """
    (SELECT app_purpose()) = 'privacy' OR EXISTS (
        SELECT 1 FROM school_member m
        WHERE m.id = (SELECT app_member()) AND m.roles::text[] && ARRAY['head', 'administrator'])
"""
OWN_OR_OFFICE = f"about_id = (SELECT app_member()) OR asked_by_id = (SELECT app_member()) OR {OFFICE}"
ASKED = "asked_by_id = (SELECT app_member()) OR (SELECT app_purpose()) = 'privacy'"

# Retention and erasure alone may take from what is otherwise only added to. Of the audit an update may take words and
# the way back of a batch, never who did what when.
REMOVAL = """
CREATE POLICY school_look_removed ON school_look FOR DELETE
    USING (school_id = (SELECT app_school()) AND (SELECT app_purpose()) = 'privacy');
CREATE POLICY school_certificate_removed ON school_certificate FOR DELETE
    USING (school_id = (SELECT app_school()) AND (SELECT app_purpose()) = 'privacy');
CREATE POLICY school_change_privacy ON school_change
    USING (school_id = (SELECT app_school()) AND (SELECT app_purpose()) = 'privacy');
CREATE FUNCTION check_redaction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.id, OLD.school_id, OLD.at, OLD.table_name, OLD.row_id, OLD.action)
            IS DISTINCT FROM (NEW.id, NEW.school_id, NEW.at, NEW.table_name, NEW.row_id, NEW.action)
        OR NEW.member_id IS DISTINCT FROM OLD.member_id
        OR (NEW.batch_id IS NOT NULL AND NEW.batch_id IS DISTINCT FROM OLD.batch_id) THEN
        RAISE EXCEPTION 'the audit keeps who did what and when';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER school_change_redaction BEFORE UPDATE ON school_change
    FOR EACH ROW EXECUTE FUNCTION check_redaction();
"""
REMOVAL_UNDONE = """
DROP TRIGGER school_change_redaction ON school_change;
DROP FUNCTION check_redaction();
DROP POLICY school_change_privacy ON school_change;
DROP POLICY school_certificate_removed ON school_certificate;
DROP POLICY school_look_removed ON school_look;
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
        migrations.CreateModel(
            name="AccessPack",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Being put together"),
                            ("ready", "Ready"),
                            ("failed", "That did not work"),
                            ("gone", "Deleted"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("ready_at", models.DateTimeField(null=True)),
                ("expires_at", models.DateTimeField()),
                ("file_name", models.CharField(blank=True, max_length=80)),
                ("rows", models.PositiveIntegerField(default=0)),
                (
                    "about",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="school.member"
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="school.member"
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
            name="Certificate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("erasure", "A person’s data was removed"),
                            ("retention", "Data was removed by the schedule"),
                        ],
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "member_number",
                    models.BigIntegerField(help_text="The former member’s number; no name leads to it.", null=True),
                ),
                ("removed", models.JSONField(help_text="List of [what, how many].")),
                ("kept", models.JSONField(default=list, help_text="List of [what, how many, why].")),
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
                "ordering": ["-at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="LegalHold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=200, verbose_name="why nothing may be removed")),
                ("set_on", models.DateField()),
                ("ended_on", models.DateField(null=True)),
                (
                    "about",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="school.member"
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
                    "set_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="school.member"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on", None)), fields=("about",), name="one_hold_at_a_time"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PrivacyRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("access", "See everything that is held"),
                            ("record", "A parent asks for the educational record"),
                            ("correction", "Something is wrong"),
                            ("erasure", "Remove it"),
                            ("objection", "Stop using it"),
                            ("complaint", "Complain about how data is handled"),
                        ],
                        max_length=12,
                        verbose_name="what it is about",
                    ),
                ),
                (
                    "on_behalf",
                    models.BooleanField(
                        default=False, help_text="The office wrote it down for a parent or the person."
                    ),
                ),
                ("words", models.TextField(blank=True, max_length=2000, verbose_name="in your own words")),
                ("asked_on", models.DateField()),
                ("due_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("done", "Done"), ("refused", "Refused, with the reason")],
                        default="open",
                        max_length=8,
                    ),
                ),
                ("answer", models.TextField(blank=True, max_length=2000, verbose_name="answer")),
                ("closed_on", models.DateField(null=True)),
                (
                    "about",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="school.member"
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="school.member"
                    ),
                ),
                (
                    "closed_by",
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
                "ordering": ["due_on", "id"],
                "indexes": [models.Index(fields=["school", "about"], name="privacy_request_about")],
            },
        ),
        migrations.CreateModel(
            name="RetentionChoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rule", models.CharField(max_length=20)),
                ("kept", models.PositiveSmallIntegerField()),
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
                "constraints": [models.UniqueConstraint(fields=("school", "rule"), name="one_choice_per_rule")],
            },
        ),
        ProtectTables(["privacyrequest"], readable=OWN_OR_OFFICE),
        ProtectTables(["accesspack"], readable=ASKED, audited=False),
        ProtectTables(["legalhold"], readable=OFFICE),
        ProtectTables(["retentionchoice"]),
        ProtectTables(["certificate"], readable=OFFICE, audited=False, append_only=True),
        migrations.RunSQL(REMOVAL, REMOVAL_UNDONE),
    ]
