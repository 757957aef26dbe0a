"""Picture badges and shared devices."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from learningculture.tenancy import ProtectTables

ADDRESSES_AGAIN = "UPDATE school_user SET email = 'badge-' || id || '@badge.invalid' WHERE email IS NULL"
"""On the way back each sign-in needs an address again; .invalid belongs to nobody."""


def by_whom() -> models.ForeignKey:
    return models.ForeignKey(
        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="school.member"
    )


def of_school() -> models.ForeignKey:
    return models.ForeignKey(
        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="school.school"
    )


class Migration(migrations.Migration):
    dependencies = [("school", "0005_sign_in")]

    operations = [
        migrations.AlterField(
            model_name="user",
            name="email",
            field=models.EmailField(blank=True, max_length=254, null=True, unique=True, verbose_name="e-mail address"),
        ),
        migrations.RunSQL(migrations.RunSQL.noop, ADDRESSES_AGAIN),
        migrations.CreateModel(
            name="Badge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token_hash", models.CharField(blank=True, max_length=64)),
                (
                    "pictures",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        help_text="In the order in which the child taps them.",
                        size=None,
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("printed_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                ("last_used", models.DateField(null=True)),
                ("wrong_tries", models.PositiveSmallIntegerField(default=0)),
                ("paused_at", models.DateTimeField(null=True)),
                ("made_by", by_whom()),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="badges", to="school.member"
                    ),
                ),
                ("revoked_by", by_whom()),
                ("school", of_school()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at", None)), fields=("member",), name="one_live_badge"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("token_hash", ""), _negated=True),
                        fields=("school", "token_hash"),
                        name="badge_token",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SharedDevice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token_hash", models.CharField(max_length=64)),
                ("label", models.CharField(blank=True, max_length=40)),
                ("started_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", by_whom()),
                ("school", of_school()),
                (
                    "school_class",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="school.schoolclass"
                    ),
                ),
                ("started_by", by_whom()),
            ],
            options={
                "ordering": ["-started_at"],
                "constraints": [models.UniqueConstraint(fields=("school", "token_hash"), name="shared_device_token")],
            },
        ),
        # Logs themselves: made, printed, revoked, started and ended by whom and when. In the audit the day of last use
        # and each wrong try would become a diary of a child.
        ProtectTables(["badge", "shareddevice"], audited=False),
    ]
