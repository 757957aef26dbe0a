"""What the invented staff say when they are asked to explain the vision back, and what two colleagues find in it."""

from __future__ import annotations

import datetime

from home.demonstration.people import Living
from home.demonstration.plan import TermPlan
from vision.coding import choose_raters, code_text
from vision.explain_back import close_explain_back, explain, open_explain_back
from vision.models import ExplainBack, ExplainBackInvited, Explanation

RESPONSE = 0.8
"""Of those whose turn it is."""

MISSED = 0.12
"""How often a reader overlooks what a text names."""

NAMES = (
    "Name the muscle I see while it is happening.",
    "Wait before I help, longer than feels natural.",
    "Leaders keep our PLC hour free, whatever comes up.",
    "Visits are there to learn from each other, not to judge.",
    "Children keep a piece that shows how they have grown.",
)
"""In the order of the commitments: how somebody says each in their own words."""

NEITHER = ("Make children more independent, I think.", "Work hard and be kind.", "I am not sure. Growth mindset?")


def hold_explain_back(living: Living, term: TermPlan, today: datetime.date) -> None:
    """Draw the third, let those answer who do, close it, let two read."""
    opens, closes = term.day(0.25), term.day(0.35)
    if closes >= today:
        return
    school, row = living.school, living.terms[term.index]
    sitting = open_explain_back(school=school, term=row, closes_on=closes, by=living.head, on=opens)
    for turn in ExplainBackInvited.objects.filter(round=sitting).select_related("member").order_by("member"):
        if living.chance.random() < RESPONSE:
            explain(sitting=sitting, member=turn.member, text=_said(living, term.index))
    close_explain_back(sitting=sitting, on=closes + datetime.timedelta(days=1))
    if sitting.state == ExplainBack.State.RATING:
        _read(living, sitting)


def _said(living: Living, term: int) -> str:
    """More commitments from term to term, and some who name none."""
    known = living.chance.choices((0, 1, 2, 3), (4, 4, 2 + term, 1 + term))[0]
    return " ".join(living.chance.sample(NAMES, known)) or living.chance.choice(NEITHER)


def _read(living: Living, sitting: ExplainBack) -> None:
    readers = living.teachers[0], living.assistants[0]
    choose_raters(sitting=sitting, first=readers[0], second=readers[1])
    texts = sorted(Explanation.objects.filter(round=sitting), key=lambda text: text.text)
    for reader in readers:
        for text in texts:
            named = [each["id"] for each, words in zip(sitting.commitments, NAMES, strict=False) if words in text.text]
            found = [commitment for commitment in named if living.chance.random() >= MISSED]
            code_text(text=text, found=found, by=reader)
