"""Only me, leaders, all staff: who reads a draft, who writes it."""

import pytest
from django.core.exceptions import ValidationError

from school.models import Member, Role
from school.queries import today_in
from tests.factories.dialogue import make_paragraph
from tests.factories.school import make_member
from tests.personas import Personas
from vision.circles import draft_for, make_public, may_read_draft, may_write_draft, open_draft
from vision.models import Draft
from vision.queries import draft_paragraphs_open_to


@pytest.fixture
def leader(people: Personas) -> Member:
    return make_member(school=people.school, name="Ines Costa", roles=(Role.SENIOR_LEADER,), sign_in=True)


@pytest.mark.parametrize(
    ("circle", "readers", "writers"),
    [
        ("me", {"head"}, {"head"}),
        ("leaders", {"head", "leader"}, {"head", "leader"}),
        ("staff", {"head", "leader", "teacher", "teaching_assistant", "plc_lead"}, {"head", "leader"}),
    ],
)
def test_each_circle_reads_and_writes(
    people: Personas, leader: Member, circle: str, readers: set[str], writers: set[str]
) -> None:
    draft = open_draft(school=people.school, written_for="everyone", circle=circle, by=people.head)
    everybody = people.members() | {"leader": leader}
    office = {"administrator"}
    assert {name for name, member in everybody.items() if may_read_draft(member, draft)} - office == readers
    assert {name for name, member in everybody.items() if may_write_draft(member, draft)} == writers


def test_a_draft_belongs_to_the_leaders_until_it_is_opened(people: Personas) -> None:
    assert (draft_for(people.school, "families").circle, Draft.objects.count()) == ("leaders", 0)


def test_nobody_else_opens_what_somebody_keeps(people: Personas, leader: Member) -> None:
    open_draft(school=people.school, written_for="students", circle="me", by=people.head)
    with pytest.raises(ValidationError, match="kept by somebody else"):
        open_draft(school=people.school, written_for="students", circle="staff", by=leader)
    with pytest.raises(ValidationError, match="who may read"):
        open_draft(school=people.school, written_for="students", circle="moon", by=people.head)
    assert draft_for(people.school, "students").kept_by == people.head


def test_a_draft_whose_keeper_has_left_is_the_leaders(people: Personas, leader: Member) -> None:
    open_draft(school=people.school, written_for="everyone", circle="me", by=people.head)
    make_paragraph(by=people.head)
    assert not draft_paragraphs_open_to(leader).exists()
    Member.objects.filter(pk=people.head.pk).update(left_on=today_in(people.school))
    assert may_write_draft(leader, draft_for(people.school, "everyone"))
    assert draft_paragraphs_open_to(leader).exists()


def test_a_public_page_is_switched_on_and_off(people: Personas) -> None:
    for is_public in (True, False):
        make_public(school=people.school, written_for="everyone", is_public=is_public, by=people.head)
        assert draft_for(people.school, "everyone").is_public is is_public
    with pytest.raises(ValidationError):
        make_public(school=people.school, written_for="moon", is_public=True, by=people.head)
