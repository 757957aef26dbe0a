"""Names as people type them: an SQL function, and a column of it that the database itself keeps.

Stored, for it would have to be worked out for every member of the school on each search. There is no index on it:
under row-level security PostgreSQL lets LIKE use none, and the one that leads with the school narrows to one school.
The twin in Python is ``learningculture.plain_words``.
"""

from django.db import migrations, models
from django.db.models import Value
from django.db.models.functions import Concat

from learningculture.plain_words import PlainWords

PLAIN_WORDS = r"""
CREATE FUNCTION plain_words(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT translate(
        CASE WHEN octet_length(words) = length(words) THEN lower(words)
        ELSE replace(replace(replace(replace(translate(
            lower(regexp_replace(normalize(replace(words, '´', ''''), NFKD), '[\u0300-\u036f]', '', 'g')),
            'łøđðħŧıς', 'loddhtiσ'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th')
        END,
        $marks$-‐‑–—,'’‘ʼʻ`.%_\$marks$, '      ')
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("school", "0012_claimed_sources")]

    operations = [
        migrations.RunSQL(PLAIN_WORDS, "DROP FUNCTION plain_words(text)"),
        migrations.AddField(
            "member",
            "plain_name",
            models.GeneratedField(
                expression=PlainWords(
                    Concat(Value(" "), "given_name", Value(" "), "preferred_name", Value(" "), "family_name")
                ),
                output_field=models.TextField(),
                db_persist=True,
                help_text="The names as people type them: a space before each word, no accents and apostrophes.",
            ),
        ),
    ]
