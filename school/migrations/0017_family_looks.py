"""Family pages that were opened."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("school", "0016_composite_keys_alone"),
    ]

    operations = [
        migrations.AlterField(
            model_name="look",
            name="kind",
            field=models.CharField(
                choices=[
                    ("learner_page", "A learner’s page"),
                    ("class_page", "A class’s page"),
                    ("visit", "The record of a visit"),
                    ("export", "A file with names"),
                    ("data", "Requests about personal data"),
                    ("pack", "Everything held about a person"),
                    ("family_page", "What a student shares with the family"),
                ],
                max_length=15,
            ),
        ),
        migrations.AlterField(
            model_name="look",
            name="role",
            field=models.CharField(
                help_text="The looker's first role at the time, or 'support', or 'family'.", max_length=20
            ),
        ),
    ]
