"""Row-level security by school and, for the content of a visit, by person."""

from django.db import migrations

from learningculture.tenancy import ProtectTables

READERS = """
    (SELECT app_purpose()) = 'build'
    OR host_id = (SELECT app_member())
    OR (withdrawn_at IS NULL AND (
        proposed_by_id = (SELECT app_member())
        OR ring = 'school'
        OR EXISTS (SELECT 1 FROM observations_visitor v
                   WHERE v.visit_id = observations_visit.id AND v.member_id = (SELECT app_member()))
        OR EXISTS (SELECT 1 FROM observations_visitreader r
                   WHERE r.visit_id = observations_visit.id AND r.member_id = (SELECT app_member()))
    ))
"""
WITH_THE_VISIT = "EXISTS (SELECT 1 FROM observations_visit v WHERE v.id = visit_id)"


class Migration(migrations.Migration):
    dependencies = [("observations", "0001_initial"), ("tracking", "0002_walls")]

    operations = [
        ProtectTables(["aspect"]),
        ProtectTables(["visit"], readable=READERS),
        ProtectTables(["visitor", "visitreader"]),
        ProtectTables(["sighting", "visitfocus", "visitopening"], readable=WITH_THE_VISIT),
    ]
