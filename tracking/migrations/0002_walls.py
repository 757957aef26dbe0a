"""Row-level security and the audit trigger around the app's tables."""

from django.db import migrations

from learningculture.tenancy import ProtectTables


class Migration(migrations.Migration):
    dependencies = [("tracking", "0001_initial"), ("vision", "0002_walls")]

    operations = [
        ProtectTables(["judgement", "noticing", "checkin", "checkinanswer", "evidence", "goal"]),
    ]
