"""Row-level security and the audit trigger around the app's tables."""

from django.db import migrations

from learningculture.tenancy import ProtectTables


class Migration(migrations.Migration):
    dependencies = [("vision", "0001_initial"), ("school", "0002_walls")]

    operations = [
        ProtectTables(
            [
                "paragraph",
                "commitment",
                "publishednarrative",
                "framework",
                "behaviour",
                "phase",
                "focus",
                "leadercommitment",
                "pulse",
                "pulseitemresult",
            ]
        ),
        ProtectTables(["pulseparticipation", "pulseballot"], audited=False),
    ]
