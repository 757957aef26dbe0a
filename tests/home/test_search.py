"""Search shows what its viewer may see, and nothing else."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from home.search import WORDS_AROUND, found_for
from school.models import Member
from tests.factories.enquiry import make_enquiry
from tests.factories.observations import make_visit
from tests.factories.school import make_class, make_student
from tests.factories.vision import make_framework
from tests.personas import Personas, client_for
from vision.models import PublishedNarrative


def headings(people: Personas, member: Member, query: str) -> dict[str, list[str]]:
    return {str(kind.heading): [hit[0] for hit in kind.hits] for kind in found_for(member, people.term, query)}


def publish(by: Member, text: str, version: int = 1, promise: str = "") -> None:
    commitments = [{"who": "adults", "wording": promise}] if promise else []
    PublishedNarrative.objects.create(
        school=by.school,
        version=version,
        published_at=datetime.datetime(2025, 9, 1, tzinfo=datetime.UTC),
        published_by=by,
        content=[{"block": "why", "paragraphs": [{"uid": "1", "text": text}], "commitments": commitments}],
    )


def test_search_finds_learners_of_the_own_class_by_two_letters(people: Personas) -> None:
    assert headings(people, people.teacher, "id") == {"Learners": ["Idris Costa"]}
    assert headings(people, people.teacher, "costa idris") == {"Learners": ["Idris Costa"]}


@pytest.mark.parametrize("typed", ["zolc", "Żółć", "oneill", "O'Neill", "o’neill zoe"])
def test_search_finds_names_with_and_without_accents(people: Personas, typed: str) -> None:
    make_student(school=people.school, name="Zoë O’Neill-Żółć", school_class=people.maple)
    assert headings(people, people.teacher, typed) == {"Learners": ["Zoë O’Neill-Żółć"]}


def test_search_hides_learners_of_other_classes(people: Personas) -> None:
    make_student(school=people.school, name="Idwal Hill", school_class=make_class(school=people.school))
    assert headings(people, people.teacher, "idw") == {}
    assert headings(people, people.head, "idw") == {"Learners": ["Idwal Hill"]}


def test_search_hides_everything_of_another_school(people: Personas) -> None:
    make_framework(school=people.stranger.school)
    make_student(
        school=people.stranger.school, name="Perse Vere", school_class=make_class(school=people.stranger.school)
    )
    publish(people.stranger, "We persevere with joy")
    assert headings(people, people.head, "perse") == {}


def test_search_finds_behaviours_in_use_and_the_published_vision(people: Personas) -> None:
    make_framework(school=people.school)
    publish(people.head, "We used to persist")
    publish(people.head, "Every child perseveres, with joy", version=2, promise="praise perseverance")
    vision = {"Vision": ["Every child perseveres, with joy", "praise perseverance"]}
    for member in (people.teacher, people.student, people.governor):
        assert headings(people, member, "persev") == {"Behaviours": ["Perseverance"]} | vision
    assert headings(people, people.head, "persist") == {}
    (behaviours, _vision) = found_for(people.student, people.term, "persev")
    assert behaviours.hits[0][1] == "I use perseverance"


def test_search_shows_a_long_passage_around_the_word(people: Personas) -> None:
    publish(people.head, " ".join([*["before"] * 30, "Façade,", *["after"] * 30]))
    ((passage,),) = headings(people, people.head, "facade").values()
    assert passage == " ".join(["…", *["before"] * WORDS_AROUND, "Façade,", *["after"] * WORDS_AROUND, "…"])


def test_search_finds_visits_and_enquiries_of_ones_own(people: Personas) -> None:
    make_visit(host=people.teacher, question="Does the café corner help?")
    make_enquiry(owner=people.teacher, question="What does a cafe do?")
    found = {"Visits": ["Does the café corner help?"], "Enquiries": ["What does a cafe do?"]}
    assert headings(people, people.teacher, "cafe") == found
    assert "Visits" not in headings(people, people.head, "cafe")


def test_search_leads_to_what_it_found(people: Personas) -> None:
    """In a school too whose address has figures in it."""
    people.school.slug = "school-0-10"
    people.school.save()
    framework = make_framework(school=people.school)
    zoe = make_student(school=people.school, name="Zoe Perse", school_class=people.maple)
    visit = make_visit(host=people.teacher, question="Perse?")
    enquiry = make_enquiry(owner=people.teacher, question="Perse?")
    people.maple.name = "Perse"
    people.maple.save()
    behaviour = framework.behaviours.get(key="perseverance")
    found = {kind.icon: kind.hits[0][2] for kind in found_for(people.teacher, people.term, "perse")}
    assert found == {
        "user": reverse("tracking:learner", args=["school-0-10", zoe.pk]),
        "users": reverse("tracking:class", args=["school-0-10", people.maple.pk]),
        "eye": reverse("observations:visit", args=["school-0-10", visit.pk]),
        "lightbulb": reverse("enquiry:enquiry", args=["school-0-10", enquiry.pk]),
        "sprout": f"{reverse('vision:behaviours', args=['school-0-10'])}#b{behaviour.pk}",
    }


def test_search_takes_one_query_for_any_number(people: Personas) -> None:
    make_framework(school=people.school)
    publish(people.head, "idle")
    for number in range(30):
        make_student(school=people.school, name=f"Idwal {number}", school_class=people.maple)
    with CaptureQueriesContext(connection) as few:
        found_for(people.head, people.term, "id")
    assert len(few) == 1


@pytest.mark.parametrize("typed", ["i", "%", "''", "__", " - "])
def test_search_needs_two_letters(people: Personas, typed: str) -> None:
    assert found_for(people.head, people.term, typed) == []


def test_search_needs_a_term(people: Personas) -> None:
    assert found_for(people.head, None, "idris") == []


def test_search_finds_no_learner_for_a_student(people: Personas) -> None:
    assert found_for(people.student, people.term, "idris") == []


def test_search_page_opens_for_everyone_and_not_for_strangers(people: Personas) -> None:
    for member in people.members().values():
        assert client_for(member).get("/s/harbour-lane/search/?q=idris").status_code == 200
    assert client_for(people.stranger).get("/s/harbour-lane/search/").status_code == 404
