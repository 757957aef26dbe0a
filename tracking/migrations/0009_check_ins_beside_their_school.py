"""A sitting and its answers are of the school that their composite keys name; a further key to the school said no more.

It was a look at the school's row, and a lock on it, for each row that a year group sends.
"""

import django.db.models.deletion
from django.db import migrations, models


def of_school() -> models.ForeignKey:
    gone = django.db.models.deletion.CASCADE
    return models.ForeignKey(db_constraint=False, db_index=False, on_delete=gone, related_name="+", to="school.school")


class Migration(migrations.Migration):
    dependencies = [("tracking", "0008_evidence_reworded"), ("school", "0020_nothing_changed")]

    operations = [
        migrations.AlterField("checkin", "school", of_school()),
        migrations.AlterField("checkinanswer", "school", of_school()),
    ]
