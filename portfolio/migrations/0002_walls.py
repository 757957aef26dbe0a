"""Row-level security and the audit trigger around the app's tables."""

from django.db import migrations

from learningculture.tenancy import ProtectTables


class Migration(migrations.Migration):
    dependencies = [("portfolio", "0001_initial"), ("enquiry", "0002_walls")]

    operations = [
        ProtectTables(["portfolio", "reading", "build"]),
        ProtectTables(["indicatorvalue", "figure"], append_only=True),
    ]
