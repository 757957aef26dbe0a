"""The behaviours' page and its forms."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from school.queries import today_in
from tests.factories.school import TODAY, make_term
from tests.factories.vision import make_behaviour, make_commitment, make_focus, make_framework
from tests.personas import Personas, client_for
from vision.behaviours import adopt_framework
from vision.models import Behaviour, Commitment, Focus, Framework
from vision.threading import say_what_it_is_about


def at(people: Personas, name: str, *args: object) -> str:
    return reverse(f"vision:{name}", args=[people.school.slug, *args])


WORDS = {
    "label": "Sticking at it",
    "definition": "Keeps going",
    "child_wording": "I stick at it",
    "look_for": "Tries twice",
    "icon": "mountain",
    "tint": "ochre",
}


def test_empty_page_offers_the_presets_to_leaders_only(people: Personas) -> None:
    assert "Foundation four" in client_for(people.head).get(at(people, "behaviours")).text
    assert "Foundation four" not in client_for(people.teacher).get(at(people, "behaviours")).text


def test_leader_adopts_a_preset(people: Personas) -> None:
    answer = client_for(people.head).post(at(people, "adopt"), {"preset": "working"})
    assert answer["Location"] == at(people, "behaviours")
    assert Framework.objects.get().behaviours.count() == 12
    refused = client_for(people.head).post(at(people, "adopt"), {"preset": "working"})
    assert "already your framework" in refused.text


def test_everyone_reads_the_words_and_the_focus(people: Personas) -> None:
    make_focus(term=people.term)
    page = client_for(people.student).get(at(people, "behaviours")).text
    for words in ("Perseverance", "I use perseverance", "Second nature"):
        assert words in page
    assert "Declare" not in page


def test_leader_declares_the_focus(people: Personas) -> None:
    framework = make_framework(school=people.school)
    chosen = [behaviour.pk for behaviour in framework.behaviours.all()[:2]]
    client_for(people.head).post(at(people, "focus"), {"behaviours": chosen})
    assert set(Focus.objects.values_list("behaviour_id", flat=True)) == set(chosen)


def test_focus_of_five_is_refused_and_kept_ticked(people: Personas) -> None:
    framework = adopt_framework(school=people.school, preset="full", by=people.head, on=today_in(people.school))
    chosen = [behaviour.pk for behaviour in framework.behaviours.all()[:5]]
    answer = client_for(people.head).post(at(people, "focus"), {"behaviours": chosen})
    assert "at most 4" in answer.text
    assert answer.text.count(" checked") == 5
    assert not Focus.objects.exists()
    assert client_for(people.head).post(at(people, "focus"), {}).status_code == 200


def test_rewording_until_used_and_then_a_new_version(people: Personas) -> None:
    behaviour, client = make_behaviour(school=people.school), client_for(people.head)
    again = {**WORDS, "meaning": "same", "edition": 1}
    client.post(at(people, "reword", behaviour.pk), again)
    assert Behaviour.objects.get(pk=behaviour.pk).label == "Sticking at it"
    make_focus(term=make_term(school=people.school), key="revising")
    refused = client.post(at(people, "reword", behaviour.pk), {**again, "edition": 2, "label": "Grit"})
    assert "Begin a new version" in refused.text
    assert 'value="Grit"' in refused.text
    client.post(at(people, "new_version"))
    assert Framework.objects.get(retired_on=None).version == 2


def test_behaviour_is_added_or_refused(people: Personas) -> None:
    make_framework(school=people.school)
    client = client_for(people.head)
    assert "required" in client.post(at(people, "add_behaviour"), {**WORDS, "label": ""}).text
    client.post(at(people, "add_behaviour"), WORDS)
    assert Behaviour.objects.get(label="Sticking at it").key == "own_sticking_at_it"


@pytest.mark.parametrize("name", ["focus", "new_version", "add_behaviour"])
def test_without_a_framework_there_is_nothing_to_change(people: Personas, name: str) -> None:
    assert client_for(people.head).post(at(people, name), WORDS).status_code == 404


def test_page_asks_few_queries(people: Personas) -> None:
    adopt_framework(school=people.school, preset="full", by=people.head, on=today_in(people.school))
    client = client_for(people.head)
    with CaptureQueriesContext(connection) as asked:
        client.get(at(people, "behaviours"))
    assert len([query for query in asked if "SAVEPOINT" not in query["sql"]]) <= 15


def test_two_who_reword_at_once_see_both_texts(people: Personas) -> None:
    behaviour, client = make_behaviour(school=people.school), client_for(people.head)
    first = {**WORDS, "meaning": "same", "edition": 1}
    client.post(at(people, "reword", behaviour.pk), first)
    conflict = client.post(at(people, "reword", behaviour.pk), {**first, "label": "Grit"})
    assert conflict.status_code == 409
    assert 'value="Grit"' in conflict.text
    assert "<dd>Sticking at it</dd>" in conflict.text
    assert 'name="edition" value="2"' in conflict.text
    client.post(at(people, "reword", behaviour.pk), {**first, "label": "Grit", "edition": 2})
    assert Behaviour.objects.get(pk=behaviour.pk).label == "Grit"


def test_nobody_chooses_the_meaning_but_the_person(people: Personas) -> None:
    behaviour, client = make_behaviour(school=people.school), client_for(people.head)
    assert " checked" not in meaning_part(client.get(at(people, "reword", behaviour.pk)).text)
    asked = client.post(at(people, "reword", behaviour.pk), {**WORDS, "edition": 1}).text
    assert 'id="id_meaning_error"' in asked and "Choose one: the same behaviour" in meaning_part(asked)
    assert 'value="Sticking at it"' in asked and " checked" not in meaning_part(asked)
    assert Behaviour.objects.get(pk=behaviour.pk).label == "Perseverance"
    client.post(at(people, "reword", behaviour.pk), {**WORDS, "edition": 1, "meaning": "different"})
    assert Behaviour.objects.get(pk=behaviour.pk).key == "own_sticking_at_it"


def meaning_part(page: str) -> str:
    return page.partition('<fieldset class="field choices" id="id_meaning"')[2].partition("</fieldset>")[0]


def test_the_story_names_the_break_and_what_was_left_out(people: Personas) -> None:
    make_focus(term=people.term)
    client = client_for(people.head)
    client.post(at(people, "new_version"))
    left = Behaviour.objects.get(framework__retired_on=None, key="revising")
    client.post(at(people, "remove_behaviour", left.pk))
    page = client.get(at(people, "behaviours")).text
    assert "Foundation four, version 1, ended here" in page
    assert "Left out since: Revising" in page


def test_each_behaviour_leads_to_the_threads_it_is_on(people: Personas) -> None:
    commitment, ended = make_commitment(school=people.school), make_commitment(school=people.school)
    behaviour = make_behaviour(school=people.school)
    for each in (commitment, ended):
        say_what_it_is_about(commitment=each, behaviours=[behaviour], by=people.head)
    Commitment.objects.filter(pk=ended.pk).update(retired_on=TODAY)
    page = client_for(people.student).get(reverse("vision:behaviours", args=[people.school.slug])).text
    addresses = [reverse("home:thread", args=[people.school.slug, each.pk]) for each in (commitment, ended)]
    assert [address in page for address in addresses] == [True, False]
