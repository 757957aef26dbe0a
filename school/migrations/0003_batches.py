"""Batches: changes made together, and undone together."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("school", "0002_walls")]

    operations = []
