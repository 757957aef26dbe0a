"""What people type finds what is written: Python and SQL say the same."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from learningculture.plain_words import plain_words
from school.models import Member
from tests.factories.school import make_member, make_school

LETTERS = st.characters(min_codepoint=1, max_codepoint=0x24F) | st.sampled_from("’‘ʼʻ‐‑–—ﬁẞΣςЖй́ǆ＇Ａ")


def in_sql(texts: list[str]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT plain_words(t) FROM unnest(%s::text[]) WITH ORDINALITY AS u(t, n) ORDER BY n", [texts])
        return [row[0] for row in cursor.fetchall()]


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Żółć", "zolc"),
        ("O’Neill", "oneill"),
        ("O'Neill", "ONEILL"),
        ("O´Neill", "oneill"),
        ("Anne-Marie", "anne marie"),
        ("Straße", "strasse"),
        ("Ægir Þór", "aegir thor"),
        ("Llŷr Siôn", "llyr sion"),
        ("100 %", "100 "),
    ],
)
def test_plain_words_are_those_that_people_type(written: str, typed: str) -> None:
    assert plain_words(written) == plain_words(typed) == typed.lower()


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(LETTERS, max_size=12), min_size=1, max_size=40))
def test_sql_says_what_python_says(texts: list[str]) -> None:
    assert in_sql(texts) == [plain_words(text) for text in texts]


@pytest.mark.django_db
def test_sql_says_what_python_says_of_every_latin_letter() -> None:
    letters = [chr(code) for code in [*range(1, 0x250), *range(0x1E00, 0x1F00)]]
    assert in_sql(letters) == [plain_words(letter) for letter in letters]


@pytest.mark.django_db
def test_named_finds_by_beginnings_and_follows_a_change_of_name() -> None:
    school = make_school()
    member = make_member(school=school, name="Zoë O’Neill-Łuk")
    for typed in ("zoe", "ZOË oneill", "o'ne", "luk z", "oneill-luk"):
        assert list(Member.objects.named(typed)) == [member]
    assert not Member.objects.named("eill") and not Member.objects.named("zoe x")
    Member.objects.filter(pk=member.pk).update(family_name="Żółć")
    assert list(Member.objects.named("zolc")) == [member]
