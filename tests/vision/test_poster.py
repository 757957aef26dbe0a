"""The poster: one page, tagged, in the words of an age and the school's tints."""

import re

import pytest
from django.urls import reverse

from tests.factories.observations import make_term_now
from tests.factories.vision import make_behaviour, make_focus
from tests.personas import Personas, client_for
from vision import poster
from vision.poster import poster_of

pytestmark = pytest.mark.django_db


def test_poster_is_one_tagged_page_for_four_behaviours(people: Personas) -> None:
    keys = ("perseverance", "questioning", "collaboration", "revising")
    focus = [make_behaviour(school=people.school, key=key) for key in keys]
    for behaviour in focus:
        behaviour.look_for = "Carries on through a bell or a visitor, and comes back to it on another day"
        behaviour.child_wording = "I keep going when it is hard, and I ask for what I need to go on with it"
    pdf = poster_of(people.term, focus)
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf)) == 1
    assert b"/StructTreeRoot" in pdf


def test_row_has_the_words_of_the_age_and_a_tint_of_ours(people: Personas) -> None:
    behaviour = make_behaviour(school=people.school)
    behaviour.child_early = "I try again"
    assert poster._row(behaviour, 1)["words"] == "I try again"
    assert poster._row(behaviour, 8)["words"] == behaviour.child_wording
    behaviour.tint, behaviour.icon = "none", "<none>"
    assert re.fullmatch("#[0-9a-f]{6}", poster._row(behaviour, None)["tint"])


def test_everybody_who_reads_the_vision_can_print_it(people: Personas) -> None:
    address = reverse("vision:poster", args=[people.school.slug])
    assert client_for(people.teacher).get(address).status_code == 404
    term, _class = make_term_now(host=people.teacher)
    make_focus(term=term)
    answer = client_for(people.student).get(address, {"age": "early"})
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    page = client_for(people.teacher).get(reverse("vision:behaviours", args=[people.school.slug])).text
    assert f"{address}?age=primary" in page
