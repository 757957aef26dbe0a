"""Who has something to do in a round, and when it stops."""

import datetime

from learningculture.tenancy import tenant
from school.models import School
from tests.factories.dialogue import make_explain_back, make_explanation
from tests.factories.school import TODAY
from tests.personas import Personas
from tests.vision.test_explain_back import answer, opened
from vision.asks import asks_for
from vision.coding import choose_raters, code_text
from vision.explain_queries import round_of_turn, round_to_read, rounds_of, sealed_things_waiting_for


def asked(people: Personas, member) -> list[str]:
    with tenant(people.school.pk, member_id=member.pk, user_id=member.user_id):
        return [str(ask.what) for ask in asks_for(member, people.term, TODAY)]


def test_words_are_asked_of_whose_turn_it_is_until_given(people: Personas) -> None:
    sitting, turn = opened(people)
    sentence = "Say in your own words what our vision asks of you"
    assert sentence in asked(people, turn[0])
    answer(sitting, turn[:1])
    assert sentence not in asked(people, turn[0])
    assert sentence not in asked(people, people.governor)
    assert round_of_turn(turn[1], TODAY + datetime.timedelta(days=8)) is None


def test_readers_are_asked_until_they_have_read_and_leaders_to_choose_them(people: Personas) -> None:
    sitting = make_explain_back(term=people.term, by=people.head, state="rating")
    text = make_explanation(sitting=sitting)
    assert "Choose who reads what staff wrote about the vision" in asked(people, people.head)
    choose_raters(sitting=sitting, first=people.teacher, second=people.teaching_assistant)
    assert asked(people, people.head) == []
    assert asked(people, people.teacher) == ["Read what colleagues wrote about the vision"]
    code_text(text=text, found=[], by=people.teacher)
    assert (asked(people, people.teacher), round_to_read(people.teacher)) == ([], sitting)
    columns = sealed_things_waiting_for(people.teaching_assistant, TODAY)
    waiting = School.objects.filter(pk=people.school.pk).values(**columns).get()
    assert waiting == {"pulse": None, "explain": None, "texts": True}
    assert list(rounds_of(people.school)) == [sitting]
