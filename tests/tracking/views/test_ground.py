"""Before the first term there is nothing to record."""

from school.models import Term
from tests.personas import Personas, client_for
from tests.tracking.addresses import address


def test_without_a_term_the_page_says_so(people: Personas) -> None:
    Term.objects.all().delete()
    page = client_for(people.teacher).get(address(people, "classes"))
    assert (page.status_code, "No term yet" in page.content.decode()) == (200, True)
