"""One key for each reference: the composite one says all that Django's own says."""

import django.db.models.deletion
from django.db import migrations, models

from learningculture.implied_keys import LetGoOfImpliedKeys


class Migration(migrations.Migration):
    dependencies = [("tracking", "0005_cleared_cells")]

    operations = [
        LetGoOfImpliedKeys(),
        # Whoever goes is looked for here, in the largest table of all: without an index for each of them in all of it.
        migrations.AlterField(
            "judgement",
            "judge",
            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="school.member"),
        ),
    ]
