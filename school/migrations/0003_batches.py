"""Batches: changes made together, and undone together. The audit is written once a statement, not once a row."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from learningculture.tenancy import ProtectTables

RECORD_CHANGES = """
CREATE FUNCTION app_batch() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('app.batch', true), '')::bigint $$;

CREATE FUNCTION record_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO school_change (school_id, at, member_id, table_name, row_id, action, before, batch_id)
        SELECT now_row.school_id, now(), app_member(), TG_TABLE_NAME, now_row.id::text, 'insert', NULL, app_batch()
        FROM new_rows AS now_row;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO school_change (school_id, at, member_id, table_name, row_id, action, before, batch_id)
        SELECT was_row.school_id, now(), app_member(), TG_TABLE_NAME, was_row.id::text, 'delete', to_jsonb(was_row),
               app_batch()
        FROM old_rows AS was_row;
    ELSE
        -- A row whose key changed is one row gone and another come.
        INSERT INTO school_change (school_id, at, member_id, table_name, row_id, action, before, batch_id)
        SELECT pair.school_id, now(), app_member(), TG_TABLE_NAME, pair.id::text,
               CASE WHEN pair.was IS NULL THEN 'insert' WHEN pair.is IS NULL THEN 'delete' ELSE 'update' END,
               CASE WHEN pair.is IS NULL THEN pair.was ELSE changed.before END, app_batch()
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

CREATE FUNCTION audit_table(audited regclass) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    name text := (SELECT relname FROM pg_class WHERE oid = audited);
BEGIN
    EXECUTE format('CREATE TRIGGER %I AFTER INSERT ON %s REFERENCING NEW TABLE AS new_rows '
                   'FOR EACH STATEMENT EXECUTE FUNCTION record_changes()', name || '_audit_insert', audited);
    EXECUTE format('CREATE TRIGGER %I AFTER UPDATE ON %s REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows '
                   'FOR EACH STATEMENT EXECUTE FUNCTION record_changes()', name || '_audit_update', audited);
    EXECUTE format('CREATE TRIGGER %I AFTER DELETE ON %s REFERENCING OLD TABLE AS old_rows '
                   'FOR EACH STATEMENT EXECUTE FUNCTION record_changes()', name || '_audit_delete', audited);
END $$;
"""
RECORD_CHANGES_UNDONE = "DROP FUNCTION audit_table(regclass), record_changes(), app_batch()"

CONVERT = """
DO $$
DECLARE
    laid record;
BEGIN
    FOR laid IN
        SELECT tgrelid::regclass AS audited, tgname FROM pg_trigger
        WHERE tgfoid = 'record_change()'::regprocedure ORDER BY tgname
    LOOP
        EXECUTE format('DROP TRIGGER %I ON %s', laid.tgname, laid.audited);
        PERFORM audit_table(laid.audited);
    END LOOP;
END $$;
DROP FUNCTION record_change();
"""
ROW_BY_ROW = """
CREATE FUNCTION record_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    row_now jsonb := CASE WHEN TG_OP = 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END;
    row_before jsonb := NULL;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        SELECT jsonb_object_agg(was.key, was.value) INTO row_before
        FROM jsonb_each(to_jsonb(OLD)) AS was WHERE row_now -> was.key IS DISTINCT FROM was.value;
        IF row_before IS NULL THEN
            RETURN NULL;
        END IF;
    ELSIF TG_OP = 'DELETE' THEN
        row_before := row_now;
    END IF;
    INSERT INTO school_change (school_id, at, member_id, table_name, row_id, action, before)
    VALUES ((row_now ->> 'school_id')::bigint, now(), app_member(), TG_TABLE_NAME, row_now ->> 'id', lower(TG_OP),
            row_before);
    RETURN NULL;
END $$;
DO $$
DECLARE
    laid record;
BEGIN
    FOR laid IN
        SELECT tgrelid::regclass AS audited, relname AS name
        FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
        WHERE tgfoid = 'record_changes()'::regprocedure AND tgname LIKE '%\\_audit\\_insert'
    LOOP
        EXECUTE format('DROP TRIGGER %I ON %s', laid.name || '_audit_insert', laid.audited);
        EXECUTE format('DROP TRIGGER %I ON %s', laid.name || '_audit_update', laid.audited);
        EXECUTE format('DROP TRIGGER %I ON %s', laid.name || '_audit_delete', laid.audited);
        EXECUTE format('CREATE TRIGGER %I AFTER INSERT OR UPDATE OR DELETE ON %s '
                       'FOR EACH ROW EXECUTE FUNCTION record_change()', laid.name || '_audit', laid.audited);
    END LOOP;
END $$;
"""


def by_member() -> models.ForeignKey:
    kept = django.db.models.deletion.SET_NULL
    return models.ForeignKey(blank=True, null=True, on_delete=kept, related_name="+", to="school.member")


def of_school(**more: bool) -> models.ForeignKey:
    gone = django.db.models.deletion.CASCADE
    return models.ForeignKey(db_index=False, on_delete=gone, related_name="+", to="school.school", **more)


def enrolled(to: str) -> models.ForeignKey:
    gone = django.db.models.deletion.CASCADE
    return models.ForeignKey(db_constraint=False, on_delete=gone, related_name="enrolments", to=to)


def kept_of(model: str) -> models.ForeignKey:
    gone = django.db.models.deletion.CASCADE
    return models.ForeignKey(blank=True, null=True, on_delete=gone, related_name="roster_keeps", to=model)


def sent_at(help_text: str) -> models.DateTimeField:
    return models.DateTimeField(blank=True, help_text=help_text, null=True)


RUN_REFERENCES = """
ALTER TABLE school_rosterrun
    ADD CONSTRAINT school_rosterrun_by_id_tenant_fk FOREIGN KEY (school_id, by_id)
        REFERENCES school_member (school_id, id) DEFERRABLE INITIALLY DEFERRED,
    ADD CONSTRAINT school_rosterrun_batch_id_tenant_fk FOREIGN KEY (school_id, batch_id)
        REFERENCES school_batch (school_id, id) DEFERRABLE INITIALLY DEFERRED;
"""
RUN_REFERENCES_UNDONE = """
ALTER TABLE school_rosterrun DROP CONSTRAINT school_rosterrun_by_id_tenant_fk,
    DROP CONSTRAINT school_rosterrun_batch_id_tenant_fk;
"""


class Migration(migrations.Migration):
    dependencies = [("school", "0002_walls")]

    operations = [
        migrations.AddField("change", "batch_id", models.BigIntegerField(null=True)),
        migrations.AddIndex(
            "change",
            models.Index(fields=["batch_id"], condition=models.Q(batch_id__isnull=False), name="change_of_batch"),
        ),
        migrations.CreateModel(
            name="Batch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("school", of_school()),
                (
                    "kind",
                    models.CharField(
                        choices=[("roster", "Roster import"), ("roll_over", "New school year"), ("undo", "Undo")],
                        max_length=20,
                    ),
                ),
                ("label", models.CharField(max_length=200)),
                ("by", by_member()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("counts", models.JSONField(default=dict)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                ("undone_by", by_member()),
                (
                    "undoes",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="undone_through",
                        to="school.batch",
                    ),
                ),
                ("kept", models.JSONField(default=list)),
            ],
            options={
                "ordering": ["-at", "-id"],
                "indexes": [models.Index(fields=["school", "-at"], name="batch_newest")],
            },
        ),
        # A log itself, like the roster runs.
        ProtectTables(["batch"], audited=False),
        # Held by the composite keys alone, or by the row that the line speaks of.
        migrations.AlterField("change", "school", of_school(db_constraint=False)),
        migrations.AlterField("enrolment", "school", of_school(db_constraint=False)),
        migrations.AlterField("enrolment", "school_class", enrolled("school.schoolclass")),
        migrations.AlterField("enrolment", "member", enrolled("school.member")),
        migrations.AddField("member", "sent_at", sent_at("When their sender last changed them.")),
        migrations.AddField("schoolclass", "sent_at", sent_at("When its sender last changed it.")),
        migrations.AddField("enrolment", "sent_at", sent_at("When their sender last changed it.")),
        migrations.AddField(
            "enrolment",
            "source_ids",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=120),
                blank=True,
                default=list,
                help_text="The sender's rows that placed them.",
            ),
        ),
        migrations.AddField("rosterrun", "kind", models.CharField(default="oneroster", max_length=20)),
        migrations.AddField("rosterrun", "as_of", models.DateTimeField(null=True)),
        migrations.AddField("rosterrun", "by", by_member()),
        migrations.AddField("rosterrun", "rows", models.JSONField(default=dict)),
        migrations.AddField(
            "rosterrun",
            "batch",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="roster_runs",
                to="school.batch",
            ),
        ),
        migrations.RunSQL(RUN_REFERENCES, RUN_REFERENCES_UNDONE),
        migrations.CreateModel(
            name="RosterKeep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("school", of_school()),
                ("field", models.CharField(max_length=30)),
                ("member", kept_of("school.member")),
                ("school_class", kept_of("school.schoolclass")),
                ("by", by_member()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("member", "field"), name="keep_of_member"),
                    models.UniqueConstraint(fields=("school_class", "field"), name="keep_of_class"),
                    models.CheckConstraint(
                        condition=models.Q(member__isnull=False, school_class=None)
                        | models.Q(member=None, school_class__isnull=False),
                        name="keep_is_of_one",
                    ),
                ],
            },
        ),
        migrations.RunSQL(RECORD_CHANGES, RECORD_CHANGES_UNDONE),
        migrations.RunSQL(CONVERT, ROW_BY_ROW),
        ProtectTables(["rosterkeep"]),
    ]
