"""What must hold before a visit is arranged."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError

from observations.models import Visit
from observations.planning import uninvited_visits
from observations.visits import propose_visit
from school.models import Role
from tests.factories.observations import make_visit
from tests.factories.school import TODAY, make_class, make_member, make_term, make_year
from tests.factories.vision import make_behaviour
from tests.personas import Personas


def propose(people: Personas, **changes) -> Visit:
    given = {
        "host": people.teacher,
        "visitors": [people.plc_lead],
        "school_class": people.maple,
        "term": people.term,
        "kind": Visit.Kind.PEER,
        "on": TODAY,
        "period": "Period 2",
        "question": "Who asks the questions?",
        "behaviours": [make_behaviour(school=people.school)],
        "by": people.teacher,
    }
    return propose_visit(**{**given, **changes})


def refusal(people: Personas, **changes) -> str:
    with pytest.raises(ValidationError) as refused:
        propose(people, **changes)
    assert not Visit.objects.filter(question="Who asks the questions?").exists()
    return " ".join(refused.value.messages)


def test_three_visitors_are_too_many(people: Personas) -> None:
    visitors = [people.plc_lead, people.head, people.teaching_assistant]
    assert "At most two visitors" in refusal(people, visitors=visitors)


def test_visit_without_a_visitor_asks_who_comes(people: Personas) -> None:
    assert "Choose who comes" in refusal(people, visitors=[])


def test_host_does_not_visit_themselves(people: Personas) -> None:
    assert "nobody visits themselves" in refusal(people, visitors=[people.teacher])
    assert "comes twice" in refusal(people, visitors=[people.plc_lead, people.plc_lead])


def test_only_those_who_take_part_arrange_a_visit(people: Personas) -> None:
    assert "Only the host and the visitors" in refusal(people, by=people.head)


@pytest.mark.parametrize("role", ["student", "governor", "administrator", "stranger"])
def test_only_staff_of_the_school_take_part(people: Personas, role: str) -> None:
    assert "staff of this school" in refusal(people, visitors=[getattr(people, role)])


def test_visitor_who_has_left_cannot_come(people: Personas) -> None:
    gone = make_member(school=people.school, name="Gwen Gone", left_on=TODAY)
    assert "Gwen Gone is no longer at the school" in refusal(people, visitors=[gone])


def test_self_look_is_for_the_host_alone(people: Personas) -> None:
    assert "for the host alone" in refusal(people, kind=Visit.Kind.SELF_LOOK)
    visit = propose(people, kind=Visit.Kind.SELF_LOOK, visitors=[])
    assert (visit.state, visit.visitors.count()) == (Visit.State.AGREED, 0)


def test_focus_is_one_or_two_behaviours(people: Personas) -> None:
    keys = ("perseverance", "questioning", "revising")
    three = [make_behaviour(school=people.school, key=key) for key in keys]
    assert "at most two" in refusal(people, behaviours=three)
    assert "Choose a behaviour" in refusal(people, behaviours=[])
    assert propose(people, behaviours=three[:2]).focuses.count() == 2


def test_visit_lies_in_term_time_and_in_a_class_of_the_year(people: Personas) -> None:
    assert "not in the term" in refusal(people, on=datetime.date(2026, 4, 2))
    last_year = make_class(school=people.school, year=make_year(school=people.school, start=2024))
    assert "another school year" in refusal(people, school_class=last_year)


def test_uninvited_visits_above_the_cap_are_refused_kindly(people: Personas) -> None:
    for _ in range(3):
        make_visit(host=people.teacher, visitor=people.head, host_asked=False)
    sentence = refusal(people, by=people.plc_lead)
    assert "Amira has had all the visits" in sentence
    assert "ask Amira to invite you" in sentence


def test_invited_visits_are_not_capped(people: Personas) -> None:
    for _ in range(3):
        make_visit(host=people.teacher, visitor=people.head, host_asked=False)
    assert propose(people).host_asked
    assert propose(people, kind=Visit.Kind.SELF_LOOK, visitors=[]).host_asked


def test_cap_is_the_schools(people: Personas) -> None:
    people.school.visit_cap = 0
    people.school.save()
    people.teacher.school.visit_cap = 0
    assert "had all the visits" in refusal(people, by=people.plc_lead)


def test_count_leaves_out_declined_withdrawn_invited_and_other_years(people: Personas) -> None:
    def asked(**changes) -> Visit:
        return make_visit(host=people.teacher, visitor=people.head, host_asked=False, **changes)

    asked()
    asked(state=Visit.State.INVITED)
    asked(state=Visit.State.DECLINED)
    asked(withdrawn=True)
    asked(term=make_term(school=people.school, start=2024))
    make_visit(host=people.teacher, visitor=people.head)
    assert uninvited_visits(host=people.teacher, year=people.term.academic_year) == 2


def test_teaching_assistants_take_part(people: Personas) -> None:
    assistant = make_member(school=people.school, roles=(Role.TEACHING_ASSISTANT,))
    assert propose(people, visitors=[assistant]).visitors.get().member == assistant
