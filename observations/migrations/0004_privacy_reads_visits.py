"""Erasure, retention and the pack of everything about a person reach visits, by purpose and in one school."""

from django.db import migrations

LAID = """
CREATE POLICY observations_visit_privacy ON observations_visit
    USING (school_id = (SELECT app_school()) AND (SELECT app_purpose()) = 'privacy');
"""


class Migration(migrations.Migration):
    dependencies = [("observations", "0003_openings_are_looks")]

    operations = [migrations.RunSQL(LAID, "DROP POLICY observations_visit_privacy ON observations_visit")]
