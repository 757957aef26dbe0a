"""The pages of explaining back: for whose turn it is, for leaders who see only how far it is, for the two readers."""

import datetime
import logging

from django.urls import reverse

from school.queries import today_in
from tests.factories.dialogue import make_explain_back, make_explanation
from tests.factories.vision import make_commitment, make_staff
from tests.personas import Personas, client_for
from vision.coding import choose_raters
from vision.models import ExplainBack, ExplainBackInvited, Explanation, ExplanationCode, SealedExplanation


def at(people: Personas, name: str, *args: object) -> str:
    return reverse(f"vision:{name}", args=[people.school.slug, *args])


def open_round(people: Personas) -> None:
    make_staff(school=people.school, number=8)
    for wording in ("wait", "name it"):
        make_commitment(school=people.school, wording=wording)
    closes = today_in(people.school) + datetime.timedelta(days=5)
    opened = client_for(people.head).post(at(people, "explain_open"), {"closes_on": closes})
    assert opened["Location"] == at(people, "explain_rounds")


def test_leader_opens_a_round_or_reads_why_not(people: Personas) -> None:
    refused = client_for(people.head).post(at(people, "explain_open"), {"closes_on": today_in(people.school)})
    assert "at least 12 staff" in refused.text
    open_round(people)
    page = client_for(people.head).get(at(people, "explain_rounds")).text
    assert ("It is the turn of 12." in page, "Draw the third" in page) == (True, False)


def test_words_are_sealed_thanked_for_and_in_no_log(people: Personas, caplog) -> None:
    assert "not your turn" in client_for(people.teacher).get(at(people, "explain_back")).text
    open_round(people)
    client = client_for(people.teacher)
    assert "safeguarding lead" in client.get(at(people, "explain_back")).text
    with caplog.at_level(logging.DEBUG):
        answer = client.post(at(people, "explain_back"), {"text": "Waiting wonderfully long."}, follow=True)
    assert ("Thank you for your words" in answer.text, "wonderfully" in caplog.text) == (True, False)
    again = client.post(at(people, "explain_back"), {"text": "Again."})
    assert (again.status_code, SealedExplanation.objects.count()) == (409, 1)


def test_too_many_words_are_kept_on_the_form(people: Personas) -> None:
    open_round(people)
    answer = client_for(people.teacher).post(at(people, "explain_back"), {"text": "so " * 61})
    assert ("more than 60 words" in answer.text, "so so so" in answer.text) == (True, True)
    assert ExplainBackInvited.objects.count() == 12 and not SealedExplanation.objects.exists()


def test_readers_read_one_text_after_the_other_and_leaders_none(people: Personas) -> None:
    commitment = make_commitment(school=people.school, wording="wait")
    frozen = [{"id": commitment.pk, "who": "adults", "wording": "wait"}]
    sitting = make_explain_back(term=people.term, by=people.head, state="rating", commitments=frozen)
    text = make_explanation(sitting=sitting, text="Ask before you tell.")
    chosen = {"first": people.teacher.pk, "second": people.teaching_assistant.pk}
    client_for(people.head).post(at(people, "explain_raters", sitting.pk), chosen)
    head = client_for(people.head)
    pages = head.get(at(people, "explain_rounds")).text + head.get(at(people, "explain_read")).text
    assert "Ask before" not in pages
    assert head.post(at(people, "explain_code", text.pk)).status_code == 404
    for reader in (people.teacher, people.teaching_assistant):
        client = client_for(reader)
        assert "Ask before you tell." in client.get(at(people, "explain_read")).text
        assert "Select a valid choice" in client.post(at(people, "explain_code", text.pk), {"found": "0"}).text
        client.post(at(people, "explain_code", text.pk), {"found": str(commitment.pk)})
    sitting.refresh_from_db()
    assert (sitting.state, sitting.coded, sitting.agreement) == ("done", 1, [1, 0, 0, 0])
    assert not Explanation.objects.exists() and not ExplanationCode.objects.exists()


def test_two_of_one_kind_are_refused_as_readers(people: Personas) -> None:
    sitting = make_explain_back(term=people.term, by=people.head, state="rating")
    one, other = make_staff(school=people.school, number=2)
    page = client_for(people.head).post(at(people, "explain_raters", sitting.pk), {"first": one.pk, "second": other.pk})
    assert "different phases or roles" in page.text
    assert ExplainBack.objects.get().first_rater is None
    choose_raters(sitting=sitting, first=people.teacher, second=people.teaching_assistant)
    assert "Nothing to read" in client_for(one).get(at(people, "explain_read")).text
