from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("school", "0017_family_looks")]

    operations = [
        migrations.AlterField(
            model_name="batch",
            name="kind",
            field=models.CharField(
                choices=[
                    ("roster", "Roster import"),
                    ("roll_over", "New school year"),
                    ("attainment", "Attainment"),
                    ("behaviours", "Change of the behaviours"),
                    ("undo", "Undo"),
                ],
                max_length=20,
            ),
        ),
    ]
