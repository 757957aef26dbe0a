"""The functions that row-level security and the audit trigger rest on, and the walls around the school's tables."""

from django.db import migrations

from learningculture.tenancy import ProtectTables

CONTEXT = """
CREATE FUNCTION app_school() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('app.school', true), '')::bigint $$;
CREATE FUNCTION app_member() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('app.member', true), '')::bigint $$;
CREATE FUNCTION app_user() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('app.user', true), '')::bigint $$;
CREATE FUNCTION app_purpose() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT coalesce(current_setting('app.purpose', true), '') $$;
"""
CONTEXT_UNDONE = "DROP FUNCTION app_school(), app_member(), app_user(), app_purpose()"

AUDIT = """
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
"""

OWN_PLACES = """
CREATE POLICY school_member_own_places ON school_member FOR SELECT
    USING ((SELECT app_school()) IS NULL AND user_id = (SELECT app_user()));
"""


class Migration(migrations.Migration):
    dependencies = [("school", "0001_initial")]

    operations = [
        migrations.RunSQL(CONTEXT, CONTEXT_UNDONE),
        migrations.RunSQL(AUDIT, "DROP FUNCTION record_change()"),
        ProtectTables(["change"], readable="(SELECT app_purpose()) = 'audit'", audited=False, append_only=True),
        ProtectTables(["academicyear", "term", "member", "characteristics", "schoolclass", "enrolment"]),
        # A log itself: an import that changes nothing leaves a line here and none in the audit.
        ProtectTables(["rosterrun"], audited=False),
        migrations.RunSQL(OWN_PLACES, "DROP POLICY school_member_own_places ON school_member"),
    ]
