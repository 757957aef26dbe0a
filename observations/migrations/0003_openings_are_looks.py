"""Who opened a visit's record is told by the school's read log alone."""

from typing import Any

from django.db import migrations

from learningculture.tenancy import ProtectTables

WITH_THE_VISIT = "EXISTS (SELECT 1 FROM observations_visit v WHERE v.id = visit_id)"
MOVED = """
INSERT INTO school_look (school_id, at, looker_id, subject_id, kind, thing_id, role, because)
SELECT o.school_id, o.opened_at, o.member_id, v.host_id, 'visit', v.id, m.roles[1], ''
FROM observations_visitopening o JOIN observations_visit v ON v.id = o.visit_id
JOIN school_member m ON m.id = o.member_id
"""


def move_openings(apps: Any, schema_editor: Any) -> None:
    """School by school: the owner of the tables sees no rows without one."""
    connection = schema_editor.connection
    for school_id in apps.get_model("school", "School").objects.values_list("pk", flat=True):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('app.school', %s, true), set_config('app.purpose', 'build', true)", [str(school_id)]
            )
            cursor.execute(MOVED)
            cursor.execute("SELECT set_config('app.school', '', true), set_config('app.purpose', '', true)")
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")


class UnprotectTables(ProtectTables):
    """The other way round, so that undoing it lays the walls again."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        super().database_backwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        super().database_forwards(app_label, schema_editor, to_state, from_state)


class Migration(migrations.Migration):
    dependencies = [("observations", "0002_walls"), ("school", "0008_privacy")]

    operations = [
        migrations.RunPython(move_openings, migrations.RunPython.noop),
        UnprotectTables(["visitopening"], readable=WITH_THE_VISIT),
        migrations.DeleteModel("VisitOpening"),
    ]
