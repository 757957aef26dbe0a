"""A cleared cell of the grid keeps its row, so that its versions go on."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tracking", "0004_taken_back")]

    operations = [
        migrations.AddField(
            model_name="judgement",
            name="cleared",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddConstraint(
            model_name="judgement",
            constraint=models.CheckConstraint(
                condition=models.Q(("cleared", False), ("phase", None), _connector="OR"), name="cleared_holds_no_phase"
            ),
        ),
    ]
