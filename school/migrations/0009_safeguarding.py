"""Concerns, and support's way in."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("school", "0008_privacy")]

    operations = []
