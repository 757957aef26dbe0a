"""A check-in ends with something true that the child said."""

from tests.factories.tracking import make_check_in
from tests.personas import Personas
from tracking.kind_words import kind_words


def test_quotes_what_the_child_says_they_do_most(people: Personas) -> None:
    check_in = make_check_in(student=people.student)
    kind = kind_words(check_in, check_in.answers.all())
    assert (kind.quote, kind.words) == (
        "I had a next step when I was stuck.",
        "You said: nearly every time. You know that about yourself as a learner.",
    )


def test_quotes_the_childs_own_example_first(people: Personas) -> None:
    check_in = make_check_in(student=people.student)
    check_in.answers.filter(item="perseverance.b1").update(example="My tower")
    assert kind_words(check_in, check_in.answers.all()).quote == "My tower"


def test_not_yet_is_met_kindly(people: Personas) -> None:
    check_in = make_check_in(student=people.student, answers={"perseverance.b1": 1})
    kind = kind_words(check_in, check_in.answers.all())
    assert kind.words == "You said: not yet. Knowing that is how learning starts."


def test_no_chance_at_all_is_thanked_for(people: Personas) -> None:
    check_in = make_check_in(student=people.student, answers={"perseverance.b1": None})
    kind = kind_words(check_in, check_in.answers.all())
    assert (kind.quote, kind.words) == ("", "You thought about every question.")
