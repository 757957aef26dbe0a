"""One key for each reference: the composite one says all that Django's own says."""

from django.db import migrations

from learningculture.implied_keys import LetGoOfImpliedKeys


class Migration(migrations.Migration):
    dependencies = [("school", "0015_undo_by_worker")]

    operations = [
        LetGoOfImpliedKeys(),
    ]
