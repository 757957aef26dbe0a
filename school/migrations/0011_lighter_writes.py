"""A lighter audit: every row of a roster pays for it.

No row refers to a line of the audit, so it needs no key for composite references to lean on (``change_of_row`` leads
with the school for reading). What is the same for all rows of a statement is asked once, not once for each row.

The index on (school, user) holds only people with an account. Whole, PostgreSQL took it for the check of each place's
person while it knew nothing of the table yet, and read all of a school for each row: five times the whole commit.
"""

from django.db import migrations, models

UNUSED_KEY = "ALTER TABLE school_change DROP CONSTRAINT school_change_tenant_key"
UNUSED_KEY_LAID = "ALTER TABLE school_change ADD CONSTRAINT school_change_tenant_key UNIQUE (school_id, id)"

RECORD_CHANGES = """
CREATE OR REPLACE FUNCTION record_changes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    whoever CONSTANT bigint := app_member();
    bundle CONSTANT bigint := app_batch();
    named CONSTANT text := TG_TABLE_NAME;
    moment CONSTANT timestamptz := now();
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO school_change (school_id, at, member_id, table_name, row_id, action, before, batch_id)
        SELECT now_row.school_id, moment, whoever, named, now_row.id::text, 'insert', NULL, bundle
        FROM new_rows AS now_row;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO school_change (school_id, at, member_id, table_name, row_id, action, before, batch_id)
        SELECT was_row.school_id, moment, whoever, named, was_row.id::text, 'delete', to_jsonb(was_row), bundle
        FROM old_rows AS was_row;
    ELSE
        -- A row whose key changed is one row gone and another come.
        INSERT INTO school_change (school_id, at, member_id, table_name, row_id, action, before, batch_id)
        SELECT pair.school_id, moment, whoever, named, pair.id::text,
               CASE WHEN pair.was IS NULL THEN 'insert' WHEN pair.is IS NULL THEN 'delete' ELSE 'update' END,
               CASE WHEN pair.is IS NULL THEN pair.was ELSE changed.before END, bundle
        FROM (
            SELECT coalesce(now_row.school_id, was_row.school_id) AS school_id, coalesce(now_row.id, was_row.id) AS id,
                   to_jsonb(was_row) AS was, to_jsonb(now_row) AS is
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


class Migration(migrations.Migration):
    dependencies = [("school", "0010_batch_kinds")]

    operations = [
        migrations.RunSQL(UNUSED_KEY, UNUSED_KEY_LAID),
        migrations.RunSQL(RECORD_CHANGES, migrations.RunSQL.noop),
        migrations.RemoveConstraint("member", "one_member_per_school"),
        migrations.AddConstraint(
            "member",
            models.UniqueConstraint(
                fields=("school", "user"), condition=models.Q(user__isnull=False), name="one_member_per_school"
            ),
        ),
    ]
