"""Invitations and the school's own ways to sign in."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("school", "0004_roster_uploads")]

    operations = []
