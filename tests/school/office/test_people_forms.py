"""Cleaning of what the office types about people."""

from school.office.people import GIVEN
from school.office.people_forms import ROLE_SENTENCES, AddForm, LendForm, NamesForm, RolesForm, sentences_of
from tests.factories.school import TODAY
from tests.personas import Personas


def test_every_role_has_its_sentence(people: Personas) -> None:
    assert set(ROLE_SENTENCES) == set(GIVEN)
    rows = RolesForm(member=people.teacher).rows
    assert len(rows) == len(GIVEN) - 1 and all(sentence for _box, sentence in rows)


def test_only_students_have_a_year_group(people: Personas) -> None:
    assert "year_group" in NamesForm(instance=people.student).fields
    assert "year_group" not in NamesForm(instance=people.teacher).fields


def test_somebody_without_a_name_is_not_added(people: Personas) -> None:
    form = AddForm({"roles": ["governor"], "joined_on": "2026-03-01"}, today=TODAY)
    assert not form.is_valid() and "given_name" in form.errors


def test_areas_offered_are_ones_own(people: Personas) -> None:
    offered = LendForm(principal=people.administrator, today=TODAY).fields["areas"].choices
    assert [value for value, _label in offered] == ["office"]


def test_sentences_follow_the_roles(people: Personas) -> None:
    assert len(sentences_of(people.governor)) < len(sentences_of(people.head))
