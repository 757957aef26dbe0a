"""The pages on which words are changed, and what they undo."""

from __future__ import annotations

import pytest

from tests.factories.family import allow_family_pages, make_shared_evidence
from tests.factories.observations import make_term_now
from tests.factories.school import make_student
from tests.factories.tracking import make_evidence
from tests.personas import Personas, client_for
from tests.tracking.addresses import address
from tracking.models import Evidence

pytestmark = pytest.mark.django_db
WORDS = {"title": "A tower", "story": "It stood.", "version": "1"}


@pytest.fixture
def kept(people: Personas) -> Evidence:
    term, _class = make_term_now(host=people.teacher)
    return make_evidence(student=people.student, term=term)


def test_words_are_changed_and_taken_back(people: Personas, kept: Evidence) -> None:
    client, url = client_for(people.student), address(people, "reword_evidence", kept.pk)
    assert kept.story in client.get(url).text
    answer = client.post(url, WORDS, follow=True)
    assert "A tower" in answer.text and 'class="undo" data-seconds="20"' in answer.text
    back = client.post(address(people, "undo_rewording", kept.pk), {"version": "2"}, follow=True)
    assert kept.title in back.text and "Your words from before are back." in back.text
    again = client.post(address(people, "undo_rewording", kept.pk), {"version": "2"}, follow=True)
    assert "changed again since" in again.text
    assert "data-seconds" not in client.get(address(people, "my_learning")).text


def test_second_window_sees_both_and_loses_nothing(people: Personas, kept: Evidence) -> None:
    client, url = client_for(people.student), address(people, "reword_evidence", kept.pk)
    client.post(url, WORDS)
    page = client.post(url, {**WORDS, "title": "A castle"})
    assert (page.status_code, Evidence.objects.get().title) == (200, "A tower")
    assert "A tower" in page.text and 'value="A castle"' in page.text and 'name="version" value="2"' in page.text
    client.post(url, {**WORDS, "title": "A castle", "version": "2"})
    assert Evidence.objects.get().title == "A castle"


def test_invalid_words_keep_what_was_typed(people: Personas, kept: Evidence) -> None:
    page = client_for(people.student).post(address(people, "reword_evidence", kept.pk), {**WORDS, "title": ""})
    assert "Say what you made or did." in page.text and "It stood." in page.text
    assert Evidence.objects.get().version == 1


def test_what_was_taken_away_is_offered_and_brought_back(people: Personas, kept: Evidence) -> None:
    client = client_for(people.student)
    answer = client.post(address(people, "remove_evidence", kept.pk), follow=True)
    assert kept.title not in answer.text and 'class="undo" data-seconds="20"' in answer.text
    assert "When you save, it comes back." in client.get(address(people, "reword_evidence", kept.pk)).text
    assert kept.title in client.post(address(people, "bring_evidence_back", kept.pk), follow=True).text


def test_taken_away_piece_is_off_the_family_page_and_the_readers_list(people: Personas, kept: Evidence) -> None:
    Evidence.objects.update(asked_reader=people.teacher, asked_on=kept.added_on)
    client = client_for(people.student)
    client.post(address(people, "remove_evidence", kept.pk))
    assert kept.title not in client_for(people.teacher).get("/s/harbour-lane/").text
    assert client.post(address(people, "ask_reader", kept.pk), {"reader": people.teacher.pk}).status_code == 404


def test_child_is_told_when_the_family_no_longer_sees_it(people: Personas, kept: Evidence) -> None:
    allow_family_pages(people.school)
    make_student(school=people.school, school_class=people.maple, name="Mia Lund")
    shared = make_shared_evidence(student=people.student, term=kept.term)
    url = address(people, "reword_evidence", shared.pk)
    answer = client_for(people.student).post(url, {**WORDS, "story": "Mia held it."}, follow=True)
    assert "your family does not see it any more" in answer.text


def test_words_read_by_a_second_reader_stay(people: Personas) -> None:
    read = make_evidence(student=people.student, confirmed_by=people.teacher)
    answer = client_for(people.student).post(address(people, "reword_evidence", read.pk), WORDS, follow=True)
    assert "has read this as it is" in answer.text and Evidence.objects.get().version == 1


def test_only_ones_own(people: Personas, kept: Evidence) -> None:
    mate = make_student(school=people.school, school_class=people.maple, sign_in=True)
    for name in ("reword_evidence", "undo_rewording", "bring_evidence_back"):
        url = address(people, name, kept.pk)
        told = {who: client_for(who).post(url, WORDS).status_code for who in (mate, people.teacher, people.stranger)}
        assert list(told.values()) == [404, 403, 404]
    odd = client_for(people.student).get(f"{address(people, 'my_learning')}?taken=9999999999999999999&changed=x")
    assert odd.status_code == 200
