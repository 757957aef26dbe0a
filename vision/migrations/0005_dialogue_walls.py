"""Row-level security around the dialogue and what goes with it; every paragraph that stands gets its first wording."""

from django.db import migrations

from learningculture.tenancy import ProtectTables, ReferWithinSchool

FIRST_WORDINGS = """
ALTER TABLE vision_paragraph NO FORCE ROW LEVEL SECURITY;
INSERT INTO vision_wording (school_id, paragraph_id, number, text, written_by_id, written_at, beside)
SELECT school_id, id, version, text, changed_by_id, changed_at, false FROM vision_paragraph;
ALTER TABLE vision_paragraph FORCE ROW LEVEL SECURITY
"""
OWN_OR_BUILD = "{who} = (SELECT app_member()) OR (SELECT app_purpose()) = 'build'"
RATERS = """
    (SELECT app_purpose()) = 'build'
    OR EXISTS (SELECT 1 FROM vision_explainback b
               WHERE b.id = round_id AND (SELECT app_member()) IN (b.first_rater_id, b.second_rater_id))
"""


class Migration(migrations.Migration):
    dependencies = [("vision", "0004_dialogue")]

    operations = [
        migrations.RunSQL(FIRST_WORDINGS, "DELETE FROM vision_wording"),
        ProtectTables(["draft", "wording", "descent", "commentwindow", "theme", "remark", "commitmentbehaviour"]),
        ProtectTables(["unnamedremark"], audited=False),
        ProtectTables(["remarkreply"]),
        ProtectTables(["priority", "stopped", "decision", "message", "visionsession", "visionsessionmember"]),
        ProtectTables(["presence"], readable=OWN_OR_BUILD.format(who="owner_id")),
        ProtectTables(["reaction"], readable=OWN_OR_BUILD.format(who="reader_id"), audited=False),
        ProtectTables(["pulseextra", "pulseanswer"]),
        ProtectTables(["pulsewords"], audited=False),
        ProtectTables(["explainback", "studenttalk"]),
        ProtectTables(["explainbackinvited", "explainbackparticipation", "sealedexplanation"], audited=False),
        ProtectTables(["explanation"], readable=RATERS, audited=False),
        ProtectTables(["explanationcode"], readable=OWN_OR_BUILD.format(who="rater_id"), audited=False),
        ReferWithinSchool("leadercommitment", "commitment"),
    ]
