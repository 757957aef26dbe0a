"""One key for each reference: the composite one says all that Django's own says."""

from django.db import migrations

from learningculture.implied_keys import LetGoOfImpliedKeys


class Migration(migrations.Migration):
    dependencies = [("observations", "0004_privacy_reads_visits")]

    operations = [
        LetGoOfImpliedKeys(),
    ]
