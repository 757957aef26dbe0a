"""The pages that split, merge, order, remove and map."""

import datetime

import pytest
from django.urls import reverse

from school.models import Batch
from tests.factories.school import TODAY, make_term
from tests.factories.tracking import NOW, make_check_in
from tests.factories.vision import make_behaviour, make_focus, make_framework
from tests.personas import Personas, client_for
from vision.behaviours import begin_new_version
from vision.models import Behaviour, BehaviourMapping, NameMapping


def at(people: Personas, name: str, *args: object) -> str:
    return reverse(f"vision:{name}", args=[people.school.slug, *args])


def test_leader_splits_and_merges(people: Personas) -> None:
    behaviour, client = make_behaviour(school=people.school), client_for(people.head)
    assert "Split Perseverance" in client.get(at(people, "split", behaviour.pk)).text
    client.post(at(people, "split", behaviour.pk), {"first": "Going on", "second": "Trying anew"})
    parts = Behaviour.objects.filter(label__in=["Going on", "Trying anew"])
    assert parts.count() == 2
    client.post(at(people, "merge"), {"behaviours": [each.pk for each in parts], "label": "Stamina"})
    assert Behaviour.objects.filter(label="Stamina").count() == 1
    assert "at least two" in client.post(at(people, "merge"), {"label": "None"}).text


def test_leader_orders_and_leaves_out(people: Personas) -> None:
    behaviour, client = make_behaviour(school=people.school), client_for(people.head)
    client.post(at(people, "move_behaviour", behaviour.pk), {"way": "down"})
    assert Behaviour.objects.get(pk=behaviour.pk).position == 1
    client.post(at(people, "move_behaviour", behaviour.pk), {"way": "up"})
    assert Behaviour.objects.get(pk=behaviour.pk).position == 0
    client.post(at(people, "remove_behaviour", behaviour.pk))
    assert not Behaviour.objects.filter(pk=behaviour.pk).exists()


def test_used_words_stay_and_the_page_says_why(people: Personas) -> None:
    behaviour, client = make_focus(term=people.term).behaviour, client_for(people.head)
    page = client.post(at(people, "remove_behaviour", behaviour.pk), follow=True).text
    assert "Begin a new version instead" in page
    client.post(at(people, "move_behaviour", behaviour.pk), {"way": "down"})
    assert (
        "Begin a new version instead"
        in client.post(at(people, "split", behaviour.pk), {"first": "A", "second": "B"}).text
    )
    assert Behaviour.objects.get(pk=behaviour.pk).position == 0


def test_crosswalk_takes_what_we_had_and_what_others_say(people: Personas) -> None:
    was, client = make_focus(term=people.term).behaviour, client_for(people.head)
    client.post(at(people, "new_version"))
    now = Behaviour.objects.get(framework__retired_on=None, key=was.key)
    for other in (str(was.pk), "habits_of_mind:persisting"):
        line = {"behaviour": now.pk, "other": other, "strength": "overlaps"}
        assert client.post(at(people, "crosswalk"), line).status_code == 302
    assert BehaviourMapping.objects.get(to_behaviour=now).strength == "overlaps"
    assert NameMapping.objects.get().key == "persisting"
    page = client.get(at(people, "crosswalk")).text
    assert "Persisting (Sixteen habits)" in page
    assert "not affiliated" in page and "overlaps with" in page
    change = Batch.objects.filter(kind=Batch.Kind.BEHAVIOURS).latest("pk")
    assert at(people, "take_back_change", change.pk) in page
    answer = client.post(at(people, "take_back_change", change.pk))
    assert (answer["Location"], NameMapping.objects.count()) == (at(people, "crosswalk"), 0)


def test_leader_takes_the_last_change_back(people: Personas) -> None:
    behaviour, client = make_behaviour(school=people.school), client_for(people.head)
    assert "Undo" not in client.get(at(people, "behaviours")).text
    client.post(at(people, "split", behaviour.pk), {"first": "Going on", "second": "Trying anew"})
    change = Batch.objects.get(kind=Batch.Kind.BEHAVIOURS)
    page = client.get(at(people, "behaviours")).text
    assert at(people, "take_back_change", change.pk) in page and "Split Perseverance" in page
    assert "Taken back: Split Perseverance." in client.post(at(people, "take_back_change", change.pk), follow=True).text
    assert Behaviour.objects.get(pk=behaviour.pk).label == "Perseverance"
    again = client.post(at(people, "take_back_change", change.pk), follow=True).text
    assert "This was undone already" in again and "Undo" not in again


def test_once_used_the_page_says_why_nothing_is_taken_back(people: Personas) -> None:
    behaviour, client = make_behaviour(school=people.school), client_for(people.head)
    client.post(at(people, "remove_behaviour", behaviour.pk))
    change = Batch.objects.get(kind=Batch.Kind.BEHAVIOURS)
    make_focus(term=people.term, key="questioning")
    assert at(people, "take_back_change", change.pk) not in client.get(at(people, "behaviours")).text
    refused = client.post(at(people, "take_back_change", change.pk), follow=True).text
    assert "Begin a new version instead" in refused


@pytest.mark.parametrize("name", ["merge", "crosswalk"])
def test_without_a_framework_there_is_nothing_to_reshape(people: Personas, name: str) -> None:
    assert client_for(people.head).get(at(people, name)).status_code == 404


@pytest.mark.parametrize("name", ["split", "remove_behaviour", "move_behaviour"])
def test_only_those_who_choose_behaviours_reshape_them(people: Personas, name: str) -> None:
    behaviour = make_framework(school=people.school).behaviours.first()
    for person in (people.teacher, people.student):
        assert client_for(person).post(at(people, name, behaviour.pk)).status_code in (403, 404)
    assert Behaviour.objects.filter(pk=behaviour.pk).exists()


def test_a_student_sees_where_the_words_changed(people: Personas) -> None:
    earlier = make_term(school=people.school, key="autumn")
    make_check_in(student=people.student, term=earlier, started_at=NOW - datetime.timedelta(weeks=10))
    page = reverse("tracking:my_learning", args=[people.school.slug])
    begin_new_version(framework=make_behaviour(school=people.school).framework, by=people.head, on=TODAY)
    assert "had other words" not in client_for(people.student).get(page).text
    make_check_in(student=people.student, term=people.term)
    assert client_for(people.student).get(page).text.count("had other words") == 1
