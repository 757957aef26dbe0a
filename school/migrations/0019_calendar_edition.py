"""Which edition of its calendar a school has, so that a term which was read once need not be read by each request.

A random number, not a count: what a transaction that was undone called an edition is never another's.
"""

import uuid

from django.db import migrations, models

TABLES = ("school_academicyear", "school_term")
RENEW = """
CREATE FUNCTION renew_calendar() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE school_school SET calendar_edition = gen_random_uuid() WHERE id = coalesce(NEW.school_id, OLD.school_id);
    RETURN NULL;
END $$;
""" + "".join(
    f"CREATE TRIGGER {table}_renews AFTER INSERT OR UPDATE OR DELETE ON {table} "
    "FOR EACH ROW EXECUTE FUNCTION renew_calendar();"
    for table in TABLES
)
RENEW_NO_MORE = (
    "".join(f"DROP TRIGGER {table}_renews ON {table};" for table in TABLES) + "DROP FUNCTION renew_calendar()"
)


class Migration(migrations.Migration):
    dependencies = [("school", "0018_changes_of_behaviours")]

    operations = [
        migrations.AddField(
            "school",
            "calendar_edition",
            models.UUIDField(
                default=uuid.uuid4, editable=False, help_text="Another one after each change of a year or a term."
            ),
        ),
        migrations.RunSQL(RENEW, RENEW_NO_MORE),
    ]
