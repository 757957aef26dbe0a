"""Answers of leaders that were taken back, beside their theme."""

import django.db.models.deletion
from django.db import migrations, models

from learningculture.implied_keys import LetGoOfImpliedKeys
from learningculture.tenancy import ProtectTables


class Migration(migrations.Migration):
    dependencies = [
        ("school", "0017_family_looks"),
        ("vision", "0007_composite_keys_alone"),
    ]

    operations = [
        migrations.CreateModel(
            name="AnswerTakenBack",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("open", "Not answered yet"),
                            ("adopted", "Adopted"),
                            ("partly", "Adopted in part"),
                            ("not_now", "Not now"),
                        ],
                        max_length=10,
                    ),
                ),
                ("answer_words", models.TextField(max_length=1000)),
                ("answered_on", models.DateField()),
                ("because", models.CharField(max_length=300, verbose_name="why you take it back")),
                ("taken_back_on", models.DateField()),
                (
                    "answered_by",
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
                    "taken_back_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="school.member"
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="taken_back", to="vision.theme"
                    ),
                ),
            ],
            options={
                "ordering": ["-taken_back_on", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "open"), _negated=True), models.Q(("because", ""), _negated=True)
                        ),
                        name="answer_taken_back_with_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("taken_back_on__gte", models.F("answered_on"))), name="answer_before_back"
                    ),
                ],
            },
        ),
        ProtectTables(["answertakenback"]),
        LetGoOfImpliedKeys(),
    ]
