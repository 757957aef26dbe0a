"""What a writer who stands beside began from: two texts are brought together over their common ground."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("vision", "0005_dialogue_walls"),
    ]

    operations = [
        migrations.AddField(
            model_name="wording",
            name="began",
            field=models.TextField(blank=True, help_text="What a writer beside had before them.", max_length=4000),
        ),
    ]
