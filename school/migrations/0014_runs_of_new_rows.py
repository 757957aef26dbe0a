"""What a roster pays for its audit and its indexes.

Rows that one statement adds and whose numbers follow each other are one line of the audit, from the first to the last:
a roster of five thousand rows leaves a few lines instead of five thousand. Every row stays named, with who, when and in
which batch; an interrupted run is several lines. Changes and deletions keep a line for each row, with its old values;
what the database derives from them is not said a second time.

No row refers to a place in a class, so it needs no key for composite references to lean on: one index on (school,
member) finds a school's places as that key did, and a person's places. The index of people by account holds those who
have one.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

RUN_OF_ROWS = """
        INSERT INTO school_change (school_id, at, member_id, table_name, row_id, last_row_id, action, batch_id)
        SELECT run.school_id, moment, whoever, named, min(run.id)::text, nullif(max(run.id), min(run.id)), 'insert',
               bundle
        FROM (
            SELECT school_id, id, id - row_number() OVER (PARTITION BY school_id ORDER BY id) AS start FROM new_rows
        ) AS run
        GROUP BY run.school_id, run.start ORDER BY min(run.id);
"""
ROW_BY_ROW = """
        INSERT INTO school_change (school_id, at, member_id, table_name, row_id, action, before, batch_id)
        SELECT now_row.school_id, moment, whoever, named, now_row.id::text, 'insert', NULL, bundle
        FROM new_rows AS now_row;
"""
RECORD_CHANGES = """
CREATE OR REPLACE FUNCTION record_changes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    whoever CONSTANT bigint := app_member();
    bundle CONSTANT bigint := app_batch();
    named CONSTANT text := TG_TABLE_NAME;
    moment CONSTANT timestamptz := now();
    derived text[];
BEGIN
    IF TG_OP <> 'INSERT' THEN
        derived := ARRAY(SELECT attname FROM pg_attribute WHERE attrelid = TG_RELID AND attgenerated <> '');
    END IF;
    IF TG_OP = 'INSERT' THEN {inserted}
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO school_change (school_id, at, member_id, table_name, row_id, action, before, batch_id)
        SELECT was_row.school_id, moment, whoever, named, was_row.id::text, 'delete', to_jsonb(was_row) - derived,
               bundle
        FROM old_rows AS was_row;
    ELSE
        -- A row whose key changed is one row gone and another come.
        INSERT INTO school_change (school_id, at, member_id, table_name, row_id, action, before, batch_id)
        SELECT pair.school_id, moment, whoever, named, pair.id::text,
               CASE WHEN pair.was IS NULL THEN 'insert' WHEN pair.is IS NULL THEN 'delete' ELSE 'update' END,
               CASE WHEN pair.is IS NULL THEN pair.was ELSE changed.before END, bundle
        FROM (
            SELECT coalesce(now_row.school_id, was_row.school_id) AS school_id, coalesce(now_row.id, was_row.id) AS id,
                   to_jsonb(was_row) - derived AS was, to_jsonb(now_row) - derived AS is
            FROM old_rows AS was_row FULL JOIN new_rows AS now_row ON was_row.id = now_row.id
            WHERE was_row.id IS NULL OR now_row.id IS NULL OR was_row *<> now_row
            OFFSET 0
        ) AS pair
        LEFT JOIN LATERAL (
            SELECT jsonb_object_agg(field.key, field.value) AS before
            FROM jsonb_each(pair.was) AS field
            WHERE pair.is IS NOT NULL AND pair.is -> field.key IS DISTINCT FROM field.value
        ) AS changed ON true
        WHERE pair.was IS NULL OR pair.is IS NULL OR changed.before IS NOT NULL;
    END IF;
    RETURN NULL;
END $$;
"""

KEPT_IN_REDACTION = """
CREATE OR REPLACE FUNCTION check_redaction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.id, OLD.school_id, OLD.at, OLD.table_name, OLD.row_id, OLD.action)
            IS DISTINCT FROM (NEW.id, NEW.school_id, NEW.at, NEW.table_name, NEW.row_id, NEW.action)
        OR NEW.member_id IS DISTINCT FROM OLD.member_id{run}
        OR (NEW.batch_id IS NOT NULL AND NEW.batch_id IS DISTINCT FROM OLD.batch_id) THEN
        RAISE EXCEPTION 'the audit keeps who did what and when';
    END IF;
    RETURN NEW;
END $$;
"""
RUN_KEPT = " OR NEW.last_row_id IS DISTINCT FROM OLD.last_row_id"

EACH_ITS_LINE = """
INSERT INTO school_change (school_id, at, member_id, table_name, row_id, action, batch_id)
SELECT run.school_id, run.at, run.member_id, run.table_name, row_id.number::text, run.action, run.batch_id
FROM school_change AS run, generate_series(run.row_id::bigint + 1, run.last_row_id) AS row_id (number)
WHERE run.last_row_id IS NOT NULL;
"""
"""Before the column goes again. The owner is bound by the policies too, so they rest meanwhile."""

UNUSED_KEY = "ALTER TABLE school_enrolment DROP CONSTRAINT school_enrolment_tenant_key"
UNUSED_KEY_LAID = "ALTER TABLE school_enrolment ADD CONSTRAINT school_enrolment_tenant_key UNIQUE (school_id, id)"


def written_out(apps, schema_editor) -> None:
    """Backwards: every row its own line again."""
    schema_editor.execute("ALTER TABLE school_change DISABLE ROW LEVEL SECURITY")
    schema_editor.execute(EACH_ITS_LINE)
    schema_editor.execute("ALTER TABLE school_change ENABLE ROW LEVEL SECURITY")


def of_school() -> models.ForeignKey:
    gone = django.db.models.deletion.CASCADE
    return models.ForeignKey(db_constraint=False, db_index=False, on_delete=gone, related_name="+", to="school.school")


def held(related_name: str, to: str, **more: bool) -> models.ForeignKey:
    gone = django.db.models.deletion.CASCADE
    return models.ForeignKey(db_constraint=False, on_delete=gone, related_name=related_name, to=to, **more)


class Migration(migrations.Migration):
    dependencies = [("school", "0013_plain_names")]

    operations = [
        migrations.AddField("change", "last_row_id", models.BigIntegerField(null=True)),
        migrations.RunPython(migrations.RunPython.noop, written_out),
        migrations.RunSQL(
            RECORD_CHANGES.format(inserted=RUN_OF_ROWS.rstrip()),
            RECORD_CHANGES.format(inserted=ROW_BY_ROW.rstrip()),
        ),
        migrations.RunSQL(KEPT_IN_REDACTION.format(run=RUN_KEPT), KEPT_IN_REDACTION.format(run="")),
        # Held by the composite keys (school, year) and (school, student).
        migrations.AlterField("schoolclass", "school", of_school()),
        migrations.AlterField("schoolclass", "academic_year", held("classes", "school.academicyear")),
        migrations.AlterField("characteristics", "school", of_school()),
        migrations.AlterField(
            "characteristics",
            "student",
            models.OneToOneField(
                db_constraint=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="characteristics",
                to="school.member",
            ),
        ),
        migrations.RunSQL(UNUSED_KEY, UNUSED_KEY_LAID),
        migrations.AlterField(
            "enrolment",
            "member",
            held("enrolments", "school.member", db_index=False),
        ),
        migrations.AddIndex("enrolment", models.Index(fields=["school", "member"], name="place_of_member")),
        migrations.AlterField(
            "member",
            "user",
            models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="members",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            "member",
            models.Index(fields=["user"], condition=models.Q(user__isnull=False), name="member_by_account"),
        ),
    ]
