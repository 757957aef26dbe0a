"""Looks, requests, retention."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("school", "0007_calendar")]

    operations = []
