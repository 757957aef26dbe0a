"""Invitations and the school's own ways to sign in."""

from django.db import migrations, models

from learningculture.tenancy import ProtectTables


class Migration(migrations.Migration):
    dependencies = [("school", "0004_roster_uploads")]

    operations = [
        migrations.AddField(
            model_name="school",
            name="staff_need_second_step",
            field=models.BooleanField(
                default=False,
                help_text="Leaders, the safeguarding lead and administrators always do.",
                verbose_name="everyone on the staff needs a second step",
            ),
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("sent_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "invited_by",
                    models.ForeignKey(null=True, on_delete=models.SET_NULL, related_name="+", to="school.member"),
                ),
                ("member", models.ForeignKey(on_delete=models.CASCADE, related_name="invitations", to="school.member")),
                (
                    "school",
                    models.ForeignKey(db_index=False, on_delete=models.CASCADE, related_name="+", to="school.school"),
                ),
            ],
            options={
                "ordering": ["-sent_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="SignInService",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("google", "Google"),
                            ("microsoft", "Microsoft"),
                            ("openid", "Another OpenID Connect service"),
                        ],
                        max_length=10,
                    ),
                ),
                ("label", models.CharField(blank=True, max_length=40, verbose_name="name on the button")),
                ("client_id", models.CharField(max_length=255, verbose_name="client id")),
                ("sealed_secret", models.TextField(blank=True)),
                ("domain", models.CharField(blank=True, max_length=120, verbose_name="the school’s Google domain")),
                (
                    "tenant",
                    models.CharField(blank=True, max_length=36, verbose_name="the school’s directory (tenant) id"),
                ),
                ("address", models.URLField(blank=True, verbose_name="address of the service")),
                ("active", models.BooleanField(default=False)),
                ("tested_at", models.DateTimeField(blank=True, null=True)),
                (
                    "school",
                    models.ForeignKey(db_index=False, on_delete=models.CASCADE, related_name="+", to="school.school"),
                ),
            ],
            options={
                "ordering": ["kind"],
            },
        ),
        migrations.CreateModel(
            name="LinkedSignIn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("issuer", models.CharField(max_length=255)),
                ("subject", models.CharField(max_length=255)),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "waiting for the office"), ("linked", "linked"), ("refused", "refused")],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("email", models.CharField(blank=True, max_length=254)),
                ("name", models.CharField(blank=True, max_length=200)),
                ("asked_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "member",
                    models.ForeignKey(on_delete=models.CASCADE, related_name="linked_sign_ins", to="school.member"),
                ),
                (
                    "school",
                    models.ForeignKey(db_index=False, on_delete=models.CASCADE, related_name="+", to="school.school"),
                ),
                (
                    "settled_by",
                    models.ForeignKey(null=True, on_delete=models.SET_NULL, related_name="+", to="school.member"),
                ),
                (
                    "service",
                    models.ForeignKey(on_delete=models.CASCADE, related_name="links", to="school.signinservice"),
                ),
            ],
            options={
                "ordering": ["asked_at", "id"],
            },
        ),
        migrations.AddConstraint(
            model_name="signinservice",
            constraint=models.UniqueConstraint(fields=("school", "kind"), name="one_service_of_a_kind"),
        ),
        migrations.AddConstraint(
            model_name="linkedsignin",
            constraint=models.UniqueConstraint(fields=("school", "issuer", "subject"), name="one_link_of_an_account"),
        ),
        ProtectTables(["invitation", "signinservice", "linkedsignin"]),
    ]
