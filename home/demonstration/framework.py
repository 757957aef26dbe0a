"""One school finds words of its own: a renamed behaviour, one that became two, and what others call them."""

from __future__ import annotations

from home.demonstration.people import Living
from home.demonstration.plan import TermPlan
from home.demonstration.vision import at
from tracking.own_items import write_questions
from vision.behaviours import begin_new_version, reword_behaviour
from vision.crosswalk import name_elsewhere
from vision.models import Behaviour, Framework
from vision.reshaping import split_behaviour
from vision.taking_back import changes_of

SCHOOL = "weir"

RENAMED = {
    "label": "Staying power",
    "definition": "Keeps going, with a changed approach, when stuck",
    "child_wording": "I try another way",
}
"""Perseverance, in the words that the tutor groups had for it all along."""

PARTS = {
    "Redrafting": {
        "definition": "Makes a piece better part-way, not only at the end",
        "child_wording": "I make it better before I am done",
    },
    "Using feedback": {
        "definition": "Carries what was said of one piece into the next",
        "child_wording": "I use what I was told, somewhere else",
    },
}
"""Revising became two."""

ASKED = (
    "I used something I was told in a piece that nobody had seen yet.",
    "I asked what one thing would make my work better.",
    "I left out advice that did not help, and could say why.",
)


def term_of_new_words(living: Living, terms: list[TermPlan]) -> TermPlan | None:
    """The first autumn after the beginning, so that a whole year follows the break; None in the other schools."""
    if living.plan.key != SCHOOL:
        return None
    return next((term for term in terms[1:] if term.key == "autumn"), terms[-1])


def tell_when_it_was(living: Living) -> None:
    """The log of changes tells the days of the story, not the minute in which it was invented."""
    for framework in Framework.objects.filter(school=living.school):
        changes_of(framework).update(at=at(framework.adopted_on, 9))


def begin_new_words(living: Living, framework: Framework, term: TermPlan) -> list[Behaviour]:
    """A second version, before its first term begins; its behaviours in their order."""
    head = living.head
    new = begin_new_version(framework=framework, by=head, on=term.starts_on)
    known = new.behaviours.get(key="perseverance")
    renamed = reword_behaviour(behaviour=known, words=RENAMED, by=head, same_meaning=True)
    parts = split_behaviour(behaviour=new.behaviours.get(key="revising"), labels=list(PARTS), by=head)
    for part in parts:
        reword_behaviour(behaviour=part, words=PARTS[part.label], by=head)
    write_questions(behaviour=parts[-1], form="C", wordings=ASKED, by=head)
    name_elsewhere(behaviour=renamed, preset="habits_of_mind", key="persisting", strength="same", by=head)
    return list(new.behaviours.order_by("position"))
