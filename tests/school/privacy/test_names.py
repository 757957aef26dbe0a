"""Full names, wherever somebody wrote them."""

from __future__ import annotations

import pytest

from learningculture.tenancy import tenant
from school.privacy.names import names_to_remove, remove_names, texts_of
from tests.factories.school import make_member, make_student
from tests.factories.tracking import make_noticing
from tests.personas import Personas
from tracking.models import Noticing
from vision.models import PublishedNarrative


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Idris Costa asked", "a former student asked"),
        ("Costa, Idris: asked", "a former student: asked"),
        ("IDRIS COSTA’s way", "a former student’s way"),
        ("Idris Costas asked", "Idris Costas asked"),
        ("Idris asked", "Idris asked"),
    ],
)
def test_full_name_goes_and_other_words_stay(people: Personas, text: str, left: str) -> None:
    noticing = make_noticing(student=make_student(school=people.school), author=people.teacher, text=text)
    with tenant(people.school.pk, purpose="privacy"):
        remove_names(names_to_remove(people.student), student=True)
    noticing.refresh_from_db()
    assert noticing.text == left


def test_name_inside_published_words_goes_too(people: Personas) -> None:
    words = {"school": people.school, "version": 1, "published_by": people.head, "published_at": "2026-03-10T10:00Z"}
    narrative = PublishedNarrative.objects.create(content=[{"text": "Idris Costa says “why?”"}], **words)
    with tenant(people.school.pk, purpose="privacy"):
        assert remove_names(names_to_remove(people.student), student=True) == 1
    narrative.refresh_from_db()
    assert narrative.content == [{"text": "a former student says “why?”"}]


def test_name_of_two_people_is_nobodys_to_remove(people: Personas) -> None:
    make_member(school=people.school, name="Idris Costa")
    assert names_to_remove(people.student) == []
    assert "text" in [field.name for field in texts_of(Noticing)]
