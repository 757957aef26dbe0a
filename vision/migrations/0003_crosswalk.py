"""Words for each age, and the crosswalk between frameworks."""

import django.db.models.deletion
from django.db import migrations, models

from learningculture.tenancy import ProtectTables


class Migration(migrations.Migration):
    dependencies = [
        ("school", "0012_claimed_sources"),
        ("vision", "0002_walls"),
    ]

    operations = [
        migrations.AddField(
            model_name="behaviour",
            name="child_early",
            field=models.CharField(blank=True, max_length=120, verbose_name="for the youngest, to Year 2"),
        ),
        migrations.AddField(
            model_name="behaviour",
            name="child_primary",
            field=models.CharField(blank=True, max_length=120, verbose_name="for Years 3 to 6"),
        ),
        migrations.AddField(
            model_name="behaviour",
            name="child_secondary",
            field=models.CharField(blank=True, max_length=120, verbose_name="for Year 7 and above"),
        ),
        migrations.AddField(
            model_name="behaviour",
            name="edition",
            field=models.PositiveIntegerField(default=1, help_text="Grows with each change of its words."),
        ),
        migrations.CreateModel(
            name="BehaviourMapping",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "strength",
                    models.CharField(
                        choices=[("same", "means the same"), ("overlaps", "overlaps")],
                        max_length=10,
                        verbose_name="how far",
                    ),
                ),
                (
                    "from_behaviour",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="maps_to", to="vision.behaviour"
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
                    "to_behaviour",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="mapped_from", to="vision.behaviour"
                    ),
                ),
            ],
            options={
                "ordering": ["from_behaviour__position", "to_behaviour__position"],
                "constraints": [
                    models.UniqueConstraint(fields=("from_behaviour", "to_behaviour"), name="behaviour_mapping_once"),
                    models.CheckConstraint(
                        condition=models.Q(("from_behaviour", models.F("to_behaviour")), _negated=True),
                        name="behaviour_mapping_not_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NameMapping",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("preset", models.CharField(max_length=30)),
                ("key", models.CharField(max_length=40)),
                (
                    "strength",
                    models.CharField(
                        choices=[("same", "means the same"), ("overlaps", "overlaps")],
                        max_length=10,
                        verbose_name="how far",
                    ),
                ),
                (
                    "behaviour",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="named_elsewhere",
                        to="vision.behaviour",
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
                "ordering": ["behaviour__position", "preset", "key"],
                "constraints": [
                    models.UniqueConstraint(fields=("behaviour", "preset", "key"), name="name_mapping_once")
                ],
            },
        ),
        ProtectTables(["behaviourmapping", "namemapping"]),
    ]
