"""Who reads which visit."""

from __future__ import annotations

from observations.models import Visit
from observations.queries import visits_visible_to
from tests.factories.observations import make_visit
from tests.personas import Personas


def test_visit_is_seen_by_host_visitor_and_added_reader(people: Personas) -> None:
    visit = make_visit(host=people.teacher, visitor=people.plc_lead, readers=(people.teaching_assistant,))
    able = {name for name, member in people.members().items() if visit in visits_visible_to(member)}
    assert able == {"teacher", "plc_lead", "teaching_assistant"}
    assert not visits_visible_to(people.stranger).exists()


def test_visit_is_listed_once_however_many_roads_lead_to_it(people: Personas) -> None:
    visit = make_visit(
        host=people.teacher, visitor=people.plc_lead, host_asked=False, readers=(people.head,), ring=Visit.Ring.SCHOOL
    )
    assert list(visits_visible_to(people.plc_lead)) == [visit]
