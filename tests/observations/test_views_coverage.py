"""The leaders' page."""

from __future__ import annotations

from school.models import Term
from tests.factories.observations import make_visit
from tests.factories.vision import make_focus
from tests.observations.test_views_planning import queries_for
from tests.personas import Personas, client_for

COVERAGE = "/s/harbour-lane/visits/coverage/"


def test_coverage_is_for_leaders(people: Personas) -> None:
    statuses = {name: client_for(member).get(COVERAGE).status_code for name, member in people.members().items()}
    assert [name for name, status in statuses.items() if status == 200] == ["head"]
    assert client_for(people.stranger).get(COVERAGE).status_code == 404
    assert client_for(None).get(COVERAGE).status_code == 302


def test_coverage_says_why_a_figure_is_withheld(people: Personas) -> None:
    make_focus(term=people.term)
    make_visit(host=people.teacher, visitor=people.plc_lead)
    page = client_for(people.head).get(COVERAGE).content.decode()
    assert "too few to show" in page
    assert "fewer than 5 hosts or 10 visits" in page
    assert "nobody looked" in page


def test_coverage_of_a_school_without_terms_teaches(people: Personas) -> None:
    Term.objects.all().delete()
    assert "No term yet" in client_for(people.head).get(COVERAGE).content.decode()


def test_coverage_asks_the_same_few_queries(people: Personas) -> None:
    make_focus(term=people.term)
    counts = []
    for number in (1, 10):
        for _visit in range(number):
            make_visit(host=people.teacher, visitor=people.plc_lead)
        counts.append(queries_for(people.head, COVERAGE))
    assert counts[0] == counts[1] <= 15
