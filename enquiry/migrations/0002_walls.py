"""Row-level security and the audit trigger around the app's tables."""

from django.db import migrations

from learningculture.tenancy import ProtectTables


class Migration(migrations.Migration):
    dependencies = [("enquiry", "0001_initial"), ("observations", "0002_walls")]

    operations = [
        ProtectTables(
            [
                "plc",
                "plcmember",
                "session",
                "agendablock",
                "attendance",
                "plan",
                "enquiry",
                "enquirymember",
                "enquirystage",
            ]
        ),
    ]
