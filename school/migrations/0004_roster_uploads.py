"""Uploaded rosters and what a school remembers of their columns."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("school", "0003_batches")]

    operations = []
