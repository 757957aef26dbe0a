"""Search shows what its viewer may see, and nothing else."""

from home.search import found_for
from school.models import Member
from tests.factories.school import make_class, make_student
from tests.personas import Personas, client_for


def headings(people: Personas, member: Member, query: str) -> dict[str, list[str]]:
    return {str(kind.heading): [hit[0] for hit in kind.hits] for kind in found_for(member, people.term, query)}


def test_search_finds_learners_of_the_own_class_by_two_letters(people: Personas) -> None:
    assert headings(people, people.teacher, "id") == {"Learners": ["Idris Costa"]}
    assert headings(people, people.teacher, "costa idris") == {"Learners": ["Idris Costa"]}


def test_search_hides_learners_of_other_classes(people: Personas) -> None:
    make_student(school=people.school, name="Idwal Hill", school_class=make_class(school=people.school))
    assert headings(people, people.teacher, "idw") == {}
    assert headings(people, people.head, "idw") == {"Learners": ["Idwal Hill"]}


def test_search_needs_two_letters_and_a_term(people: Personas) -> None:
    assert found_for(people.head, people.term, "i") == []
    assert found_for(people.head, None, "idris") == []


def test_search_finds_nothing_for_a_student(people: Personas) -> None:
    assert found_for(people.student, people.term, "idris") == []


def test_search_page_opens_for_everyone_and_not_for_strangers(people: Personas) -> None:
    for member in people.members().values():
        assert client_for(member).get("/s/harbour-lane/search/?q=idris").status_code == 200
    assert client_for(people.stranger).get("/s/harbour-lane/search/").status_code == 404
