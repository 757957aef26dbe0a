"""The same question over the terms."""

import datetime

from tests.factories.school import TODAY, make_term
from tests.factories.tracking import NOW, make_check_in
from tests.personas import Personas, client_for
from tests.tracking.addresses import address
from tracking.learner_page import learner_page
from tracking.models import CheckIn
from tracking.over_time import Story, stories_of
from vision.models import Framework


def told(people: Personas) -> list[Story]:
    return stories_of(learner_page(people.student, people.term, TODAY).finished)


def answered_before(people: Personas) -> CheckIn:
    earlier = make_term(school=people.school, key="autumn")
    return make_check_in(student=people.student, term=earlier, started_at=NOW - datetime.timedelta(days=90))


def test_one_term_is_no_story(people: Personas) -> None:
    make_check_in(student=people.student, term=people.term)
    assert told(people) == []


def test_answers_stand_in_the_order_of_time(people: Personas) -> None:
    now, before = make_check_in(student=people.student, term=people.term), answered_before(people)
    stories = told(people)
    assert len(stories) == 3
    terms = [before.term.title, now.term.title]
    assert all([then.term for then in story.answers] == terms for story in stories)
    assert not any(then.broken for story in stories for then in story.answers)


def test_new_words_of_the_school_are_said_where_they_begin(people: Personas) -> None:
    before = answered_before(people)
    old = Framework.objects.create(
        school=people.school, name="Older", preset="own", version=1, adopted_on=TODAY, retired_on=TODAY
    )
    CheckIn.objects.filter(pk=before.pk).update(framework=old)
    make_check_in(student=people.student, term=people.term)
    assert [[then.broken for then in story.answers] for story in told(people)] == [[False, True]] * 3
    page = client_for(people.student).get(address(people, "my_learning")).content.decode()
    assert "What I said then and now" in page and "words for learning are new" in page
