"""What is the same for all who open a class's grid."""

import datetime

import pytest

from school.models import SchoolClass
from tests.factories.tracking import make_taught_class
from tests.factories.vision import make_framework
from tests.personas import Personas
from tests.tracking.addresses import address
from tracking.grid_query import grid_of
from tracking.grid_words import GridWords, words_of

TODAY = datetime.date(2026, 3, 9)


def words(people: Personas) -> GridWords:
    return words_of(grid_of(people.maple, people.term, TODAY), people.school, people.term)


@pytest.mark.django_db
def test_words_are_equal_as_long_as_nothing_they_say_changes(people: Personas) -> None:
    framework = make_framework(school=people.school)
    said = words(people)
    assert words(people) == said and hash(words(people)) == hash(said)
    for name, alike in (("Oak", False), ("Maple", True)):
        SchoolClass.objects.filter(pk=people.maple.pk).update(name=name)
        assert (words(people) == said) is alike
    other, _students = make_taught_class(teacher=people.teacher, learners=1)
    assert words_of(grid_of(other, people.term, TODAY), people.school, people.term) != said
    assert words(people) == said
    framework.phases.filter(number=2).update(meaning="differently")
    assert words(people) != said
    framework.behaviours.update(tint="plum")
    assert {column.tint for column in words(people).columns} == {"plum"}


@pytest.mark.django_db
def test_script_is_told_where_to_save_and_which_behaviours(people: Personas) -> None:
    make_framework(school=people.school)
    said = words(people).for_script
    assert (said["url"], said["term"]) == (address(people, "judge", people.maple.pk), people.term.pk)
    assert len(said["behaviours"]) == len(words(people).columns)
